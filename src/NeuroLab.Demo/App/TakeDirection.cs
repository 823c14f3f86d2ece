using NeuroLab.Components;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.App;

/// <summary>The camera movement of a recording.</summary>
/// <param name="Camera">The kind of movement.</param>
/// <param name="Easing">Interpolation between poses of a path.</param>
/// <param name="TurnRate">Speed of an orbiting camera, in radians per second.</param>
internal sealed record TakeDirection(
    TakeCamera Camera = TakeCamera.Orbit, CameraEasing Easing = CameraEasing.Ease, float TurnRate = TakeDirection.DefaultTurnRate)
{
    /// <summary>One orbit in about 50 seconds.</summary>
    public const float DefaultTurnRate = 0.12f;

    private const float FollowingDistance = 0.6f;

    /// <summary>The views of <see cref="TakeCamera.Path"/>; null for the way down to the end of the descent.</summary>
    public CameraPathFile? Keys { get; init; }

    /// <summary>Starts the movement of a scene's camera, from its current pose.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="seconds">Duration of the recording; 0 if unknown.</param>
    /// <exception cref="UserErrorException">There are too few bookmarks.</exception>
    public void Begin(DescentScene scene, double seconds)
    {
        var camera = scene.Camera;
        var path = PathOf(camera, seconds);
        camera.Smoothing = 0;
        camera.TurnRate = Camera is TakeCamera.Orbit or TakeCamera.Follow ? TurnRate : 0;
        camera.Followed = Camera == TakeCamera.Follow ? scene.Ball : null;
        if (Camera == TakeCamera.Follow)
            camera.Pose = camera.Pose with { Distance = camera.Pose.Distance * FollowingDistance };
        camera.Play(path);
    }

    private CameraPath? PathOf(OrbitCamera camera, double seconds)
    {
        if (Camera is not (TakeCamera.Path or TakeCamera.Bookmarks))
            return null;
        if (Keys is not null && Camera == TakeCamera.Path)
            return Keys.ToPath(camera.Pose, seconds, Easing);
        var poses = Camera == TakeCamera.Path ? PathDown(camera.Pose) : camera.BookmarkedPoses();
        if (poses.Count < 2)
        {
            throw new UserErrorException(
                $"a flight past bookmarks needs two or more and there {(poses.Count == 1 ? "is one" : "is none")}; keep views in the app with Ctrl 1 to 9 and save the experiment");
        }
        return CameraPath.Through(poses, seconds > 0 ? seconds : camera.SecondsPerBookmark * (poses.Count - 1), Easing);
    }

    // Around the landscape and down to the end of the descent, the plane's origin.
    private static CameraPose[] PathDown(in CameraPose first) =>
    [
        first,
        first with { Yaw = first.Yaw + 0.5f, Pitch = first.Pitch + 0.25f },
        first with { Yaw = first.Yaw + 1, Pitch = first.Pitch - 0.1f, Distance = first.Distance * 0.6f },
    ];
}
