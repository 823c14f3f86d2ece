using System.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Scenes;

namespace NeuroLab.Components;

/// <summary>
/// An orbit camera, which can also fly, look straight down, follow a ball or a path, and return to bookmarks. Movement
/// is smoothed with a time constant of a tenth of a second.
/// </summary>
public sealed class OrbitCamera : Behaviour, IVisual
{
    /// <summary>Number of bookmarks.</summary>
    public const int BookmarkCount = 9;

    private const float FramedAspect = 1.45f; // a narrower image would cut off the corners of the landscape
    private const float MinDistance = 0.4f, MaxDistance = 12f;
    private const float MaxPitch = 1.54f; // just short of straight down, where "up" is undefined

    private readonly CameraPose?[] _bookmarks = new CameraPose?[BookmarkCount];
    private CameraPose _goal = CameraPose.Home;
    private CameraPose _current = CameraPose.Home;
    private CameraPath? _path;
    private double _pathStart;

    /// <summary>Width divided by height of the viewport.</summary>
    [HideInInspector]
    public float Aspect { get; set; } = 16f / 9f;

    /// <summary>Speed of automatic orbiting, in radians per second.</summary>
    [Range(-2, 2), Tooltip("Circles the landscape by itself, in radians a second; 0 stands still.")]
    public float TurnRate { get; set; }

    /// <summary>Time constant of the smoothing in seconds; 0 follows immediately.</summary>
    [Range(0, 1), Tooltip("How long the camera takes to follow the mouse, in seconds; 0 follows at once.")]
    public float Smoothing { get; set; } = 0.06f;

    /// <summary>Whether it looks straight down without perspective.</summary>
    [Label("Top view"), Tooltip("Looks straight down, without perspective: the surface becomes a contour map.")]
    public bool IsTop
    {
        get => _goal.IsTop;
        set => _current = _current with { IsTop = (_goal = _goal with { IsTop = value }).IsTop };
    }

    /// <summary>Interpolation of <see cref="PlayBookmarks"/> between views.</summary>
    [Header("Bookmarks"), Label("Flight"), Tooltip("Ease rests at each kept view, glide sweeps through them all, linear goes straight on.")]
    public CameraEasing PathEasing { get; set; }

    /// <summary>Seconds that <see cref="PlayBookmarks"/> takes from one view to the next.</summary>
    [Range(0.5, 20), Tooltip("How long the flight takes from one kept view to the next.")]
    public float SecondsPerBookmark { get; set; } = 3;

    /// <summary>A ball to keep in the centre of the image; null for none.</summary>
    public WeightBall? Followed { get; set; }

    /// <summary>The point it looks at, in the landscape's world coordinates.</summary>
    public Vector3 Target => _current.Target;

    /// <summary>The pose it has or moves to. Setting it moves there smoothly.</summary>
    public CameraPose Pose
    {
        get => _goal;
        set
        {
            _goal = value with
            {
                Distance = Math.Clamp(value.Distance, MinDistance, MaxDistance),
                Pitch = Math.Clamp(value.Pitch, -MaxPitch, MaxPitch),
            };
            // There is nothing between a map and a perspective view.
            _current = _current with { IsTop = value.IsTop };
        }
    }

    /// <summary>The current camera.</summary>
    public Camera View => ViewFrom(_current, Aspect);

    /// <summary>The camera for a pose.</summary>
    /// <param name="pose">The pose.</param>
    /// <param name="aspect">Width divided by height of the viewport.</param>
    public static Camera ViewFrom(in CameraPose pose, float aspect) => pose.IsTop
        ? Camera.LookDown(pose.Target, 2 * pose.Distance * MathF.Tan(pose.FieldOfView / 2), aspect)
        : Camera.LookAt(pose.Eye, pose.Target, pose.FieldOfView, aspect);

    /// <summary>Orbits the target by angles in radians: to the left, and up.</summary>
    public void Orbit(float yaw, float pitch)
    {
        _path = null;
        _goal = _goal with { Yaw = _goal.Yaw + yaw, Pitch = Math.Clamp(_goal.Pitch + pitch, -0.2f, MaxPitch) };
    }

    /// <summary>Moves the target with the image, by fractions of the image's height: to the right, and up.</summary>
    public void Pan(float right, float up)
    {
        var (side, above) = PictureAxes();
        var height = 2 * _goal.Distance * MathF.Tan(_goal.FieldOfView / 2);
        MoveTarget(-(side * right + above * up) * height);
    }

    /// <summary>
    /// Zooms in (a factor below 1) or out, around a point that keeps its position in the image: usually the one under
    /// the cursor.
    /// </summary>
    public void Zoom(float factor, Vector3 towards)
    {
        _path = null;
        var distance = Math.Clamp(_goal.Distance * factor, MinDistance, MaxDistance);
        _goal = _goal with
        {
            Target = Vector3.Lerp(towards, _goal.Target, distance / _goal.Distance),
            Distance = distance,
        };
    }

    /// <summary>Moves eye and target together, by world units to the right, up and forward in the image.</summary>
    public void Fly(float right, float up, float forward)
    {
        var (side, above) = PictureAxes();
        MoveTarget(side * right + above * up - _goal.Backward * forward);
    }

    /// <summary>Rotates the view around the eye, by angles in radians: to the left, and up.</summary>
    public void LookAround(float yaw, float pitch)
    {
        _path = null;
        var eye = _goal.Eye;
        var turned = _goal with { Yaw = _goal.Yaw + yaw, Pitch = Math.Clamp(_goal.Pitch - pitch, -MaxPitch, MaxPitch) };
        _goal = turned with { Target = eye - turned.Distance * turned.Backward };
    }

    /// <summary>Frames the whole landscape, from further away if the image is narrow.</summary>
    public void Frame()
    {
        _path = null;
        _goal = CameraPose.Home with
        {
            Yaw = _goal.Yaw,
            IsTop = _goal.IsTop,
            Distance = CameraPose.Home.Distance * MathF.Max(1, FramedAspect / Aspect),
        };
    }

    /// <summary>Looks at a point from close by.</summary>
    public void LookAt(Vector3 point)
    {
        _path = null;
        _goal = _goal with { Target = point, Distance = Math.Min(_goal.Distance, 1.6f) };
    }

    /// <summary>Stores the current pose as bookmark 1 to 9.</summary>
    public void SetBookmark(int number) => _bookmarks[number - 1] = _goal;

    /// <summary>Sets bookmark 1 to 9; null clears it.</summary>
    public void SetBookmark(int number, CameraPose? pose) => _bookmarks[number - 1] = pose;

    /// <summary>Bookmark 1 to 9; null if not set.</summary>
    public CameraPose? Bookmark(int number) => _bookmarks[number - 1];

    /// <summary>Moves to bookmark 1 to 9; false if it is not set.</summary>
    public bool GoToBookmark(int number)
    {
        if (_bookmarks[number - 1] is not { } pose)
            return false;
        _path = null;
        Pose = pose;
        return true;
    }

    /// <summary>The bookmarks, by number.</summary>
    public IReadOnlyList<CameraPose> BookmarkedPoses() => [.. _bookmarks.OfType<CameraPose>()];

    /// <summary>Whether it follows a path that has not ended.</summary>
    public bool IsOnPath => _path is not null;

    /// <summary>
    /// Follows a path exactly from the next frame on, and stays at its end; null, or moving the camera by hand, stops.
    /// </summary>
    internal void Play(CameraPath? path)
    {
        _path = path is { Keys.Count: > 0 } ? path : null;
        _pathStart = double.NaN;
    }

    /// <summary>Flies through the bookmarks in order; does nothing with fewer than two.</summary>
    [Button, Label("Fly through the kept views"), Tooltip("Ctrl 1 – 9 keep views; this goes from each to the next. A drag ends it.")]
    public void PlayBookmarks()
    {
        var poses = BookmarkedPoses();
        if (poses.Count > 1)
            Play(CameraPath.Through(poses, SecondsPerBookmark * (poses.Count - 1), PathEasing));
    }

    /// <inheritdoc/>
    public void Show(FrameView frame) => frame.Camera = View;

    /// <inheritdoc/>
    protected override void LateUpdate(in FrameTime time)
    {
        var path = _path;
        if (path is not null)
        {
            if (double.IsNaN(_pathStart))
                _pathStart = time.Total;
            var passed = time.Total - _pathStart;
            Pose = path.At(path.Keys[0].Time + passed);
            if (passed >= path.Duration && !path.IsLoop)
                _path = null;
        }
        _goal = _goal with { Yaw = _goal.Yaw + (float)(TurnRate * time.Delta) };
        if (Followed is { Position: var ball } && float.IsFinite(ball.X + ball.Y + ball.Z))
            _goal = _goal with { Target = ball };
        // Exponential smoothing, independent of the frame rate.
        var share = Smoothing > 0 && path is null ? 1 - MathF.Exp(-(float)time.Delta / Smoothing) : 1;
        _current = share < 1 ? CameraPose.Lerp(_current, _goal, share) : _goal;
    }

    private void MoveTarget(Vector3 by)
    {
        _path = null;
        _goal = _goal with { Target = Vector3.Clamp(_goal.Target + by, new Vector3(-3), new Vector3(3)) };
    }

    private (Vector3 Side, Vector3 Above) PictureAxes()
    {
        if (_goal.IsTop)
            return (Vector3.UnitX, Vector3.UnitZ);
        var forward = -_goal.Backward;
        var side = Vector3.Normalize(Vector3.Cross(forward, Vector3.UnitY));
        return (side, Vector3.Cross(side, forward));
    }
}
