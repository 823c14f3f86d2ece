using System.Numerics;

namespace NeuroLab.Components;

/// <summary>The pose of an <see cref="OrbitCamera"/>.</summary>
/// <param name="Target">What it looks at, in the landscape's world coordinates.</param>
/// <param name="Yaw">Angle around the vertical axis, in radians.</param>
/// <param name="Pitch">Angle above the floor, in radians.</param>
/// <param name="Distance">Distance from the target.</param>
/// <param name="IsTop">Whether it looks straight down without perspective, as on a map.</param>
public readonly record struct CameraPose(Vector3 Target, float Yaw, float Pitch, float Distance, bool IsTop = false)
{
    /// <summary>The vertical angle of view, in radians.</summary>
    public float FieldOfView { get; init; } = 0.66f;

    /// <summary>The pose that frames the whole landscape.</summary>
    public static CameraPose Home { get; } = new(new Vector3(0, -0.13f, 0), 3.75f, 0.60f, 4.45f);

    /// <summary>Eye position.</summary>
    public Vector3 Eye => Target + Distance * Backward;

    /// <summary>Unit vector from the target to the eye.</summary>
    public Vector3 Backward
    {
        get
        {
            var level = MathF.Cos(Pitch);
            return new Vector3(level * MathF.Sin(Yaw), MathF.Sin(Pitch), level * MathF.Cos(Yaw));
        }
    }

    /// <summary>Interpolates two poses component by component.</summary>
    public static CameraPose Lerp(in CameraPose from, in CameraPose to, float share) => new(
        Vector3.Lerp(from.Target, to.Target, share), float.Lerp(from.Yaw, to.Yaw, share),
        float.Lerp(from.Pitch, to.Pitch, share), float.Lerp(from.Distance, to.Distance, share), to.IsTop)
    {
        FieldOfView = float.Lerp(from.FieldOfView, to.FieldOfView, share),
    };

    /// <summary>
    /// A pose plus a multiple of another one, component by component: for curves through several poses.
    /// </summary>
    internal static CameraPose Add(in CameraPose pose, in CameraPose other, float times) => pose with
    {
        Target = pose.Target + times * other.Target,
        Yaw = pose.Yaw + times * other.Yaw,
        Pitch = pose.Pitch + times * other.Pitch,
        Distance = pose.Distance + times * other.Distance,
        FieldOfView = pose.FieldOfView + times * other.FieldOfView,
    };
}
