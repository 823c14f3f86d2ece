using NeuroLab.Datasets;
using NeuroLab.Networks;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>
/// Trains a network a few steps per frame and tracks its state. Every setting may be changed while it runs and applies
/// from the next step on. A follower takes as many steps as its leader, from the same start and in the same batches.
/// </summary>
public sealed class Trainer : TrainingSettings
{
    private readonly List<Trainer> _followers = [];
    private readonly CatchUpRun? _catchUp;
    private Dataset? _startTest;
    private TrainingStatus _status;
    private int _singleSteps;
    private bool _wantsStatus = true;

    /// <summary>Opens a session. The caller keeps owning the backend.</summary>
    /// <param name="leader">The trainer to follow, whose data it shares; null for none.</param>
    public Trainer(Experiment experiment, IComputeBackend backend, Trainer? leader = null)
        : this(experiment, backend, leader, null)
    {
    }

    /// <summary>The same with its data sets already encoded.</summary>
    internal Trainer(Experiment experiment, IComputeBackend backend, Trainer? leader, TrainingData? data)
        : base(Open(experiment, backend, leader, data), backend, leader is null)
    {
        Leader = leader;
        Experiment = experiment;
        StartState = Session.Capture();
        StartData = leader?.StartData ?? experiment.Train;
        _startTest = leader is null ? experiment.Test : leader._startTest;
        leader?._followers.Add(this);
        _catchUp = leader is null ? null : new CatchUpRun(this, leader);
    }

    /// <summary>The experiment at step 0.</summary>
    [HideInInspector]
    public Experiment Experiment { get; private set; }

    /// <summary>The state at step 0.</summary>
    public SessionState StartState { get; private set; }

    /// <summary>The data set at the start of the run; <see cref="Learn"/> may have replaced it.</summary>
    public Dataset StartData { get; private set; }

    /// <summary>The trainer it follows; null for none.</summary>
    public Trainer? Leader { get; }

    /// <summary>Whether it takes steps each frame.</summary>
    [Label("Playing"), Tooltip("Takes steps in every frame. Space plays and pauses.")]
    public bool IsPlaying { get; set; } = true;

    /// <summary>Steps per frame while playing.</summary>
    [Range(1, 1024, Log = true)]
    [Tooltip("How many times a batch is drawn, and the weights moved, between two pictures. It changes what you see, not what is learnt.")]
    public int StepsPerFrame { get; set; } = 4;

    /// <summary>Maximum time per frame for training, if the device works on the frame's own thread.</summary>
    public TimeSpan FrameBudget { get; set; } = TimeSpan.FromMilliseconds(8);

    /// <summary>Whether a frame waits for its steps, so that frame n always shows the same step: for recordings.</summary>
    [HideInInspector]
    public bool WaitsForSteps { get; set; }

    /// <summary>Steps enqueued since step 0: a change made now applies from the step with this index on.</summary>
    public long EnqueuedSteps { get; private set; }

    /// <summary>
    /// Whether all steps enqueued so far are done and reported: nothing that waits for them would block.
    /// </summary>
    public bool IsIdle => !IsCatchingUp && IsSeen;

    /// <summary>Whether it has not reached its leader's step yet.</summary>
    [HideInInspector]
    public bool IsCatchingUp => _catchUp?.IsRunning == true;

    /// <summary>
    /// The statuses seen while it caught up, oldest first, so that its curves and trails begin where the others' do;
    /// empty if it did not join late. Append-only within a run.
    /// </summary>
    [HideInInspector]
    public IReadOnlyList<TrainingStatus> CatchUpHistory => _catchUp?.History ?? [];

    /// <summary>The step at which frames stop enqueuing, for callers that must change something there; by default none.</summary>
    public long StepLimit { get; set; } = long.MaxValue;

    /// <summary>Whether the next frame would take steps.</summary>
    public bool WantsSteps => IsPlaying || _singleSteps > 0;

    /// <summary>The latest status.</summary>
    public ref readonly TrainingStatus Status => ref _status;

    /// <summary>Incremented with each new status.</summary>
    public int StatusVersion { get; private set; }

    /// <summary>Incremented with each restart: data collected before belong to another run.</summary>
    public int Run { get; private set; }

    /// <summary>Whether the loss is not finite, or above ten times its start (or that of a network whose outputs are 0).</summary>
    public bool HasDiverged => StatusVersion > 0 && Baseline.IsBeyond(_status.Loss);

    /// <summary>The loss that the run began with.</summary>
    internal LossBaseline Baseline { get; } = new();

    /// <summary>What each status reports about a plane; set by the landscape.</summary>
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
    /// Maximum number of samples that losses and surfaces are computed on, here and for all followers. Applies
    /// immediately and does not affect training. Setting it blocks until the steps enqueued so far are done.
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

    /// <summary>Resets to the weights of step 0, followers included; settings are kept.</summary>
    public void Restart()
    {
        foreach (var follower in _followers)
            follower.Restart();
        Restore(StartState, Session.Options);
        Baseline.Return();
        Forget();
    }

    /// <summary>Restarts, and catches up with the leader over the coming frames.</summary>
    /// <param name="changes">Changes to apply while catching up, each before its step is taken; sorted.</param>
    public void CatchUp(IReadOnlyList<(long Step, Action Apply)> changes)
    {
        var run = _catchUp ?? throw new InvalidOperationException("There is nobody to catch up with.");
        Restore(StartState, Experiment.CreateOptions());
        _wantsStatus = true;
        run.Begin(changes);
    }

    /// <summary>Enqueues steps up to a step number, if there are any. Blocks only if it has not caught up yet.</summary>
    public void TrainTo(long step)
    {
        if (IsCatchingUp)
            _catchUp!.FinishTo(step);
        while (EnqueuedSteps < step)
            Enqueue(Math.Min(step - EnqueuedSteps, int.MaxValue));
    }

    /// <summary>
    /// The complete training state, for <see cref="Restore"/>. Blocks until the steps enqueued so far are done, and
    /// takes their status.
    /// </summary>
    /// <param name="spare">A state of the same network that is no longer needed, whose memory is reused.</param>
    public SessionState Capture(SessionState? spare = null)
    {
        var state = Session.Capture(spare);
        Poll();
        return state;
    }

    /// <summary>Restores a captured state. Blocks. The status stays as it was until steps are taken.</summary>
    public void Restore(SessionState state, TrainingOptions options)
    {
        Session.Options = options;
        Session.Restore(state);
        _catchUp?.Stop();
        (EnqueuedSteps, _singleSteps) = (state.Step, 0);
        // What was in flight still reports on the old weights: take it and drop it.
        Session.TryGetStatus(out _);
    }

    /// <summary>Replaces θ; keeps optimizer state and step count. Blocks.</summary>
    public void WriteParameters(ReadOnlySpan<float> parameters)
    {
        Session.WriteParameters(parameters);
        Session.TryGetStatus(out _);
        Baseline.Replaced(Session, EnqueuedSteps);
    }

    /// <summary>
    /// Updates the status for the current weights if they were not changed by a step: after <see cref="Restore"/> or
    /// <see cref="WriteParameters"/>. Blocks.
    /// </summary>
    public void RefreshStatus() => Accept(TrainingStatus.Measure(Session));

    /// <summary>
    /// Replaces the training set from the next step on, keeping weights, optimizer state and step count: a new epoch
    /// begins. There is no test set then. Blocks.
    /// </summary>
    /// <param name="data">Must have as many inputs and classes as before: anything else needs another network.</param>
    public void Learn(Dataset data)
    {
        if (ReferenceEquals(data, Experiment.Train))
            return;
        var isStart = ReferenceEquals(data, StartData);
        var (before, observation) = (Session.Capture(), Session.Observation);
        Experiment = Experiment with { Train = data, Test = isStart ? _startTest : null };
        var sets = Leader is { } leader && ReferenceEquals(leader.Experiment.Train, data) ? leader.Session.Data : Experiment.CreateData();
        var own = Devices.CreateSession(new Network(Session.Shape, (float[])before.Parameters.Clone()), sets, Session.Options);
        var session = RecordedSession.Around(own, Experiment.Run);
        session.Restore(before with { Position = new BatchPosition(before.Position.Epoch + 1, 0) });
        session.Observation = observation;
        Session.Dispose();
        Session = session;
        EnqueuedSteps = before.Step;
        Baseline.Replaced(session, EnqueuedSteps);
        _wantsStatus = true;
    }

    /// <summary>Replaces the experiment.</summary>
    /// <param name="beforeEnd">Called when the new session is open, before the old one is disposed.</param>
    /// <param name="data">Its data sets if already loaded; null loads them.</param>
    /// <exception cref="Numerics.UserErrorException">The experiment is inconsistent; the old one continues.</exception>
    public void Load(Experiment experiment, Action? beforeEnd = null, TrainingData? data = null)
    {
        var session = Open(experiment, Devices, Leader, data);
        beforeEnd?.Invoke();
        Session.Dispose();
        Session = session;
        Experiment = experiment;
        StartState = session.Capture();
        (StartData, _startTest) = (experiment.Train, experiment.Test);
        (EnqueuedSteps, StepLimit, _singleSteps) = (0, long.MaxValue, 0);
        Baseline.Clear();
        Forget();
    }

    /// <inheritdoc/>
    protected override void Update(in FrameTime time)
    {
        if (Schedule.FollowsEdge && GameObject.Get<SharpnessTracker>() is { Enabled: false } tracker)
            tracker.Enabled = true; // nothing else would measure what the schedule follows
        if (Leader is not { } leader)
            TakeSteps();
        else if (!IsCatchingUp || leader.WaitsForSteps)
            TrainTo(leader.EnqueuedSteps);
        else if (!_wantsStatus && StatusVersion > 0 && IsSeen)
            _catchUp!.EnqueueNext(leader.EnqueuedSteps);
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

    /// <summary>Enqueues steps, independent of the steps per frame.</summary>
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

    // Paused, or at step 0: the frame still needs the coordinates of the weights.
    private void AskForStatus()
    {
        if (_wantsStatus)
            Session.Train(0);
        _wantsStatus = false;
    }

    private void TakeSteps()
    {
        var wanted = _singleSteps + (IsPlaying ? StepsPerFrame : 0);
        // Frames that come faster than the steps they request must not pile up work.
        if (wanted == 0 || PendingSteps() >= Math.Max(wanted, StepsPerFrame) || _followers.Exists(static follower => follower.IsCatchingUp))
            return;
        TrainTo(Math.Min(FollowsRun && Experiment.Run is { } run ? run.Advance(EnqueuedSteps, IsPlaying ? wanted : null, !WaitsForSteps) : EnqueuedSteps + wanted, StepLimit));
        _singleSteps = 0;
    }

    private int PendingSteps()
    {
        var pending = Session.PendingSteps;
        foreach (var follower in _followers)
            pending = Math.Max(pending, follower.Session.PendingSteps);
        return pending;
    }

    private void Poll()
    {
        if (!Session.TryGetStatus(out var status))
            return;
        Accept(status);
        _catchUp?.Observe(status);
    }

    private void Accept(in TrainingStatus status)
    {
        (_status, StatusVersion) = (status, StatusVersion + 1);
        Baseline.Observe(Session, Experiment.Loss, status);
    }

    private static ITrainingSession Open(Experiment experiment, IComputeBackend backend, Trainer? leader, TrainingData? data = null)
    {
        data ??= leader?.Session.Data ?? experiment.CreateData();
        var own = backend.CreateSession(experiment.CreateNetwork(), data, experiment.CreateOptions());
        var session = RecordedSession.Around(own, experiment.Run);
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
        (_status, StatusVersion, _wantsStatus) = (default, 0, true);
        _catchUp?.Clear();
        Run++;
    }
}
