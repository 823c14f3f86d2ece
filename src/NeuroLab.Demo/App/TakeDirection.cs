using NeuroLab.Components;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.App;

/// <summary>How the camera is led through a take.</summary>
/// <param name="Camera">Where it goes.</param>
/// <param name="Easing">How it gets from one pose of a path to the next.</param>
/// <param name="TurnRate">How fast a circling camera goes, in radians a second.</param>
internal sealed record TakeDirection(
    TakeCamera Camera = TakeCamera.Orbit, CameraEasing Easing = CameraEasing.Ease, float TurnRate = TakeDirection.UsualTurnRate)
{
    /// <summary>Once around in some 50 seconds.</summary>
    public const float UsualTurnRate = 0.12f;

    private const float FollowingDistance = 0.6f;

    /// <summary>Sets a scene's camera in motion, from its present pose.</summary>
    /// <param name="scene">What is shown.</param>
    /// <param name="seconds">How long the take lasts; 0 where nobody knows.</param>
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
        var poses = Camera == TakeCamera.Path ? WayDown(camera.Pose) : camera.BookmarkedPoses();
        if (poses.Count < 2)
        {
            throw new UserErrorException(
                $"a flight past bookmarks needs two or more and there {(poses.Count == 1 ? "is one" : "is none")}; keep views in the app with Ctrl 1 to 9 and save the experiment");
        }
        return CameraPath.Through(poses, seconds > 0 ? seconds : camera.SecondsPerBookmark * (poses.Count - 1), Easing);
    }

    // Around the landscape and down to where the descent ends, its plane's middle.
    private static CameraPose[] WayDown(in CameraPose first) =>
    [
        first,
        first with { Yaw = first.Yaw + 0.5f, Pitch = first.Pitch + 0.25f },
        first with { Yaw = first.Yaw + 1, Pitch = first.Pitch - 0.1f, Distance = first.Distance * 0.6f },
    ];
}
