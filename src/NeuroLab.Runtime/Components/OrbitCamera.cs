using System.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Scenes;

namespace NeuroLab.Components;

/// <summary>
/// A camera on a sphere around its target, which can also fly, look straight down, follow a ball or a path, and come
/// back to bookmarks. What it is told to do it does gently: the picture follows within a tenth of a second.
/// </summary>
public sealed class OrbitCamera : Behaviour, IVisual
{
    /// <summary>How many bookmarks there are.</summary>
    public const int BookmarkCount = 9;

    private const float VerticalAngle = 0.66f;
    private const float FramedAspect = 1.45f; // narrower than this, the corners of the landscape would be cut off
    private const float MinDistance = 0.4f, MaxDistance = 12f;
    private const float MaxPitch = 1.54f; // just short of straight down, where "up" would lose its meaning

    private readonly CameraPose?[] _bookmarks = new CameraPose?[BookmarkCount];
    private CameraPose _goal = CameraPose.Home;
    private CameraPose _current = CameraPose.Home;
    private CameraPath? _path;
    private double _pathStart;

    /// <summary>Width divided by height of what it draws into.</summary>
    [HideInInspector]
    public float Aspect { get; set; } = 16f / 9f;

    /// <summary>How fast it circles by itself, in radians a second.</summary>
    [Range(-2, 2), Tooltip("Circles the landscape by itself, in radians a second; 0 stands still.")]
    public float TurnRate { get; set; }

    /// <summary>Seconds in which the picture comes within a third of what was asked for; 0 follows at once.</summary>
    [Range(0, 1), Tooltip("How long the picture takes to follow your hand, in seconds; 0 follows at once.")]
    public float Smoothing { get; set; } = 0.06f;

    /// <summary>Whether it looks straight down without perspective.</summary>
    [Label("Top view"), Tooltip("Looks straight down, without perspective: the surface becomes a contour map.")]
    public bool IsTop
    {
        get => _goal.IsTop;
        set => _current = _current with { IsTop = (_goal = _goal with { IsTop = value }).IsTop };
    }

    /// <summary>How <see cref="PlayBookmarks"/> gets from one view to the next.</summary>
    [Header("Bookmarks"), Label("Flight"), Tooltip("Ease rests at each kept view, glide sweeps through them all, linear goes straight on.")]
    public CameraEasing PathEasing { get; set; }

    /// <summary>Seconds that <see cref="PlayBookmarks"/> takes from one view to the next.</summary>
    [Range(0.5, 20), Tooltip("How long the flight takes from one kept view to the next.")]
    public float SecondsPerBookmark { get; set; } = 3;

    /// <summary>A ball that stays in the middle of the picture; null for none.</summary>
    public WeightBall? Followed { get; set; }

    /// <summary>What it looks at, in the landscape's world coordinates.</summary>
    public Vector3 Target => _current.Target;

    /// <summary>Where it stands, or is on its way to. Setting goes there gently.</summary>
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
            // A map and a picture have no view between them.
            _current = _current with { IsTop = value.IsTop };
        }
    }

    /// <summary>The camera as it stands.</summary>
    public Camera View => ViewFrom(_current, Aspect);

    /// <summary>What is seen from a pose.</summary>
    /// <param name="pose">Where it stands.</param>
    /// <param name="aspect">Width divided by height of what is drawn into.</param>
    public static Camera ViewFrom(in CameraPose pose, float aspect) => pose.IsTop
        ? Camera.LookDown(pose.Target, 2 * pose.Distance * MathF.Tan(VerticalAngle / 2), aspect)
        : Camera.LookAt(pose.Eye, pose.Target, VerticalAngle, aspect);

    /// <summary>Circles by angles in radians: to the left around the target, and up.</summary>
    public void Orbit(float yaw, float pitch)
    {
        _path = null;
        _goal = _goal with { Yaw = _goal.Yaw + yaw, Pitch = Math.Clamp(_goal.Pitch + pitch, -0.2f, MaxPitch) };
    }

    /// <summary>Moves the target with the picture, by shares of the picture's height: to the right, and up.</summary>
    public void Pan(float right, float up)
    {
        var (side, above) = PictureAxes();
        var height = 2 * _goal.Distance * MathF.Tan(VerticalAngle / 2);
        MoveTarget(-(side * right + above * up) * height);
    }

    /// <summary>
    /// Goes nearer (a factor below 1) or farther, towards a point that keeps its place in the picture: usually what the
    /// cursor is on.
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

    /// <summary>Flies: moves eye and target together, by world units to the right, up and forward in the picture.</summary>
    public void Fly(float right, float up, float forward)
    {
        var (side, above) = PictureAxes();
        MoveTarget(side * right + above * up - _goal.Backward * forward);
    }

    /// <summary>Turns the head: the eye stays, the target circles around it. Angles in radians, to the left and up.</summary>
    public void LookAround(float yaw, float pitch)
    {
        _path = null;
        var eye = _goal.Eye;
        var turned = _goal with { Yaw = _goal.Yaw + yaw, Pitch = Math.Clamp(_goal.Pitch - pitch, -MaxPitch, MaxPitch) };
        _goal = turned with { Target = eye - turned.Distance * turned.Backward };
    }

    /// <summary>Frames the whole landscape again, from farther away where the picture is narrow.</summary>
    public void Frame() => _goal = CameraPose.Home with
    {
        Yaw = _goal.Yaw,
        IsTop = _goal.IsTop,
        Distance = CameraPose.Home.Distance * MathF.Max(1, FramedAspect / Aspect),
    };

    /// <summary>Looks at a point from nearby.</summary>
    public void LookAt(Vector3 point) =>
        _goal = _goal with { Target = point, Distance = Math.Min(_goal.Distance, 1.6f) };

    /// <summary>Keeps the present pose under a number from 1 to 9.</summary>
    public void SetBookmark(int number) => _bookmarks[number - 1] = _goal;

    /// <summary>Sets what is kept under a number from 1 to 9; null for nothing.</summary>
    public void SetBookmark(int number, CameraPose? pose) => _bookmarks[number - 1] = pose;

    /// <summary>What is kept under a number from 1 to 9; null for nothing.</summary>
    public CameraPose? Bookmark(int number) => _bookmarks[number - 1];

    /// <summary>Goes to the pose of a number from 1 to 9; false where nothing is kept.</summary>
    public bool GoToBookmark(int number)
    {
        if (_bookmarks[number - 1] is not { } pose)
            return false;
        _path = null;
        Pose = pose;
        return true;
    }

    /// <summary>What is kept, by number.</summary>
    public IReadOnlyList<CameraPose> BookmarkedPoses() => [.. _bookmarks.OfType<CameraPose>()];

    /// <summary>Whether it follows a path that has not come to its end.</summary>
    public bool IsOnPath => _path is not null;

    /// <summary>Follows a path from the next frame on, exactly, and stays at its end; null, or moving it by hand, stops.</summary>
    internal void Play(CameraPath? path)
    {
        _path = path is { Keys.Count: > 0 } ? path : null;
        _pathStart = double.NaN;
    }

    /// <summary>Flies past the bookmarks, by number; fewer than two are no flight.</summary>
    [Button, Label("Fly past the kept views"), Tooltip("Ctrl 1 – 9 keep views; this goes from each to the next. A drag ends it.")]
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
            if (passed >= path.Duration)
                _path = null;
        }
        _goal = _goal with { Yaw = _goal.Yaw + (float)(TurnRate * time.Delta) };
        if (Followed is { Position: var ball } && float.IsFinite(ball.X + ball.Y + ball.Z))
            _goal = _goal with { Target = ball };
        // Exponential approach: the same at any frame rate.
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
