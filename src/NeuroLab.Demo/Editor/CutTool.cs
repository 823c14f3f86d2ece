using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Rendering;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>Mouse interaction with the cut: its line moves it, a knob at either end rotates it.</summary>
internal sealed class CutTool(EditorContext context) : IPanel
{
    private const int Samples = 48;
    private const float LinePixels = 5, KnobPixels = 11, KnobRadius = 4.5f;

    private Vector2 _pointer = new(float.NaN);

    /// <summary>A part of the cut.</summary>
    public enum Part
    {
        None,
        Line,
        Start,
        End,
    }

    public string Id => "cut";

    public string Title => "Cut";

    public Dock Dock => Dock.View;

    /// <summary>The part being dragged.</summary>
    public Part Held { get; private set; }

    private CutLine Cut => context.Scene.Cut;

    private bool IsShown => Cut.Enabled && context.Scene.Landscape.Plane is not null;

    /// <summary>The part at a position in logical pixels.</summary>
    public Part At(Vector2 position)
    {
        if (!IsShown)
            return Part.None;
        var cut = Cut.Cut;
        if (TryProject(cut.At(0), out var start) && Vector2.Distance(start, position) < KnobPixels)
            return Part.Start;
        if (TryProject(cut.At(1), out var end) && Vector2.Distance(end, position) < KnobPixels)
            return Part.End;
        var last = new Vector2(float.NaN);
        for (var i = 0; i <= Samples; i++)
        {
            if (!TryProject(cut.At(i / (double)Samples), out var next))
                next = new Vector2(float.NaN);
            if (DistanceTo(last, next, position) < LinePixels)
                return Part.Line;
            last = next;
        }
        return Part.None;
    }

    /// <summary>Starts to drag a part; everything until <see cref="Release"/> is one change.</summary>
    public void Hold(Part part)
    {
        Held = part;
        context.Editor.BeginGesture();
    }

    /// <summary>Moves the dragged part to a position in logical pixels.</summary>
    public void Drag(Vector2 position)
    {
        if (Held == Part.Line)
            Move(position);
        else if (Held != Part.None)
            Turn(position);
    }

    /// <summary>Ends the drag.</summary>
    public void Release()
    {
        Held = Part.None;
        context.Editor.EndGesture();
    }

    /// <summary>Sets the mouse position in logical pixels; NaN if it is elsewhere.</summary>
    public void Point(Vector2 position) => _pointer = position;

    /// <summary>Draws the knobs.</summary>
    public void Draw(in UiRect bounds)
    {
        var view = bounds;
        if (!IsShown || context.Scene.Comparison is { ShowsDifference: true })
            return;
        var cut = Cut.Cut;
        var part = Held != Part.None ? Held : float.IsNaN(_pointer.X) ? Part.None : At(_pointer);
        context.Canvas.PushClip(view);
        DrawKnob(cut.At(0), part == Part.Start);
        DrawKnob(cut.At(1), part == Part.End);
        context.Canvas.PopClip();
    }

    private void DrawKnob((double Alpha, double Beta) at, bool isLit)
    {
        if (!TryProject(at, out var position))
            return;
        var radius = isLit ? KnobRadius + 2 : KnobRadius;
        context.Canvas.FillCircle(position.X, position.Y, radius + 1.5f, new SKColor(0, 0, 0, 0x70));
        context.Canvas.FillCircle(position.X, position.Y, radius, isLit ? context.Theme.Accent : SKColors.White);
    }

    private void Move(Vector2 position)
    {
        if (!context.View.TryPick(position * context.View.Scale, out var hit))
            return;
        if (Cut.FollowsBall)
            context.Editor.Set(Cut, nameof(CutLine.FollowsBall), 0);
        context.Editor.Set(Cut, nameof(CutLine.Offset), Cut.OffsetThrough(hit.Alpha, hit.Beta));
    }

    // The direction whose end is displayed nearest to the mouse, which may be outside the surface.
    private void Turn(Vector2 position)
    {
        var best = Cut.Angle;
        var minDistance = float.PositiveInfinity;
        for (var degrees = 0; degrees < 360; degrees++)
        {
            if (!TryProject(Cut.Through(degrees).At(Held == Part.End ? 1 : 0), out var end))
                continue;
            var distance = Vector2.DistanceSquared(end, position);
            if (distance < minDistance)
                (best, minDistance) = (degrees, distance);
        }
        if (best == Cut.Angle)
            return;
        if (!Cut.FollowsBall)
        {
            // Rotated about its centre, which then has another offset.
            var (alpha, beta) = Cut.Pivot;
            context.Editor.Set(Cut, nameof(CutLine.Angle), best);
            context.Editor.Set(Cut, nameof(CutLine.Offset), Cut.OffsetThrough(alpha, beta));
            return;
        }
        context.Editor.Set(Cut, nameof(CutLine.Angle), best);
    }

    private bool TryProject((double Alpha, double Beta) at, out Vector2 position)
    {
        var view = context.View;
        var area = view.FirstArea;
        var projection = new SceneProjection(context.Scene.Frame.Camera, area.Width, area.Height);
        var loss = (float)context.Scene.Landscape.LossAt(at.Alpha * (1 - 1e-9), at.Beta * (1 - 1e-9));
        var world = context.Scene.Frame.World((float)at.Alpha, (float)at.Beta, loss);
        if (!float.IsFinite(world.Y) || !projection.TryProject(world, out var pixel))
        {
            position = default;
            return false;
        }
        position = (pixel + new Vector2(area.X, area.Y)) / view.Scale;
        return true;
    }

    private static float DistanceTo(Vector2 a, Vector2 b, Vector2 point)
    {
        if (!float.IsFinite(a.X + b.X))
            return float.PositiveInfinity;
        var offset = b - a;
        var share = Math.Clamp(Vector2.Dot(point - a, offset) / MathF.Max(1e-6f, offset.LengthSquared()), 0, 1);
        return Vector2.Distance(a + share * offset, point);
    }
}
