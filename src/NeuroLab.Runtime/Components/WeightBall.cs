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
    private const int MaxFormer = 3;

    private readonly Trainer _trainer;
    private readonly Landscape _landscape;
    private readonly List<DescentPaths> _former = []; // on other planes, the latest last
    private DescentPaths _paths = new(null, 0);
    private int _seen, _seenOfHistory, _run;

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
    public ReadOnlySpan<TrailPoint> Trail => _paths.Path.Points.Span[.._paths.Path.CountUpTo(_trainer.Status.Step)];

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
        get => _paths.Path.Reached;
        set => _paths.Path.Reached = value;
    }

    /// <summary>Finds <see cref="Reached"/> for another target, among the points of every path.</summary>
    internal void FindReached(double target)
    {
        _paths.Path.FindReached(target);
        foreach (var other in _paths.Others.Values)
            other.FindReached(target);
    }

    /// <summary>Switches to the path of a new branch, which begins as the current one was at a step.</summary>
    public void SwitchTo(int branch, long step) => SwitchTo(branch, step, isBeforeMove: false);

    /// <summary>Interrupts the trail: the weights were moved by hand.</summary>
    public void Break()
    {
        _paths.Path.Break();
        foreach (var former in _former)
            former.Path.Break();
    }

    /// <inheritdoc cref="SwitchTo(int, long)"/>
    internal void SwitchTo(int branch, long step, bool isBeforeMove)
    {
        Follow();
        _paths.Fork(branch, step, isBeforeMove);
        foreach (var former in _former)
            former.Fork(branch, step, isBeforeMove);
    }

    /// <summary>Switches to the path of a branch that was left. False if it has none on this plane: then it is empty.</summary>
    internal bool ReturnTo(int branch)
    {
        Follow();
        _paths.ReturnTo(branch);
        foreach (var former in _former)
            former.ReturnTo(branch);
        return _paths.Path.Count > 0;
    }

    /// <summary>Interrupts the current trail before the next retraced point.</summary>
    internal void BreakRetraced() => _paths.Path.Break();

    /// <summary>
    /// Adds an earlier point of a path that was not recorded on this plane; call with the oldest first.
    /// </summary>
    /// <param name="branch">The path's branch number.</param>
    public void Retrace(int branch, long step, in TrailPoint point)
    {
        Follow();
        var path = branch == _paths.Branch ? _paths.Path : _paths.Others.GetValueOrDefault(branch);
        path?.Add(step, point);
    }

    /// <inheritdoc/>
    public void Show(FrameView frame)
    {
        ref readonly var status = ref _trainer.Status;
        // Its coordinates may be on another plane: it is compared there.
        if (_paths.Path.Count == 0 || !IsVisible || !_landscape.IsOf(_trainer) || !ReferenceEquals(status.Plane, _paths.Plane))
            return;
        var past = _paths.Path.CountUpTo(status.Step);
        if (ShowsGhosts)
        {
            var ghost = Color * GhostShade;
            foreach (var (number, other) in _paths.Others)
            {
                if (other.OwnPoints.Length > 1)
                    frame.Add(new Trail(other.OwnPoints, Color * ShadeOf(number)));
            }
            if (past < _paths.Path.Count)
                frame.Add(new Trail(_paths.Path.Points[Math.Max(0, past - 1)..], ghost));
        }
        frame.Add(new Trail(_paths.Path.Points[..past], Color));
        frame.Add(new Ball(
            (float)status.Alpha, (float)status.Beta, (float)status.Loss, (float)status.PlaneLoss, Color, IsSelected));
    }

    // The older a branch, the fainter.
    private float ShadeOf(int branch)
    {
        var shade = GhostShade;
        foreach (var other in _paths.Others.Keys)
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
        if (!ReferenceEquals(status.Plane, _paths.Plane))
            return false;
        _paths.Path.Add(status.Step, new TrailPoint((float)status.Alpha, (float)status.Beta, (float)status.Loss));
        return true;
    }

    // Coordinates are valid on their own plane only, and in their run: those of the last planes wait for their return.
    private void Follow()
    {
        if (_run == _trainer.Run && ReferenceEquals(_paths.Plane, _landscape.Plane))
            return;
        var branch = _paths.Branch;
        if (_run != _trainer.Run)
        {
            _former.Clear();
            (branch, _seenOfHistory) = (0, 0);
        }
        else if (_paths.Plane is not null)
            _former.Add(_paths);
        // What was reached is a matter of the run, not of the plane.
        var reached = _run == _trainer.Run ? Reached : null;
        _paths = new DescentPaths(_landscape.Plane, branch);
        if (_former.FindIndex(former => ReferenceEquals(former.Plane, _landscape.Plane)) is >= 0 and var kept)
        {
            _paths = _former[kept];
            _former.RemoveAt(kept);
        }
        Reached = reached;
        if (_former.Count > MaxFormer)
            _former.RemoveAt(0);
        _run = _trainer.Run;
        _seen = 0;
    }
}
