using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Lessons;
using NeuroLab.Rendering;
using NeuroLab.Scenes;
using Plane = NeuroLab.Landscapes.Plane;

namespace NeuroLab.Demo.Lesson;

/// <summary>Marks of the current station on the surface: a step, or the tangent plane at the ball.</summary>
internal sealed class LessonMarks(EditorContext context, LessonSubject subject) : Behaviour, IVisual
{
    private static readonly Vector3 StepColor = new(0.353f, 0.663f, 1f);

    private float[] _from = [], _to = [];

    private Landscape Landscape => context.Scene.Landscape;

    private Vector2 Extent => new((float)Landscape.Grid.Extent, (float)Landscape.Grid.BetaExtent);

    /// <summary>The current station.</summary>
    public StationPanel? Station { get; set; }

    /// <inheritdoc/>
    public void Show(FrameView frame)
    {
        // The surface may already belong to another network than the lesson's data.
        if (Landscape.Plane is { } plane && plane.First.Length == subject.Parameters.Length
            && context.Runner.Trainer.StatusVersion > 0 && Station is { IsOfSubject: true } station)
        {
            station.Mark(frame, this);
        }
    }

    /// <summary>An arrow from θ to its value after a step.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="before">θ before, [parameters].</param>
    /// <param name="after">θ after, [parameters].</param>
    /// <param name="minLength">Minimum length, as a fraction of the surface's half side; a shorter step shows its direction
    /// only.</param>
    public void ShowDirection(FrameView frame, ReadOnlySpan<double> before, ReadOnlySpan<double> after, double minLength)
    {
        if (!TryProject(before, after, out var from, out var delta))
            return;
        var length = (delta / Extent).Length();
        if (length > 0 && length < minLength)
            delta *= (float)minLength / length;
        frame.Arrow = new GradientArrow(from.X, from.Y, delta.X, delta.Y, StepColor);
    }

    /// <summary>An arrow of true length, with a second ball at the loss after the step.</summary>
    public void ShowStep(FrameView frame, ReadOnlySpan<double> before, ReadOnlySpan<double> after, double loss)
    {
        if (!TryProject(before, after, out var from, out var delta))
            return;
        var to = from + delta;
        if (!(LargestOf(to / Extent) < 1))
        {
            // If the step leaves the surface, the arrow ends at the edge, without a ball.
            delta *= MathF.Max(0, 0.97f - LargestOf(from / Extent)) / LargestOf(delta / Extent);
            frame.Arrow = new GradientArrow(from.X, from.Y, delta.X, delta.Y, StepColor);
            return;
        }
        if ((delta / Extent).Length() > 0.05f)
            frame.Arrow = new GradientArrow(from.X, from.Y, delta.X, delta.Y, StepColor);
        frame.Add(new Ball(to.X, to.Y, (float)loss, (float)loss, StepColor, Selected: false));
    }

    /// <summary>
    /// The tangent plane of the loss at the ball: its slopes are those of the gradient along both directions.
    /// </summary>
    public void ShowTangent(FrameView frame)
    {
        var plane = Landscape.Plane!;
        double alpha = 0, beta = 0;
        for (var i = 0; i < plane.First.Length; i++)
        {
            alpha += subject.Gradient[i] * plane.First[i];
            beta += subject.Gradient[i] * plane.Second[i];
        }
        ref readonly var status = ref context.Runner.Trainer.Status;
        if (!double.IsFinite(alpha + beta + status.Alpha + status.Beta + status.Loss))
            return;
        frame.Tangent = new TangentPatch(
            (float)status.Alpha, (float)status.Beta, (float)status.Loss, (float)alpha, (float)beta,
            0.42f * MathF.Min(Extent.X, Extent.Y), context.Runner.Ball.Color);
    }

    private static float LargestOf(Vector2 vector) => MathF.Max(MathF.Abs(vector.X), MathF.Abs(vector.Y));

    private bool TryProject(ReadOnlySpan<double> before, ReadOnlySpan<double> after, out Vector2 from, out Vector2 delta)
    {
        var plane = Landscape.Plane!;
        from = Project(plane, before, ref _from);
        delta = Project(plane, after, ref _to) - from;
        return float.IsFinite(delta.X + delta.Y);
    }

    private static Vector2 Project(Plane plane, ReadOnlySpan<double> point, ref float[] buffer)
    {
        if (buffer.Length != point.Length)
            buffer = new float[point.Length];
        for (var i = 0; i < point.Length; i++)
            buffer[i] = (float)point[i];
        var projection = plane.Project(buffer);
        return new Vector2((float)projection.Alpha, (float)projection.Beta);
    }
}
