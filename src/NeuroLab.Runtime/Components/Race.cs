using System.Numerics;
using NeuroLab.Numerics;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>
/// Up to eight runners on one surface: each has its own optimizer, settings and state; all share the start, the batches
/// and the step. The first one is the leader.
/// </summary>
public sealed class Race : Behaviour
{
    /// <summary>Maximum number of runners.</summary>
    public const int Capacity = 8;

    private static readonly Vector3[] Colors =
    [
        new(1f, 0.706f, 0.329f), new(0.353f, 0.651f, 1f), new(0.49f, 0.867f, 0.545f), new(0.957f, 0.447f, 0.714f),
        new(0.18f, 0.831f, 0.804f), new(0.98f, 0.882f, 0.365f), new(0.686f, 0.557f, 1f), new(0.965f, 0.459f, 0.396f),
    ];

    private readonly IComputeBackend _backend;
    private readonly List<Runner> _runners = [];
    private readonly List<Runner> _ranking = [];
    private double _target = 0.1;
    private int _named;

    /// <summary>Creates a race without runners; the scene adds the first.</summary>
    public Race(IComputeBackend backend) => _backend = backend;

    /// <summary>The default colours of runners, in order; sRGB, 0…1.</summary>
    public static IReadOnlyList<Vector3> Palette => Colors;

    /// <summary>The target loss of the ranking by step.</summary>
    [Range(1e-6, 10, Log = true), Label("Target loss")]
    [Tooltip("Runners are also ranked by the step at which their loss first came down to this.")]
    public double Target
    {
        get => _target;
        set
        {
            _target = value;
            foreach (var runner in _runners)
                runner.Ball.FindReached(value);
        }
    }

    /// <summary>
    /// Whether runners are ranked by the step at which they reached the target, instead of by current loss.
    /// </summary>
    [Label("Rank by step"), Tooltip("First place for who reached the target loss in the fewest steps; otherwise for who has the lowest loss now.")]
    public bool RanksByStep { get; set; }

    /// <summary>The runners, the leader first.</summary>
    public IReadOnlyList<Runner> Runners => _runners;

    /// <summary>The visible runners, best first; updated each frame.</summary>
    public IReadOnlyList<Runner> Ranking => _ranking;

    /// <summary>
    /// Adds a runner at the start of the leader's run. It catches up in the next frame, or over several
    /// (<see cref="Trainer.CatchUp"/>): its state is then exactly as if it had run from the start.
    /// </summary>
    /// <param name="experiment">The leader's experiment, with another optimizer or other settings.</param>
    /// <param name="landscape">The landscape for its ball.</param>
    /// <param name="name">The name of its object; null to number it.</param>
    /// <exception cref="UserErrorException">There are eight runners already.</exception>
    public Runner Add(Experiment experiment, Landscape landscape, string? name = null)
    {
        if (_runners.Count == Capacity)
            throw new UserErrorException($"a race has room for {Capacity} runners; remove one first");
        return Join(new Trainer(experiment, _backend, _runners[0].Trainer), landscape, name);
    }

    /// <summary>
    /// Applies a newly measured <see cref="Optimizers.Hyperparameter.EdgeRate"/> from the next step on, if something
    /// records what steers a run; null sets it directly.
    /// </summary>
    internal Action<Trainer, double>? SteerRate { get; set; }

    /// <summary>Removes a runner other than the first.</summary>
    public void Remove(Runner runner)
    {
        if (_runners.IndexOf(runner) <= 0)
            throw new UserErrorException("the first runner sets the pace and stays; remove another, or mute it");
        _runners.Remove(runner);
        _ranking.Remove(runner);
        runner.GameObject.Destroy();
    }

    /// <summary>The first runner.</summary>
    internal Runner Join(Trainer trainer, Landscape landscape, string? name = null)
    {
        // Names are not reused, except for a runner that is restored.
        if (name is not null && int.TryParse(name.Split(' ')[^1], out var number))
            _named = Math.Max(_named, number);
        var named = GameObject.AddChild(name ?? $"Runner {++_named}");
        named.Add(trainer);
        var ball = named.Add(new WeightBall(trainer, landscape) { Color = FreeColor() });
        var sharpness = named.Add(new SharpnessTracker(trainer, this));
        var runner = named.Add(new Runner(this, trainer, ball, sharpness));
        _runners.Add(runner);
        return runner;
    }

    /// <summary>
    /// A runner's place among those with the same optimizer and network, from 1, in the order in which they joined; and
    /// whether others have skip connections where it has none, or the other way round.
    /// </summary>
    internal (int Number, bool IsApart) PlaceOf(Runner runner)
    {
        var (number, isBefore, isApart, hasSkips) = (1, true, false, runner.Trainer.Experiment.Shape.HasSkips);
        for (var i = 0; i < _runners.Count; i++)
        {
            var other = _runners[i].Trainer;
            isBefore &= _runners[i] != runner;
            isApart |= other.Experiment.Shape.HasSkips != hasSkips;
            number += isBefore && other.Optimizer == runner.Trainer.Optimizer && other.Experiment.Shape.HasSkips == hasSkips ? 1 : 0;
        }
        return (number, isApart);
    }

    /// <inheritdoc/>
    protected override void LateUpdate(in FrameTime time)
    {
        var hasSolo = false;
        foreach (var runner in _runners)
            hasSolo |= runner.IsSolo;
        _ranking.Clear();
        foreach (var runner in _runners)
        {
            Watch(runner, Target);
            runner.Ball.IsVisible = hasSolo ? runner.IsSolo : !runner.IsMuted;
            if (runner.Ball.IsVisible)
                Rank(runner);
        }
    }

    private static void Watch(Runner runner, double target)
    {
        var (trainer, ball) = (runner.Trainer, runner.Ball);
        if (runner.SeenRun != trainer.Run)
            (ball.Reached, runner.SeenHistory) = (null, 0);
        for (var history = trainer.CatchUpHistory; runner.SeenHistory < history.Count; runner.SeenHistory++)
            See(history[runner.SeenHistory]);
        if (runner.SeenRun != trainer.Run || trainer.EnqueuedSteps == 0)
            runner.First = trainer.Optimizer;
        runner.SeenRun = trainer.Run;
        if (runner.SeenStatus != trainer.StatusVersion)
        {
            runner.SeenStatus = trainer.StatusVersion;
            if (trainer.StatusVersion > 0)
                See(trainer.Status);
        }
        runner.ReachedAt = ball.Reached <= trainer.EnqueuedSteps ? ball.Reached : null;

        // Showing a later step does not tell when the target was first reached.
        void See(in TrainingStatus status)
        {
            if (status.Loss <= target && !(ball.Reached <= status.Step))
                ball.Reached = status.Step;
        }
    }

    // Insertion sort: few runners, nearly sorted, no allocation.
    private void Rank(Runner runner)
    {
        var at = _ranking.Count;
        while (at > 0 && IsBefore(runner, _ranking[at - 1]))
            at--;
        _ranking.Insert(at, runner);
    }

    private bool IsBefore(Runner a, Runner b)
    {
        if (RanksByStep && a.ReachedAt != b.ReachedAt)
            return (a.ReachedAt ?? long.MaxValue) < (b.ReachedAt ?? long.MaxValue);
        // NaN ranks last: the runner has diverged.
        return a.Loss < b.Loss || (double.IsNaN(b.Loss) && !double.IsNaN(a.Loss));
    }

    private Vector3 FreeColor()
    {
        foreach (var color in Colors)
        {
            if (!_runners.Exists(runner => runner.Ball.Color == color))
                return color;
        }
        return Colors[0];
    }
}
