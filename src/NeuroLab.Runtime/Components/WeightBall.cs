using System.Numerics;
using NeuroLab.Rendering;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>
/// The weight vector as a ball: over its projection on the plane, at its true loss, with its trail. Abandoned paths
/// stay as ghosts, and so does what lies ahead after rewinding.
/// </summary>
public sealed class WeightBall : Behaviour, IVisual
{
    private const float GhostShade = 0.42f, FadeOfOlder = 0.7f, MinShade = 0.1f;
    private const int MaxGhosts = 16;

    private readonly Trainer _trainer;
    private readonly Landscape _landscape;
    private readonly Dictionary<int, DescentPath> _others = [];
    private DescentPath _path = new();
    private int _branch, _seen, _seenOfHistory, _run;
    private object? _plane;

    /// <summary>A ball for what <paramref name="trainer"/> trains, on <paramref name="landscape"/>.</summary>
    public WeightBall(Trainer trainer, Landscape landscape)
    {
        _trainer = trainer;
        _landscape = landscape;
    }

    /// <summary>Colour of ball and trail, sRGB 0…1.</summary>
    [Tooltip("Colour of the ball and of the trail it leaves.")]
    public Vector3 Color { get; set; } = new(1f, 0.706f, 0.329f);

    /// <summary>Whether abandoned paths are drawn.</summary>
    [Tooltip("Keeps the paths of other branches, and what lies ahead after going back, as faint trails.")]
    public bool ShowsGhosts { get; set; } = true;

    /// <summary>Whether a ring marks it.</summary>
    [HideInInspector]
    public bool IsSelected { get; set; }

    /// <summary>Whether it is drawn.</summary>
    [HideInInspector]
    public bool IsVisible { get; set; } = true;

    /// <summary>The trail, oldest point first.</summary>
    public ReadOnlySpan<TrailPoint> Trail => _path.Points.Span[.._path.CountUpTo(_trainer.Status.Step)];

    /// <summary>Its position in the landscape's world coordinates; NaN if unknown.</summary>
    public Vector3 Position
    {
        get
        {
            ref readonly var status = ref _trainer.Status;
            if (_trainer.StatusVersion == 0 || status.Plane is null)
                return new Vector3(float.NaN);
            var grid = _landscape.Grid;
            return new Vector3(
                (float)(status.Alpha / grid.Extent), _landscape.Scale.Height((float)status.Loss), (float)(status.Beta / grid.BetaExtent));
        }
    }

    /// <summary>The step at which the loss on this path first reached a race's target; null if it has not.</summary>
    internal long? Reached
    {
        get => _path.Reached;
        set => _path.Reached = value;
    }

    /// <summary>Clears <see cref="Reached"/> on every path.</summary>
    internal void ForgetReached()
    {
        _path.Reached = null;
        foreach (var other in _others.Values)
            other.Reached = null;
    }

    /// <summary>Switches to the path of another branch; a new one begins as the current one was at a step.</summary>
    public void SwitchTo(int branch, long step)
    {
        Follow();
        if (branch == _branch)
            return;
        _others[_branch] = _path;
        if (!_others.Remove(branch, out var path))
            path = _path.Fork(step);
        _path = path;
        _branch = branch;
        if (_others.Count > MaxGhosts)
            _others.Remove(_others.Keys.Min());
    }

    /// <summary>Interrupts the trail: the weights were moved by hand.</summary>
    public void Break() => _path.Break();

    /// <summary>
    /// Adds an earlier point of a path that was not recorded on this plane; call with the oldest first.
    /// </summary>
    /// <param name="branch">The path's branch number.</param>
    public void Retrace(int branch, long step, in TrailPoint point)
    {
        Follow();
        var path = branch == _branch ? _path : _others.GetValueOrDefault(branch);
        path?.Add(step, point);
    }

    /// <inheritdoc/>
    public void Show(FrameView frame)
    {
        ref readonly var status = ref _trainer.Status;
        // Its coordinates may be on another plane: it is compared there.
        if (_path.Count == 0 || !IsVisible || !ReferenceEquals(status.Plane, _plane))
            return;
        var past = _path.CountUpTo(status.Step);
        if (ShowsGhosts)
        {
            var ghost = Color * GhostShade;
            foreach (var (number, other) in _others)
            {
                if (other.OwnPoints.Length > 1)
                    frame.Add(new Trail(other.OwnPoints, Color * ShadeOf(number)));
            }
            if (past < _path.Count)
                frame.Add(new Trail(_path.Points[Math.Max(0, past - 1)..], ghost));
        }
        frame.Add(new Trail(_path.Points[..past], Color));
        frame.Add(new Ball(
            (float)status.Alpha, (float)status.Beta, (float)status.Loss, (float)status.PlaneLoss, Color, IsSelected));
    }

    // The older a branch, the fainter.
    private float ShadeOf(int branch)
    {
        var shade = GhostShade;
        foreach (var other in _others.Keys)
        {
            if (other > branch)
                shade *= FadeOfOlder;
        }
        return MathF.Max(shade, MinShade);
    }

    /// <inheritdoc/>
    protected override void LateUpdate(in FrameTime time)
    {
        Follow();
        var history = _trainer.CatchUpHistory;
        for (; _seenOfHistory < history.Count; _seenOfHistory++)
            Add(history[_seenOfHistory]);
        if (_seen == _trainer.StatusVersion || !Add(_trainer.Status))
            return;
        _seen = _trainer.StatusVersion;
    }

    // A status from before the plane changed has no coordinates on it.
    private bool Add(in TrainingStatus status)
    {
        if (!ReferenceEquals(status.Plane, _plane))
            return false;
        _path.Add(status.Step, new TrailPoint((float)status.Alpha, (float)status.Beta, (float)status.Loss));
        return true;
    }

    // Coordinates are invalid on another plane, or in another run.
    private void Follow()
    {
        if (_run == _trainer.Run && ReferenceEquals(_plane, _landscape.Plane))
            return;
        if (_run != _trainer.Run)
        {
            _others.Clear();
            (_branch, _seenOfHistory) = (0, 0);
        }
        foreach (var other in _others.Values)
            other.Clear();
        _path.Clear();
        _run = _trainer.Run;
        _plane = _landscape.Plane;
        _seen = 0;
    }
}
