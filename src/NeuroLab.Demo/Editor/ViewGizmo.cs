using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>
/// The axes of the view in its corner. A press on an end looks along that axis; the centre frames everything.
/// </summary>
internal sealed class ViewGizmo(EditorContext context) : IPanel
{
    private const float Radius = 27, Knob = 8.5f;

    private static readonly string[] Names = ["α", "L", "β"];
    private static readonly string[] Tips =
        ["Looks along α.", "Looks straight down: the surface as a contour map (T).", "Looks along β."];

    private readonly SKPoint[] _line = new SKPoint[2];

    public string Id => "gizmo";

    public string Title => "Axes";

    public Dock Dock => Dock.View;

    public void Draw(in UiRect bounds)
    {
        var view = bounds;
        if (view.Width < 260 || view.Height < 280)
            return;
        var center = new Vector2(view.Right - 46, view.Bottom - 52);
        var camera = context.Scene.Frame.Camera.View;
        // Draws the farthest axis first, so that the nearest is on top.
        Span<int> order = [0, 1, 2];
        Span<float> depth = stackalloc float[3];
        for (var i = 0; i < 3; i++)
            depth[i] = Vector3.TransformNormal(Axis(i), camera).Z;
        for (var i = 1; i < 3; i++)
            for (var j = i; j > 0 && depth[order[j]] < depth[order[j - 1]]; j--)
                (order[j], order[j - 1]) = (order[j - 1], order[j]);
        var middle = new UiRect(center.X - 6, center.Y - 6, 12, 12);
        var state = context.Gui.Area("frame", middle);
        context.Gui.Tooltip("Frames the whole landscape (Home).");
        context.Gui.Cover(middle);
        context.Canvas.FillCircle(center.X, center.Y, state.IsHovered ? 4 : 3, state.IsHovered ? context.Theme.Text : context.Theme.TextTertiary);
        if (state.IsClicked)
            context.Editor.MoveCamera(CameraPose.Home with { Yaw = context.Scene.Camera.Pose.Yaw, IsTop = context.Scene.Camera.IsTop });
        foreach (var axis in order)
            DrawAxis(axis, center, Vector3.TransformNormal(Axis(axis), camera));
    }

    private static Vector3 Axis(int index) => index switch { 0 => Vector3.UnitX, 1 => Vector3.UnitY, _ => Vector3.UnitZ };

    private void DrawAxis(int axis, Vector2 center, Vector3 direction)
    {
        var end = center + new Vector2(direction.X, -direction.Y) * Radius;
        var theme = context.Theme;
        var color = theme.Runner(axis switch { 0 => 0, 1 => 2, _ => 1 });
        (_line[0], _line[1]) = (new SKPoint(center.X, center.Y), new SKPoint(end.X, end.Y));
        context.Canvas.Polyline(_line, color.WithAlpha(0xB0), 2);
        var box = new UiRect(end.X - Knob, end.Y - Knob, 2 * Knob, 2 * Knob);
        var state = context.Gui.Area(Names[axis], box);
        context.Gui.Tooltip(Tips[axis]);
        context.Gui.Cover(box);
        context.Canvas.FillCircle(end.X, end.Y, Knob, state.IsHovered ? theme.Text : color);
        context.Canvas.Text(Names[axis], box, TextStyle.Label, theme.IsDark ? theme.Background : SKColors.White, TextAlign.Center);
        if (state.IsClicked)
            LookAlong(axis);
    }

    private void LookAlong(int axis)
    {
        var home = CameraPose.Home;
        var camera = context.Scene.Camera;
        context.Editor.MoveCamera(axis switch
        {
            0 => home with { Yaw = MathF.PI / 2, Pitch = 0.08f },
            1 => home with { Target = Vector3.Zero, Yaw = 0, Distance = 3.4f, IsTop = !camera.IsTop },
            _ => home with { Yaw = 0, Pitch = 0.08f },
        });
    }
}
