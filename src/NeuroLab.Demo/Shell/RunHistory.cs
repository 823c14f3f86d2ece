using NeuroLab.Components;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Editing;
using NeuroLab.Training;
using SkiaSharp;

namespace NeuroLab.Demo.Shell;

/// <summary>The curves of one trainer from its first step on, in bounded memory. Frame thread.</summary>
internal sealed partial class RunHistory
{
    private const double ReadSeconds = 1 / 20.0, TestSeconds = 0.25;

    // A longer gap between two reads is not training time: the window was dragged, or the machine slept.
    private const double MaxReadSeconds = 1;

    private const float TrendShare = 0.06f;
    private const long MaxTestProducts = 12_000_000;

    private readonly ChartSeries[] _all;
    private readonly Dictionary<int, ChartSeries[]> _left = [];
    private readonly StepRecord[] _records = new StepRecord[1024];
    private long _read;
    private float _gradientMean = float.NaN;
    private int _seen, _seenOfTest = -1, _seenOfHistory, _run = -1;
    private double _elapsed, _readTime = double.NegativeInfinity, _testTime = double.NegativeInfinity;
    private ITrainingSession? _session;
    private readonly List<ChartSeries[]> _ghosts = [];
    private double _epochs, _seconds, _rates; // at the last step that was read
    private Branch? _branch;

    /// <summary>The limit of <see cref="BytesLeft"/>.</summary>
    public const int LeftBytes = 2 << 20;

    /// <summary>Creates empty curves.</summary>
    public RunHistory(Trainer trainer, string name, SKColor color)
    {
        Trainer = trainer;
        Sharpness = new SharpnessHistory(trainer);
        BatchLoss = new ChartSeries("batch", color.WithAlpha(0x58));
        Loss = new ChartSeries(name, color);
        TestLoss = new ChartSeries("test", color);
        Accuracy = new ChartSeries(name, color);
        TestAccuracy = new ChartSeries("test", color);
        GradientNorm = new ChartSeries("batch", color.WithAlpha(0x48));
        GradientTrend = new ChartSeries(name, color);
        StepSize = new ChartSeries(name, color);
        LearningRate = new ChartSeries(name, color);
        _all =
        [
            BatchLoss, Loss, TestLoss, Accuracy, TestAccuracy, GradientNorm, GradientTrend, StepSize, LearningRate,
            .. Enumerable.Range(1, 3).Select(axis => new ChartSeries(ChartScale.Names[axis], color)),
        ];
    }

    /// <summary>The trainer.</summary>
    public Trainer Trainer { get; }

    /// <summary>Loss of each batch.</summary>
    public ChartSeries BatchLoss { get; }

    /// <summary>Loss on the evaluation set.</summary>
    public ChartSeries Loss { get; }

    /// <summary>The last step of any curve; NaN before the first. A run that is followed may have no losses of batches.</summary>
    public double LastStep => double.IsNaN(BatchLoss.LastX) ? Loss.LastX : Math.Max(BatchLoss.LastX, Loss.LastX);

    /// <summary>Loss on the test set; empty if there is none or it is too large to evaluate often.</summary>
    public ChartSeries TestLoss { get; }

    /// <summary>Accuracy on the evaluation set.</summary>
    public ChartSeries Accuracy { get; }

    /// <summary>Accuracy on the test set.</summary>
    public ChartSeries TestAccuracy { get; }

    /// <summary>
    /// Loss and accuracy on the test set at the current weights; null if there is no test set, as after painting, or it
    /// is too large.
    /// </summary>
    public Evaluation? Test { get; private set; }

    /// <summary>‖∂loss/∂θ‖ of each batch.</summary>
    public ChartSeries GradientNorm { get; }

    /// <summary>The running mean of <see cref="GradientNorm"/>.</summary>
    public ChartSeries GradientTrend { get; }

    /// <summary>‖Δθ‖ of the last update.</summary>
    public ChartSeries StepSize { get; }

    /// <summary>η.</summary>
    public ChartSeries LearningRate { get; }

    /// <summary>The largest eigenvalues, and the optimizer's edge.</summary>
    public SharpnessHistory Sharpness { get; }

    /// <summary>The runner's colour in all its curves; those of the test set have their own.</summary>
    public SKColor Color
    {
        get => Loss.Color;
        set
        {
            if (value == Loss.Color)
                return;
            Loss.Color = Accuracy.Color = GradientTrend.Color = StepSize.Color = LearningRate.Color = value;
            BatchLoss.Color = value.WithAlpha(0x58);
            GradientNorm.Color = value.WithAlpha(0x48);
            Version++;
        }
    }

    /// <summary>Whether the runner is shown, as of the last update.</summary>
    public bool IsVisible { get; internal set; } = true;

    /// <summary>Incremented when anything was added.</summary>
    public int Version { get; private set; }

    /// <summary>Bytes of the curves of all branches but the current one.</summary>
    public int BytesLeft => _left.Values.Sum(BytesOf);

    /// <summary>Where the steps are on an axis.</summary>
    public ChartScale Scale(ChartAxis axis) => ScaleOf(_all, axis);

    /// <summary>
    /// Switches to the curves of a branch: a new one starts as a copy up to the fork, an earlier one gets its own back.
    /// </summary>
    /// <param name="branch">The current branch.</param>
    /// <param name="all">All branches; the curves of others are deleted.</param>
    /// <param name="checkpoints">What is known of a run that was returned to.</param>
    public void Follow(Branch branch, IReadOnlyList<Branch> all, IReadOnlyList<Checkpoint> checkpoints)
    {
        if (_run != Trainer.Run)
            Clear();
        if (ReferenceEquals(branch, _branch))
            return;
        if (_left.Count > all.Count)
        {
            foreach (var number in _left.Keys)
            {
                if (!Contains(all, number))
                    _left.Remove(number);
            }
        }
        if (_branch is { } left)
        {
            // Steps taken before the change still belong to the old branch.
            ReadSteps();
            _left[left.Number] = CopyAll();
            var isKnown = _left.Remove(branch.Number, out var curves);
            if (isKnown || (branch.Parent is { } parent && _left.TryGetValue(parent.Number, out curves)))
            {
                for (var i = 0; i < _all.Length; i++)
                    _all[i].CopyFrom(curves![i]);
            }
            foreach (var series in _all)
            {
                if (!isKnown)
                    series.Rewind(branch.ForkStep);
            }
            FitLeft();
            Sharpness.Rewind(branch.ForkStep);
            _gradientMean = float.NaN;
            _epochs = Continue(ChartAxis.Epochs, EpochsOfStep);
            _seconds = Continue(ChartAxis.Seconds, 0);
            _rates = Continue(ChartAxis.Rate, LearningRate.Last);
            Version++;
        }
        else
            Retrace(branch, checkpoints);
        _branch = branch;
        _ghosts.Clear();
        foreach (var other in all)
        {
            // One that never left the shown path has nothing of its own to show.
            if (!_left.TryGetValue(other.Number, out var curves) || !(curves[1].LastX > other.ForkStep)
                || branch.Contains(other.Number, (long)curves[1].LastX, 0))
            {
                continue;
            }
            curves[1].Name = other.Name;
            _ghosts.Add(curves);
        }
    }

    /// <summary>Adds new values, a few times a second, so that charts need no redraw in between.</summary>
    /// <param name="time">Time of a monotonic clock in seconds.</param>
    public void Update(double time)
    {
        if (_run != Trainer.Run || _session is null)
            Clear();
        // A runner that joined late has its curve from where the others' begin.
        var history = Trainer.CatchUpHistory;
        for (; _seenOfHistory < history.Count; _seenOfHistory++)
            Add(history[_seenOfHistory]);
        if (time - _readTime < ReadSeconds)
            return;
        var isTraining = (Trainer.Leader ?? Trainer).IsPlaying || Trainer.Session.PendingSteps > 0;
        _elapsed = isTraining ? _elapsed + Math.Clamp(time - _readTime, 0, MaxReadSeconds) : 0;
        _readTime = time;
        ReadSteps();
        if (Sharpness.Update())
            Version++;
        ref readonly var status = ref Trainer.Status;
        if (_seen == Trainer.StatusVersion)
            return;
        _seen = Trainer.StatusVersion;
        Add(status);
    }

    private void Add(in TrainingStatus status)
    {
        // After a jump back, later values are kept; weights that changed without a step replace the last value.
        if (status.Step < Loss.LastX)
            return;
        Loss.Add(status.Step, (float)status.Loss);
        Accuracy.Add(status.Step, (float)status.Accuracy);
        if (!double.IsNaN(status.StepNorm))
            StepSize.Add(status.Step, (float)status.StepNorm);
        Version++;
    }

    /// <summary>
    /// Evaluates the test loss if that is fast: occasionally during training, else whenever the weights changed. Call
    /// it once per frame.
    /// </summary>
    public void UpdateTest(double time)
    {
        var session = Trainer.Session;
        if (session.Data.Test is not { } test || (long)test.Count * session.Shape.ParameterCount > MaxTestProducts)
        {
            (Test, _seenOfTest) = (null, -1);
            return;
        }
        if (_seenOfTest == Trainer.StatusVersion || Trainer.StatusVersion == 0 || session.PendingSteps > 0
            || ((Trainer.Leader ?? Trainer).IsPlaying && time - _testTime < TestSeconds))
        {
            return;
        }
        (_testTime, _seenOfTest) = (time, Trainer.StatusVersion);
        var evaluation = session.Evaluate(DataPart.Test);
        Test = evaluation;
        // With no step in flight the weights are those after all enqueued steps, which the status may not show yet.
        var step = Trainer.EnqueuedSteps;
        if (step < TestLoss.LastX)
            return;
        TestLoss.Add(step, (float)evaluation.Loss);
        TestAccuracy.Add(step, (float)evaluation.Accuracy);
        Version++;
    }

    private void Clear()
    {
        // A session that is not shared is read from its start: a runner that joins has caught up already.
        _read = ReferenceEquals(_session, Trainer.Session) ? Trainer.Session.History.Count : 0;
        _run = Trainer.Run;
        _session = Trainer.Session;
        _seen = _seenOfHistory = 0;
        (Test, _seenOfTest) = (null, -1);
        _readTime = double.NegativeInfinity;
        foreach (var series in _all)
            series.Clear();
        Sharpness.Clear();
        _left.Clear();
        _branch = null;
        _gradientMean = float.NaN;
        (_epochs, _seconds, _rates, _elapsed) = (0, 0, 0, 0);
        Version++;
    }

    private void ReadSteps()
    {
        ReadSteps(_session!);
        if (ReferenceEquals(_session, Trainer.Session))
            return;
        // Other data or another device: the run continues in another session.
        _session = Trainer.Session;
        _read = 0;
        ReadSteps(_session);
    }

    private void ReadSteps(ITrainingSession session)
    {
        int count;
        while ((count = session.History.CopyTo(ref _read, _records)) > 0)
        {
            for (var i = 0; i < count; i++)
            {
                ref readonly var record = ref _records[i];
                // Steps repeated after a jump back are identical.
                if (record.Step <= BatchLoss.LastX)
                    continue;
                BatchLoss.Add(record.Step, record.Loss);
                // A run of another program tells nothing else.
                if (Trainer.FollowsRun)
                    continue;
                GradientNorm.Add(record.Step, record.GradientNorm);
                _gradientMean = float.IsFinite(_gradientMean)
                    ? _gradientMean + (record.GradientNorm - _gradientMean) * (Trainer.IsFullBatch ? 1 : TrendShare)
                    : record.GradientNorm;
                GradientTrend.Add(record.Step, _gradientMean);
                LearningRate.Add(record.Step, record.LearningRate);
                AddPlace(record.Step, record.LearningRate);
            }
        }
    }

    private double EpochsOfStep => Trainer.BatchSize is > 0 and var batch
        ? Math.Min(1, batch / (double)Trainer.Experiment.Train.Count)
        : 1;

    // A step's position on each axis: the epochs, seconds and learning rates before it.
    private void AddPlace(long step, double rate)
    {
        _seconds += _elapsed;
        _elapsed = 0;
        _all[^3].Add(step, (float)_epochs);
        _all[^2].Add(step, (float)_seconds);
        _all[^1].Add(step, (float)_rates);
        _epochs += EpochsOfStep;
        _rates += rate;
    }

    // After the last stored step.
    private double Continue(ChartAxis axis, double step) =>
        _all[^(4 - (int)axis)].Last is var last && float.IsNaN(last) ? 0 : last + step;

    private static ChartScale ScaleOf(ChartSeries[] curves, ChartAxis axis) =>
        new(axis == ChartAxis.Steps ? null : curves[^(4 - (int)axis)]);

    private static bool Contains(IReadOnlyList<Branch> branches, int number)
    {
        for (var i = 0; i < branches.Count; i++)
        {
            if (branches[i].Number == number)
                return true;
        }
        return false;
    }

    // Halves the finest curves until all fit: every branch keeps its whole length and its extremes.
    private void FitLeft()
    {
        while (BytesLeft > LeftBytes)
        {
            var (number, finest) = _left.MaxBy(branch => BytesOf(branch.Value));
            _left[number] = Array.ConvertAll(finest, series => series.Thinned());
        }
    }

    private static int BytesOf(ChartSeries[] curves) => curves.Sum(series => series.Bytes);

    private ChartSeries[] CopyAll() => Array.ConvertAll(_all, series => series.Copy());
}
