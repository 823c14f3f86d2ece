using System.Numerics;
using NeuroLab.Numerics;
using NeuroLab.Rendering;

namespace NeuroLab.Runtime.Tests.Golden;

/// <summary>Frames that need no training: surfaces given by formulas, balls and trails that roll down them.</summary>
public static class SyntheticScenes
{
    private static readonly Vector3 Orange = RenderTheme.Rgb(0xffb454);
    private static readonly Vector3 Blue = RenderTheme.Rgb(0x59a8ff);
    private static readonly Vector3 Green = RenderTheme.Rgb(0x7bdc8b);

    /// <summary>A bowl with a few hills and a narrow basin.</summary>
    public static float Hills(float a, float b) =>
        0.50f + 0.20f * (a * a + b * b) + 0.17f * MathF.Sin(3.3f * a + 0.6f) * MathF.Cos(3.1f * b - 0.4f)
        + 0.30f * Gauss(a, b, -0.95f, -0.95f, 0.40f) + 0.34f * Gauss(a, b, -0.95f, 0.95f, 0.35f)
        - 0.52f * Gauss(a, b, 0.05f, 0.02f, 0.33f) + 0.20f * Gauss(a, b, 0.95f, 0.95f, 0.40f)
        - 0.12f * Gauss(a, b, -0.45f, 0.35f, 0.22f);

    /// <summary>Many valleys with steep walls, as a deep network without normalization gives.</summary>
    public static float Rugged(float a, float b) =>
        0.5f * MathF.Sqrt(a * a + b * b) + 0.16f * MathF.Abs(MathF.Sin(5 * a + 2 * b)) + 0.12f * MathF.Sin(7 * b - 3 * a * a)
        + 0.08f * MathF.Cos(11 * a * b + 2) + 0.3f;

    /// <summary>The losses [size β, size α] of a formula over −1…1.</summary>
    public static float[] Sample(Func<float, float, float> loss, int size)
    {
        var losses = new float[size * size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
                losses[row * size + column] = loss(2f * column / (size - 1) - 1, 2f * row / (size - 1) - 1);
        }
        return losses;
    }

    /// <summary>Three optimizers on the hills, one of them hovering over the plane.</summary>
    public static FrameView Race(int size = 101, float aspect = 16f / 9f)
    {
        var frame = Landscape(Sample(Hills, size), size, aspect);
        AddDescent(frame, Hills, new Vector2(-0.42f, -0.50f), 0.035f, 0.90f, 150, Blue, gap: 0, selected: false);
        AddDescent(frame, Hills, new Vector2(-0.30f, 0.62f), 0.06f, 0.3f, 90, Orange, gap: 0, selected: true);
        AddDescent(frame, Hills, new Vector2(0.55f, -0.62f), 0.02f, 0f, 90, Green, gap: 0.09f, selected: false);
        frame.Arrow = new GradientArrow(0.10f, -0.70f, 0.02f, 0.30f, RenderTheme.Rgb(0xffffff));
        return frame;
    }

    /// <summary>The hills with one ball below the plane, on the slope that faces the eye, and one behind a hill.</summary>
    public static FrameView BallBelow(int size = 101)
    {
        var frame = Landscape(Sample(Hills, size), size, 16f / 9f);
        AddDescent(frame, Hills, new Vector2(-0.30f, 0.62f), 0.06f, 0.3f, 90, Orange, gap: -0.16f, selected: true);
        AddDescent(frame, Hills, new Vector2(-0.92f, -0.35f), 0.002f, 0f, 20, Blue, gap: 0, selected: false);
        return frame;
    }

    /// <summary>The rugged surface with a hole where training diverged.</summary>
    public static FrameView RuggedWithHole(int size = 51)
    {
        var losses = Sample(Rugged, size);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                float a = 2f * column / (size - 1) - 1 - 0.45f, b = 2f * row / (size - 1) - 1 - 0.4f;
                if (a * a + b * b < 0.06f) losses[row * size + column] = a > 0 ? float.NaN : float.PositiveInfinity;
            }
        }
        var frame = Landscape(losses, size, 16f / 9f);
        AddDescent(frame, Rugged, new Vector2(-0.7f, 0.75f), 0.01f, 0.8f, 90, Orange, gap: 0, selected: true);
        return frame;
    }

    /// <summary>A surface alone, seen from the corner.</summary>
    public static FrameView Landscape(float[] losses, int size, float aspect) => new()
    {
        Camera = Camera.LookAt(new Vector3(2.3f, 2.0f, 2.3f), new Vector3(0, 0.10f, 0), 0.62f, aspect),
        Surface = new SurfaceSamples(losses, size, size, 1f),
        Scale = HeightScale.Fit(losses),
    };

    private static void AddDescent(
        FrameView frame, Func<float, float, float> loss, Vector2 start, float rate, float momentum, int steps,
        Vector3 color, float gap, bool selected)
    {
        var points = new TrailPoint[steps];
        Vector2 place = start, velocity = Vector2.Zero;
        for (var i = 0; i < steps; i++)
        {
            points[i] = new TrailPoint(place.X, place.Y, loss(place.X, place.Y) + gap * i / (steps - 1));
            const float E = 1e-3f;
            var gradient = new Vector2(
                loss(place.X + E, place.Y) - loss(place.X - E, place.Y),
                loss(place.X, place.Y + E) - loss(place.X, place.Y - E)) / (2 * E);
            velocity = momentum * velocity - rate * gradient;
            place += velocity;
        }
        var last = points[^1];
        frame.Add(new Trail(points, color));
        frame.Add(new Ball(last.Alpha, last.Beta, last.Loss, loss(last.Alpha, last.Beta), color, selected));
    }

    private static float Gauss(float a, float b, float a0, float b0, float width) =>
        MathF.Exp(-((a - a0) * (a - a0) + (b - b0) * (b - b0)) / (2 * width * width));
}
