using NeuroLab.Optimizers;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>
/// Trains a network a few steps each frame and knows where it stands. Every setting may be turned while it runs and
/// holds from the next step on.
/// </summary>
public sealed class Trainer : Behaviour
{
    private readonly IComputeBackend _backend;
    private SessionState _start;
    private TrainingStatus _status;
    private int _singleSteps;
    private bool _wantsStatus = true;

    /// <summary>Opens a session. The backend stays the caller's.</summary>
    public Trainer(Experiment experiment, IComputeBackend backend)
    {
        _backend = backend;
        Experiment = experiment;
        Session = Open(experiment);
        _start = Session.Capture();
    }

    /// <summary>What runs, as it was at step 0.</summary>
    public Experiment Experiment { get; private set; }

    /// <summary>The session; another one after <see cref="Load"/>.</summary>
    public ITrainingSession Session { get; private set; }

    /// <summary>The backend's name.</summary>
    public string BackendName => _backend.Name;

    /// <summary>Whether steps are taken each frame.</summary>
    public bool IsPlaying { get; set; } = true;

    /// <summary>Steps taken each frame while playing.</summary>
    public int StepsPerFrame { get; set; } = 4;

    /// <summary>How long a frame may spend on training where the device works on the frame's own thread.</summary>
    public TimeSpan FrameBudget { get; set; } = TimeSpan.FromMilliseconds(8);

    /// <summary>
    /// Whether a frame waits for its steps, so that frame n always shows the same step: for recordings.
    /// </summary>
    public bool WaitsForSteps { get; set; }

    /// <summary>The newest status.</summary>
    public ref readonly TrainingStatus Status => ref _status;

    /// <summary>Rises with each new status.</summary>
    public int StatusVersion { get; private set; }

    /// <summary>Rises with each restart: what was gathered before belongs to another run.</summary>
    public int Run { get; private set; }

    /// <summary>Whether the loss or a weight is no longer finite.</summary>
    public bool HasDiverged => StatusVersion > 0 && !double.IsFinite(_status.Loss);

    /// <summary>η</summary>
    public double LearningRate
    {
        get => Settings.LearningRate;
        set => Settings = Settings with { LearningRate = value };
    }

    /// <summary>The optimizer's numbers.</summary>
    public OptimizerSettings Settings
    {
        get => Session.Options.Settings;
        set => Session.Options = Session.Options with { Settings = value };
    }

    /// <summary>The rule for the step. A new one keeps the learning rate's place and starts with empty state.</summary>
    public Optimizer Optimizer
    {
        get => Session.Options.Optimizer;
        set
        {
            if (value != Optimizer)
                Session.Options = Session.Options with { Optimizer = value, Settings = value.Defaults };
        }
    }

    /// <summary>Samples per step; 0 takes the full training set.</summary>
    public int BatchSize
    {
        get => Session.Options.BatchSize;
        set => Session.Options = Session.Options with { BatchSize = value };
    }

    /// <summary>What each status tells about a plane; set by the landscape.</summary>
    public Observation Observation
    {
        get => Session.Observation;
        set
        {
            Session.Observation = value;
            _wantsStatus = true;
        }
    }

    /// <summary>Takes one step in the next frame, playing or not.</summary>
    public void StepOnce() => _singleSteps++;

    /// <summary>Back to the weights of step 0; the settings stay as they were turned.</summary>
    public void Restart()
    {
        Session.Restore(_start);
        Forget();
    }

    /// <summary>Replaces the experiment.</summary>
    /// <param name="beforeEnd">Runs before the old session ends, when the new one stands.</param>
    /// <exception cref="Numerics.UserErrorException">The experiment does not fit together; the old one goes on.</exception>
    public void Load(Experiment experiment, Action? beforeEnd = null)
    {
        var session = Open(experiment);
        beforeEnd?.Invoke();
        Session.Dispose();
        Session = session;
        Experiment = experiment;
        _start = session.Capture();
        Forget();
    }

    /// <inheritdoc/>
    protected override void Update(in FrameTime time)
    {
        var wanted = _singleSteps + (IsPlaying ? StepsPerFrame : 0);
        // Frames that come faster than the steps they ask for must not pile up work.
        if (wanted > 0 && Session.PendingSteps < Math.Max(wanted, StepsPerFrame))
        {
            Session.Train(wanted);
            _singleSteps = 0;
            _wantsStatus = false;
        }
        else if (_wantsStatus)
        {
            // Paused, or at step 0: the picture still needs to know where the weights stand.
            Session.Train(0);
            _wantsStatus = false;
        }
        if (WaitsForSteps)
            Session.Finish();
        else
            Session.Pump(FrameBudget);
        if (Session.TryGetStatus(out var status))
        {
            _status = status;
            StatusVersion++;
        }
    }

    /// <inheritdoc/>
    protected override void OnDestroy() => Session.Dispose();

    private ITrainingSession Open(Experiment experiment)
    {
        var session = _backend.CreateSession(
            experiment.CreateNetwork(), experiment.CreateData(), experiment.CreateOptions());
        session.Observation = new Observation(Evaluate: true, Plane: null);
        return session;
    }

    private void Forget()
    {
        _status = default;
        StatusVersion = 0;
        _singleSteps = 0;
        _wantsStatus = true;
        // What was under way still reports on the old weights: take it and drop it.
        Session.TryGetStatus(out _);
        Run++;
    }
}
