using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>
/// Positions of balls. The drawn gap between a ball and the surface is the difference between its true loss and the
/// loss on the plane, independent of how the surface is interpolated between samples: a ball without a gap touches it.
/// </summary>
internal static class BallPlacement
{
    /// <summary>Radius of a ball in world units; the surface is 2 wide.</summary>
    public const float Radius = 0.034f;

    private const float MinStem = 0.012f;

    /// <summary>The point of the surface under (or over) the ball; y is NaN if there is none.</summary>
    public static Vector3 Foot(FrameView frame, in Ball ball, HeightField field)
    {
        var world = frame.World(ball.Alpha, ball.Beta, ball.SurfaceLoss);
        var drawn = frame.Surface is null ? float.NaN : field.HeightAt(world.X, world.Z);
        return world with { Y = float.IsNaN(drawn) ? world.Y : drawn };
    }

    /// <summary>The lowest point of the ball; y is NaN if its loss is not finite.</summary>
    public static Vector3 Contact(FrameView frame, in Ball ball, HeightField field)
    {
        var world = frame.World(ball.Alpha, ball.Beta, ball.Loss);
        var gap = world.Y - frame.Scale.Height(ball.SurfaceLoss);
        var foot = Foot(frame, ball, field).Y;
        return float.IsNaN(gap + foot) ? world : world with { Y = foot + gap };
    }

    /// <summary>Whether the surface lies between the eye and the ball's centre.</summary>
    public static bool IsHidden(Vector3 eye, Vector3 center, float radius, HeightField field)
    {
        var sight = center - eye;
        var distance = sight.Length();
        return field.TryPick(eye, sight, out var hit) && Vector3.Distance(eye, hit.World) < distance - 0.2f * radius;
    }

    /// <summary>Whether the gap is large enough to show.</summary>
    public static bool HasStem(Vector3 foot, Vector3 contact) => MathF.Abs(foot.Y - contact.Y) > MinStem;
}
