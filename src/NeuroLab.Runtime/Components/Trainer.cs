using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>
/// Trains a network a few steps each frame and knows where it stands. Every setting may be turned while it runs and
/// holds from the next step on. One that follows another takes as many steps as that one, from the same start and in
/// the same batches.
/// </summary>
public sealed partial class Trainer : Behaviour
{
    private readonly IComputeBackend _backend;
    private readonly List<Trainer> _followers = [];
    private TrainingStatus _status;
    private int _singleSteps;
    private bool _wantsStatus = true;

    /// <summary>Opens a session. The backend stays the caller's.</summary>
    /// <param name="leader">Sets the pace and shares its data; null for one that goes its own.</param>
    public Trainer(Experiment experiment, IComputeBackend backend, Trainer? leader = null)
    {
        _backend = backend;
        Leader = leader;
        Experiment = experiment;
        Session = Open(experiment);
        StartState = Session.Capture();
        StartData = leader?.StartData ?? experiment.Train;
        _startTest = leader is null ? experiment.Test : leader._startTest;
        leader?._followers.Add(this);
    }

    /// <summary>What runs, as it was at step 0.</summary>
    [HideInInspector]
    public Experiment Experiment { get; private set; }

    /// <summary>The session; another one after <see cref="Load"/>.</summary>
    [HideInInspector]
    public ITrainingSession Session { get; private set; }

    /// <summary>The state at step 0.</summary>
    public SessionState StartState { get; private set; }

    /// <summary>Whose pace it keeps; null for its own.</summary>
    public Trainer? Leader { get; }

    /// <summary>The backend's name.</summary>
    public string BackendName => _backend.Name;

    /// <summary>What kind of device trains now.</summary>
    public BackendKind Device => _backend.Kind;

    /// <summary>
    /// Where it trains, with all that share its backend; training goes on without a jump. Where the host offers no
    /// choice, setting it changes nothing. Blocks until the steps enqueued so far are done.
    /// </summary>
    /// <exception cref="Numerics.UserErrorException">That device cannot train here; all goes on where it was.</exception>
    [Header("Pace"), Replayed, ShownWhen(nameof(HasBackendChoice))]
    [Tooltip("Where steps and surfaces are worked out: on the processor, or in the GPU's compute shaders. Weights, the optimizer's memory and the order of the batches go along; what is learnt stays the same but for rounding.")]
    public BackendKind Backend
    {
        get => _backend.Selector?.Choice ?? _backend.Kind;
        set
        {
            if (_backend.Selector is { } selector)
                selector.Choice = value;
        }
    }

    /// <summary>Whether <see cref="Backend"/> can be chosen here.</summary>
    public bool HasBackendChoice => Leader is null && _backend.Selector is not null;

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

    /// <summary>Whether the loss or a weight is no longer finite.</summary>
    public bool HasDiverged => StatusVersion > 0 && !double.IsFinite(_status.Loss);

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

    /// <summary>
    /// Enqueues steps up to a number of them since step 0; nothing where that many are enqueued. Blocks only for one that
    /// has yet to catch up.
    /// </summary>
    public void TrainTo(long step)
    {
        if (IsCatchingUp)
            CatchUpTo(step);
        while (EnqueuedSteps < step)
        {
            var count = (int)Math.Min(step - EnqueuedSteps, int.MaxValue);
            Session.Train(count);
            EnqueuedSteps += count;
        }
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
        IsCatchingUp = false;
        _changes.Clear();
        EnqueuedSteps = state.Step;
        _singleSteps = 0;
        // What was under way still reports on the old weights: take it and drop it.
        Session.TryGetStatus(out _);
    }

    /// <summary>
    /// Trains on that device from here on, whatever the others do: for a past that is trained again as it was. Where the
    /// device is there no more it stays where it is. Blocks.
    /// </summary>
    public void MoveTo(BackendKind kind)
    {
        try
        {
            _backend.Selector?.Move(Session, kind);
        }
        catch (Numerics.UserErrorException)
        {
            // The same numbers but for rounding; what has been chosen goes on meanwhile.
        }
    }

    /// <summary>Replaces θ; optimizer state and step count stay. Blocks.</summary>
    public void WriteParameters(ReadOnlySpan<float> parameters)
    {
        Session.WriteParameters(parameters);
        Session.TryGetStatus(out _);
    }

    /// <summary>
    /// Makes the status true of the weights as they stand, where steps were not what moved them: after
    /// <see cref="Restore"/> or <see cref="WriteParameters"/>. Blocks.
    /// </summary>
    public void RefreshStatus()
    {
        var state = Session.Capture();
        var loss = Session.Evaluate(DataPart.Evaluation);
        double alpha = double.NaN, beta = double.NaN, residual = double.NaN, planeLoss = double.NaN;
        var plane = Observation.Plane;
        if (plane is not null)
        {
            (alpha, beta, residual) = plane.Project(state.Parameters);
            // The loss in the plane under the weights: go there, look, and come back.
            var onPlane = new float[state.Parameters.Length];
            plane.PointAt(alpha, beta, onPlane);
            Session.WriteParameters(onPlane);
            planeLoss = Session.Evaluate(DataPart.Evaluation).Loss;
            Session.WriteParameters(state.Parameters);
        }
        _status = new TrainingStatus(
            state.Step, state.Position.Epoch, double.NaN, double.NaN, double.NaN, loss.Loss, loss.Accuracy,
            plane, alpha, beta, residual, planeLoss);
        StatusVersion++;
    }

    /// <summary>Replaces the experiment.</summary>
    /// <param name="beforeEnd">Runs before the old session ends, when the new one stands.</param>
    /// <param name="data">Its sets, where they were made before; null makes them.</param>
    /// <exception cref="Numerics.UserErrorException">The experiment does not fit together; the old one goes on.</exception>
    public void Load(Experiment experiment, Action? beforeEnd = null, TrainingData? data = null)
    {
        var session = Open(experiment, data);
        beforeEnd?.Invoke();
        Session.Dispose();
        Session = session;
        Experiment = experiment;
        StartState = session.Capture();
        (StartData, _startTest) = (experiment.Train, experiment.Test);
        EnqueuedSteps = 0;
        StepLimit = long.MaxValue;
        _singleSteps = 0;
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
            TakeStretch(leader.EnqueuedSteps);
        if (_wantsStatus)
        {
            // Paused, or at step 0: the picture still needs to know where the weights stand.
            Session.Train(0);
            _wantsStatus = false;
        }
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

    private void TakeSteps()
    {
        var wanted = _singleSteps + (IsPlaying ? StepsPerFrame : 0);
        // Frames that come faster than the steps they ask for must not pile up work.
        if (wanted == 0 || PendingSteps() >= Math.Max(wanted, StepsPerFrame) || IsWaitedFor())
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
        _status = status;
        StatusVersion++;
        if (IsCatchingUp)
            _catchUpHistory.Add(status);
    }

    private ITrainingSession Open(Experiment experiment, TrainingData? data = null)
    {
        data ??= Leader is { } leader ? leader.Session.Data : experiment.CreateData();
        var session = _backend.CreateSession(experiment.CreateNetwork(), data, experiment.CreateOptions());
        session.Observation = Leader?.Observation ?? new Observation(Evaluate: true, Plane: null);
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
        ClearCatchUpHistory();
        Run++;
    }
}
