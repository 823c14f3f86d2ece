using System.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Scenes;

namespace NeuroLab.Components;

/// <summary>
/// A camera on a sphere around its target. What it is told to do it does gently: the picture follows within a tenth of
/// a second.
/// </summary>
public sealed class OrbitCamera : Behaviour, IVisual
{
    private const float VerticalAngle = 0.66f;
    private const float MinDistance = 0.4f, MaxDistance = 12f;
    private const float MaxPitch = 1.54f; // just short of straight down, where "up" would lose its meaning

    private static readonly Pose Home = new(new Vector3(0, 0.02f, 0), 3.75f, 0.62f, 4.2f);

    private Pose _goal = Home;
    private Pose _current = Home;

    /// <summary>Width divided by height of what it draws into.</summary>
    public float Aspect { get; set; } = 16f / 9f;

    /// <summary>How fast it circles by itself, in radians a second.</summary>
    public float TurnRate { get; set; }

    /// <summary>Seconds in which the picture comes within a third of what was asked for; 0 follows at once.</summary>
    public float Smoothing { get; set; } = 0.06f;

    /// <summary>What it looks at, in the landscape's world coordinates.</summary>
    public Vector3 Target => _current.Target;

    /// <summary>The camera as it stands.</summary>
    public Camera View => Camera.LookAt(Eye(_current), _current.Target, VerticalAngle, Aspect);

    /// <summary>Circles by angles in radians: to the left around the target, and up.</summary>
    public void Orbit(float yaw, float pitch)
    {
        _goal.Yaw += yaw;
        _goal.Pitch = Math.Clamp(_goal.Pitch + pitch, -0.2f, MaxPitch);
    }

    /// <summary>Moves the target with the picture, by shares of the picture's height: to the right, and up.</summary>
    public void Pan(float right, float up)
    {
        var forward = Vector3.Normalize(_goal.Target - Eye(_goal));
        var side = Vector3.Normalize(Vector3.Cross(forward, Vector3.UnitY));
        var above = Vector3.Cross(side, forward);
        var height = 2 * _goal.Distance * MathF.Tan(VerticalAngle / 2);
        _goal.Target = Vector3.Clamp(
            _goal.Target - (side * right + above * up) * height, new Vector3(-3), new Vector3(3));
    }

    /// <summary>
    /// Goes nearer (a factor below 1) or farther, towards a point that keeps its place in the picture: usually what the
    /// cursor is on.
    /// </summary>
    public void Zoom(float factor, Vector3 towards)
    {
        var distance = Math.Clamp(_goal.Distance * factor, MinDistance, MaxDistance);
        _goal.Target = Vector3.Lerp(towards, _goal.Target, distance / _goal.Distance);
        _goal.Distance = distance;
    }

    /// <summary>Frames the whole landscape again.</summary>
    public void Frame() => _goal = Home with { Yaw = _goal.Yaw };

    /// <summary>Looks at a point from nearby.</summary>
    public void LookAt(Vector3 point)
    {
        _goal.Target = point;
        _goal.Distance = Math.Min(_goal.Distance, 1.6f);
    }

    /// <inheritdoc/>
    public void Show(FrameView frame) => frame.Camera = View;

    /// <inheritdoc/>
    protected override void LateUpdate(in FrameTime time)
    {
        _goal.Yaw += (float)(TurnRate * time.Delta);
        // Exponential approach: the same at any frame rate.
        var share = Smoothing > 0 ? 1 - MathF.Exp(-(float)time.Delta / Smoothing) : 1;
        _current.Target = Vector3.Lerp(_current.Target, _goal.Target, share);
        _current.Yaw += (_goal.Yaw - _current.Yaw) * share;
        _current.Pitch += (_goal.Pitch - _current.Pitch) * share;
        _current.Distance += (_goal.Distance - _current.Distance) * share;
    }

    private static Vector3 Eye(in Pose pose)
    {
        var level = MathF.Cos(pose.Pitch);
        return pose.Target + pose.Distance * new Vector3(
            level * MathF.Sin(pose.Yaw), MathF.Sin(pose.Pitch), level * MathF.Cos(pose.Yaw));
    }

    private record struct Pose(Vector3 Target, float Yaw, float Pitch, float Distance);
}
