using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Optimizers.Schedules;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>
/// The settings that a user changes while a session trains, as shown in the inspector; each applies from the next step
/// on.
/// </summary>
public abstract class TrainingSettings : Behaviour
{
    private readonly bool _choosesBackend;

    /// <param name="session">The session to configure.</param>
    /// <param name="backend">The backend of the session.</param>
    /// <param name="choosesBackend">Whether the user can choose the device here.</param>
    private protected TrainingSettings(ITrainingSession session, IComputeBackend backend, bool choosesBackend) =>
        (Session, Devices, _choosesBackend) = (session, backend, choosesBackend);

    /// <summary>The session; <see cref="Trainer.Load"/> replaces it.</summary>
    [HideInInspector]
    public ITrainingSession Session { get; private protected set; }

    /// <summary>
    /// Whether steps are read from the run that the experiment watches; otherwise this trainer's own go on from there.
    /// </summary>
    [Header("Run"), Label("Follow the run"), Replayed, ShownWhen(nameof(HasRun))]
    [Tooltip("Takes the weights from the run's checkpoints. Switched off, training goes on from here with the optimizer below, on a branch of its own.")]
    public bool FollowsRun
    {
        get => Session.Options.FollowsRun;
        set => Session.Options = Session.Options with { FollowsRun = value };
    }

    /// <summary>The update rule. A new one starts with its default settings and empty state.</summary>
    [Header("Optimizer"), Choice(typeof(Catalog), nameof(Catalog.Optimizers)), Replayed]
    [Tooltip("How a gradient g becomes a step of the weights w. Plain descent takes w ← w − η·g; the others remember earlier gradients and steer by them.")]
    public Optimizer Optimizer
    {
        get => Session.Options.Optimizer;
        set
        {
            if (value != Optimizer)
                Session.Options = Session.Options with { Optimizer = value, Settings = value.DefaultsAfter(Settings) };
        }
    }

    /// <summary>The hyperparameters' values; the inspector shows those that are in use.</summary>
    [InspectedAs(nameof(DescribeSettings))]
    public OptimizerSettings Settings
    {
        get => Session.Options.Settings;
        set => Session.Options = Session.Options with { Settings = value };
    }

    /// <summary>η</summary>
    [HideInInspector]
    public double LearningRate
    {
        get => Settings.LearningRate;
        set => Settings = Settings with { LearningRate = value };
    }

    /// <summary>How the gradient of a step is computed.</summary>
    [Choice(typeof(Catalog), nameof(Catalog.GradientSources)), Label("Gradient"), Replayed]
    [Tooltip("Backpropagation takes one pass forward and one back. Finite differences move every weight up and down and compare the losses: two forward passes for each weight. Sharpness-aware minimization goes a little up the slope and takes the gradient there: two passes forward and back.")]
    public GradientSource GradientSource
    {
        get => Session.Options.GradientSource;
        set => Session.Options = Session.Options with { GradientSource = value };
    }

    /// <summary>The learning-rate schedule. A new one starts at its first step with its defaults.</summary>
    [Choice(typeof(Catalog), nameof(Catalog.Schedules)), Replayed]
    [Tooltip("How the learning rate changes from step to step; the slider above stays the rate that all of them start from. Warm-up begins with short steps; step, exponential and cosine end with short ones; one cycle does both. Edge keeps to a share of the rate at which steps overshoot, which it measures all the while.")]
    public Schedule Schedule
    {
        get => Session.Options.Schedule;
        set
        {
            if (value != Schedule)
                Session.Options = Session.Options with { Schedule = value, Settings = value.DefaultsOn(Settings) };
        }
    }

    /// <summary>The learning rate of the last step; without a schedule, the one that is set.</summary>
    public double RateInForce => Schedule == Schedule.Constant ? LearningRate
        : Session.History.TryGetLast(out var record) ? Shortest(record.LearningRate) : Options.RateAt(0);

    /// <summary>Whether the experiment watches a run of another program.</summary>
    public bool HasRun => Session is RecordedSession;

    /// <summary>Samples per step; 0 for the full training set.</summary>
    [Header("Training"), Range(0, 4096), Replayed]
    [Tooltip("How many samples a step averages its gradient over; 0 takes all of them. Small batches are quick and noisy, and the noise, about 1/√batch, can shake the weights out of a poor valley.")]
    public int BatchSize
    {
        get => Session.Options.BatchSize;
        set => Session.Options = Session.Options with { BatchSize = value };
    }

    /// <summary>Whether a step uses all training samples, as the theory of the edge of stability assumes.</summary>
    internal bool IsFullBatch => BatchSize <= 0 || BatchSize >= Session.Data.Train.Count;

    /// <summary>The backend's name.</summary>
    public string BackendName => Devices.Name;

    /// <summary>The kind of device that trains now.</summary>
    public BackendKind Device => Devices.Kind;

    /// <summary>
    /// The device for this trainer and all that share its backend; training continues seamlessly. If the host offers no
    /// choice, setting it has no effect. Blocks until the steps enqueued so far are done.
    /// </summary>
    /// <exception cref="UserErrorException">That device cannot train here; training continues on the old
    /// one.</exception>
    [Header("Pace"), Replayed, ShownWhen(nameof(HasBackendChoice))]
    [Tooltip("Where steps and surfaces are worked out: on the processor, or in the GPU's compute shaders. Weights, the optimizer's memory and the order of the batches go along; what is learnt stays the same but for rounding.")]
    public BackendKind Backend
    {
        get => Devices.Selector?.Choice ?? Devices.Kind;
        set
        {
            if (Devices.Selector is { } selector)
                selector.Choice = value;
        }
    }

    /// <summary>Whether <see cref="Backend"/> can be changed here.</summary>
    public bool HasBackendChoice => _choosesBackend && Devices.Selector is not null;

    /// <summary>The current options.</summary>
    public TrainingOptions Options => Session.Options;

    /// <summary>
    /// Moves this trainer alone to that device: to replay past steps as they were trained. Stays where it is if the
    /// device is no longer available. Blocks.
    /// </summary>
    public void MoveTo(BackendKind kind)
    {
        try
        {
            Devices.Selector?.Move(Session, kind);
        }
        catch (UserErrorException)
        {
            // Results are the same but for rounding; the chosen device continues.
        }
    }

    /// <summary>The host's backend, which opens sessions.</summary>
    private protected IComputeBackend Devices { get; }

    // As the step log writes it: 0.1, not 0.10000000149.
    private static double Shortest(float rate) => rate is > 1e-20f and < 1e20f ? (double)(decimal)rate : rate;

    private protected IEnumerable<InspectedProperty> DescribeSettings()
    {
        foreach (var hyperparameter in Hyperparameter.All)
        {
            var accessors = new InspectedProperty.Accessors
            {
                GetValue = () => Settings[hyperparameter],
                SetValue = value => Settings = Settings.With(hyperparameter, value),
                IsShown = () => Options.Reads(hyperparameter),
            };
            yield return new InspectedProperty(this, hyperparameter.PropertyName, PropertyKind.Number, accessors)
            {
                Label = hyperparameter.Label,
                Tooltip = hyperparameter.Explanation,
                HasRange = true,
                Minimum = hyperparameter.Minimum,
                Maximum = hyperparameter.Maximum,
                SliderRange = hyperparameter.Slider,
                IsLogarithmic = hyperparameter.IsLogarithmic,
                IsInteger = hyperparameter.IsInteger,
                IsReplayed = true,
            };
        }
    }
}
