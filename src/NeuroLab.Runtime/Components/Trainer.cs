using NeuroLab.Datasets;
using NeuroLab.Networks;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>
/// Trains a network a few steps each frame and knows where it stands. Every setting may be turned while it runs and
/// holds from the next step on. One that follows another takes as many steps as that one, from the same start and in
/// the same batches.
/// </summary>
public sealed class Trainer : TrainingSettings
{
    private readonly List<Trainer> _followers = [];
    private readonly CatchUpRun? _catchUp;
    private readonly LossBaseline _baseline = new();
    private Dataset? _startTest;
    private TrainingStatus _status;
    private int _singleSteps;
    private bool _wantsStatus = true;

    /// <summary>Opens a session. The backend stays the caller's.</summary>
    /// <param name="leader">Sets the pace and shares its data; null for one that goes its own.</param>
    public Trainer(Experiment experiment, IComputeBackend backend, Trainer? leader = null)
        : base(Open(experiment, backend, leader), backend, leader is null)
    {
        Leader = leader;
        Experiment = experiment;
        StartState = Session.Capture();
        StartData = leader?.StartData ?? experiment.Train;
        _startTest = leader is null ? experiment.Test : leader._startTest;
        if (leader is null)
            return;
        leader._followers.Add(this);
        _catchUp = new CatchUpRun(this, leader);
    }

    /// <summary>What runs, as it was at step 0.</summary>
    [HideInInspector]
    public Experiment Experiment { get; private set; }

    /// <summary>The state at step 0.</summary>
    public SessionState StartState { get; private set; }

    /// <summary>What the run began to learn; <see cref="Learn"/> may have put another set in its place.</summary>
    public Dataset StartData { get; private set; }

    /// <summary>Whose pace it keeps; null for its own.</summary>
    public Trainer? Leader { get; }

    /// <summary>Whether steps are taken each frame.</summary>
    [Label("Playing"), Tooltip("Takes steps in every frame. Space plays and pauses.")]
    public bool IsPlaying { get; set; } = true;

    /// <summary>Steps taken each frame while playing.</summary>
    [Range(1, 1024, Log = true)]
    [Tooltip("How many times a batch is drawn, and the weights moved, between two pictures. It changes what you see, not what is learnt.")]
    public int StepsPerFrame { get; set; } = 4;

    /// <summary>How long a frame may spend on training where the device works on the frame's own thread.</summary>
    public TimeSpan FrameBudget { get; set; } = TimeSpan.FromMilliseconds(8);

    /// <summary>
    /// Whether a frame waits for its steps, so that frame n always shows the same step: for recordings.
    /// </summary>
    [HideInInspector]
    public bool WaitsForSteps { get; set; }

    /// <summary>Steps enqueued since step 0: a change made now holds from the step of this number on.</summary>
    public long EnqueuedSteps { get; private set; }

    /// <summary>Whether all steps enqueued so far are done and told of: nothing that waits for them would take time.</summary>
    public bool IsIdle => !IsCatchingUp && IsSeen;

    /// <summary>Whether it has yet to come to where its leader stands.</summary>
    [HideInInspector]
    public bool IsCatchingUp => _catchUp?.IsUnderWay == true;

    /// <summary>
    /// What it saw on the way while it caught up, oldest first, for curves and trails to begin where the others' do; empty
    /// for one that was there from the beginning. It only grows, but for a new run.
    /// </summary>
    [HideInInspector]
    public IReadOnlyList<TrainingStatus> CatchUpHistory => _catchUp?.History ?? [];

    /// <summary>Where frames stop to enqueue steps, for whoever has something to change there; by default never.</summary>
    public long StepLimit { get; set; } = long.MaxValue;

    /// <summary>Whether the next frame would take steps.</summary>
    public bool WantsSteps => IsPlaying || _singleSteps > 0;

    /// <summary>The newest status.</summary>
    public ref readonly TrainingStatus Status => ref _status;

    /// <summary>Rises with each new status.</summary>
    public int StatusVersion { get; private set; }

    /// <summary>Rises with each restart: what was gathered before belongs to another run.</summary>
    public int Run { get; private set; }

    /// <summary>
    /// Whether the loss is no longer finite, or above ten times what it was at the start of the run (at least, of a network
    /// whose outputs are all 0).
    /// </summary>
    public bool HasDiverged => StatusVersion > 0 && _baseline.IsBeyond(_status.Loss);

    /// <summary>Loss at step 0, or after weights or data were replaced by hand where that raised it; NaN until it is known.</summary>
    internal double StartLoss
    {
        get => _baseline.Start;
        set => _baseline.Resume(value);
    }

    /// <summary>Whether a loss in this run is one that <see cref="HasDiverged"/> tells of.</summary>
    internal bool IsDivergence(double loss) => _baseline.IsBeyond(loss);

    /// <summary>What each status tells about a plane; set by the landscape.</summary>
    public Observation Observation
    {
        get => Session.Observation;
        set
        {
            Session.Observation = value;
            _wantsStatus = true;
            foreach (var follower in _followers)
                follower.Observation = value;
        }
    }

    /// <summary>
    /// The largest number of samples that losses and surfaces are computed on, here and with all that follow. Another
    /// one holds at once and leaves training alone. Setting it blocks until the steps enqueued so far are done.
    /// </summary>
    [HideInInspector]
    public int EvaluationCount
    {
        get => Experiment.EvaluationCount;
        set
        {
            if (value == EvaluationCount)
                return;
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            var data = Session.Data.WithEvaluation(Experiment.Train, Experiment.Loss, value, Experiment.Seed);
            UseEvaluation(value, data.Evaluation);
        }
    }

    /// <summary>Takes one step in the next frame, playing or not.</summary>
    public void StepOnce() => _singleSteps++;

    /// <summary>Back to the weights of step 0, with all that follow; the settings stay as they were turned.</summary>
    public void Restart()
    {
        foreach (var follower in _followers)
            follower.Restart();
        Restore(StartState, Session.Options);
        Forget();
    }

    /// <summary>Begins again from the start, and catches up with the leader in the coming frames.</summary>
    /// <param name="changes">What is to be changed on the way, each before the step of its number is taken; in order.</param>
    public void CatchUp(IReadOnlyList<(long Step, Action Apply)> changes)
    {
        var run = _catchUp ?? throw new InvalidOperationException("There is nobody to catch up with.");
        Restore(StartState, Experiment.CreateOptions());
        _wantsStatus = true;
        run.Begin(changes);
    }

    /// <summary>
    /// Enqueues steps up to a number of them since step 0; nothing where that many are enqueued. Blocks only for one that
    /// has yet to catch up.
    /// </summary>
    public void TrainTo(long step)
    {
        if (IsCatchingUp)
            _catchUp!.FinishTo(step);
        while (EnqueuedSteps < step)
            Enqueue(Math.Min(step - EnqueuedSteps, int.MaxValue));
    }

    /// <summary>
    /// All that it takes to come back to this moment. Blocks until the steps enqueued so far are done, and takes their
    /// status.
    /// </summary>
    /// <param name="spare">A state of the same network that is needed no more, whose memory may be used.</param>
    public SessionState Capture(SessionState? spare = null)
    {
        var state = Session.Capture(spare);
        Poll();
        return state;
    }

    /// <summary>Comes back to a captured moment. Blocks. The status is that of before until steps are taken.</summary>
    public void Restore(SessionState state, TrainingOptions options)
    {
        Session.Options = options;
        Session.Restore(state);
        _catchUp?.Stop();
        EnqueuedSteps = state.Step;
        _singleSteps = 0;
        if (ReferenceEquals(state, StartState))
            _baseline.Return();
        // What was under way still reports on the old weights: take it and drop it.
        Session.TryGetStatus(out _);
    }

    /// <summary>Replaces θ; optimizer state and step count stay. Blocks.</summary>
    public void WriteParameters(ReadOnlySpan<float> parameters)
    {
        Session.WriteParameters(parameters);
        Session.TryGetStatus(out _);
        _baseline.Replaced(Session, EnqueuedSteps);
    }

    /// <summary>
    /// Makes the status true of the weights as they stand, where steps were not what moved them: after
    /// <see cref="Restore"/> or <see cref="WriteParameters"/>. Blocks.
    /// </summary>
    public void RefreshStatus() => Take(TrainingStatus.Measure(Session));

    /// <summary>
    /// Learns another set from the next step on, with the weights, the optimizer's state and the step count as they are:
    /// a new epoch begins. Set by hand, it has no test set. Blocks.
    /// </summary>
    /// <param name="data">Inputs and classes as many as before: anything else needs another network.</param>
    public void Learn(Dataset data)
    {
        if (ReferenceEquals(data, Experiment.Train))
            return;
        var isStart = ReferenceEquals(data, StartData);
        var (before, observation) = (Session.Capture(), Session.Observation);
        Experiment = Experiment with { Train = data, Test = isStart ? _startTest : null };
        var sets = Leader is { } leader && ReferenceEquals(leader.Experiment.Train, data)
            ? leader.Session.Data
            : Experiment.CreateData();
        var session = Devices.CreateSession(new Network(Session.Shape, (float[])before.Parameters.Clone()), sets, Session.Options);
        session.Restore(before with { Position = new BatchPosition(before.Position.Epoch + 1, 0) });
        session.Observation = observation;
        Session.Dispose();
        Session = session;
        EnqueuedSteps = before.Step;
        _baseline.Replaced(session, EnqueuedSteps);
        _wantsStatus = true;
    }

    /// <summary>Replaces the experiment.</summary>
    /// <param name="beforeEnd">Runs before the old session ends, when the new one stands.</param>
    /// <param name="data">Its sets, where they were made before; null makes them.</param>
    /// <exception cref="Numerics.UserErrorException">The experiment does not fit together; the old one goes on.</exception>
    public void Load(Experiment experiment, Action? beforeEnd = null, TrainingData? data = null)
    {
        var session = Open(experiment, Devices, Leader, data);
        beforeEnd?.Invoke();
        Session.Dispose();
        Session = session;
        Experiment = experiment;
        StartState = session.Capture();
        (StartData, _startTest) = (experiment.Train, experiment.Test);
        EnqueuedSteps = 0;
        StepLimit = long.MaxValue;
        _singleSteps = 0;
        _baseline.Clear();
        Forget();
    }

    /// <inheritdoc/>
    protected override void Update(in FrameTime time)
    {
        if (Leader is not { } leader)
            TakeSteps();
        else if (!IsCatchingUp || leader.WaitsForSteps)
            TrainTo(leader.EnqueuedSteps);
        else if (!_wantsStatus && StatusVersion > 0 && IsSeen)
            _catchUp!.TakeStretch(leader.EnqueuedSteps);
        AskForStatus();
        if ((Leader ?? this).WaitsForSteps)
            Session.Finish();
        else
            Session.Pump(FrameBudget);
        Poll();
    }

    /// <inheritdoc/>
    protected override void OnDestroy()
    {
        Leader?._followers.Remove(this);
        Session.Dispose();
    }

    /// <summary>Enqueues steps, whatever the pace.</summary>
    internal void Enqueue(long count)
    {
        Session.Train((int)count);
        EnqueuedSteps += count;
    }

    /// <summary>Waits for the steps enqueued so far, and takes their status.</summary>
    internal void FinishSteps()
    {
        AskForStatus();
        Session.Finish();
        Poll();
    }

    private bool IsSeen => Session.PendingSteps == 0 && _status.Step == EnqueuedSteps;

    // Paused, or at step 0: the picture still needs to know where the weights stand.
    private void AskForStatus()
    {
        if (_wantsStatus)
            Session.Train(0);
        _wantsStatus = false;
    }

    private void TakeSteps()
    {
        var wanted = _singleSteps + (IsPlaying ? StepsPerFrame : 0);
        // Frames that come faster than the steps they ask for must not pile up work.
        if (wanted == 0 || PendingSteps() >= Math.Max(wanted, StepsPerFrame) || _followers.Exists(static follower => follower.IsCatchingUp))
            return;
        TrainTo(Math.Min(EnqueuedSteps + wanted, StepLimit));
        _singleSteps = 0;
    }

    private int PendingSteps()
    {
        var most = Session.PendingSteps;
        foreach (var follower in _followers)
            most = Math.Max(most, follower.Session.PendingSteps);
        return most;
    }

    private void Poll()
    {
        if (!Session.TryGetStatus(out var status))
            return;
        Take(status);
        _catchUp?.Observe(status);
    }

    private void Take(in TrainingStatus status)
    {
        _status = status;
        StatusVersion++;
        _baseline.Observe(Session, Experiment.Loss, status);
    }

    private static ITrainingSession Open(
        Experiment experiment, IComputeBackend backend, Trainer? leader, TrainingData? data = null)
    {
        data ??= leader?.Session.Data ?? experiment.CreateData();
        var session = backend.CreateSession(experiment.CreateNetwork(), data, experiment.CreateOptions());
        session.Observation = leader?.Observation ?? new Observation(Evaluate: true, Plane: null);
        return session;
    }

    private void UseEvaluation(int count, SampleSet evaluation)
    {
        Session.UseEvaluation(evaluation);
        Experiment = Experiment with { EvaluationCount = count };
        _wantsStatus = true;
        foreach (var follower in _followers)
            follower.UseEvaluation(count, evaluation);
    }

    private void Forget()
    {
        _status = default;
        StatusVersion = 0;
        _wantsStatus = true;
        _catchUp?.Clear();
        Run++;
    }
}
