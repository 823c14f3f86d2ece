using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>The settings a person turns while a session trains, as the inspector shows them; each holds from the next step on.</summary>
public abstract class TrainingSettings : Behaviour
{
    private readonly bool _choosesBackend;

    /// <param name="session">What is set.</param>
    /// <param name="backend">Where its sessions are.</param>
    /// <param name="choosesBackend">Whether a choice between devices is made here.</param>
    private protected TrainingSettings(ITrainingSession session, IComputeBackend backend, bool choosesBackend) =>
        (Session, Devices, _choosesBackend) = (session, backend, choosesBackend);

    /// <summary>The session; another one after <see cref="Trainer.Load"/>.</summary>
    [HideInInspector]
    public ITrainingSession Session { get; private protected set; }

    /// <summary>The rule for the step. A new one starts with its default settings and empty state.</summary>
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

    /// <summary>The hyperparameters' values; the inspector shows those that are read.</summary>
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

    /// <summary>Where a step's gradient comes from.</summary>
    [Choice(typeof(Catalog), nameof(Catalog.GradientSources)), Label("Gradient"), Replayed]
    [Tooltip("Backpropagation takes one pass forward and one back. Finite differences move every weight up and down and compare the losses: two forward passes for each weight. Sharpness-aware minimization goes a little up the slope and takes the gradient there: two passes forward and back.")]
    public GradientSource GradientSource
    {
        get => Session.Options.GradientSource;
        set => Session.Options = Session.Options with { GradientSource = value };
    }

    /// <summary>Samples per step; 0 takes the full training set.</summary>
    [Header("Training"), Range(0, 4096), Replayed]
    [Tooltip("How many samples a step averages its gradient over; 0 takes all of them. Small batches are quick and noisy, and the noise, about 1/√batch, can shake the weights out of a poor valley.")]
    public int BatchSize
    {
        get => Session.Options.BatchSize;
        set => Session.Options = Session.Options with { BatchSize = value };
    }

    /// <summary>The backend's name.</summary>
    public string BackendName => Devices.Name;

    /// <summary>What kind of device trains now.</summary>
    public BackendKind Device => Devices.Kind;

    /// <summary>
    /// Where it trains, with all that share its backend; training goes on without a jump. Where the host offers no
    /// choice, setting it changes nothing. Blocks until the steps enqueued so far are done.
    /// </summary>
    /// <exception cref="UserErrorException">That device cannot train here; all goes on where it was.</exception>
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

    /// <summary>Whether <see cref="Backend"/> can be chosen here.</summary>
    public bool HasBackendChoice => _choosesBackend && Devices.Selector is not null;

    /// <summary>How it trains.</summary>
    public TrainingOptions Options => Session.Options;

    /// <summary>
    /// Trains on that device from here on, whatever the others do: for a past that is trained again as it was. Where the
    /// device is there no more it stays where it is. Blocks.
    /// </summary>
    public void MoveTo(BackendKind kind)
    {
        try
        {
            Devices.Selector?.Move(Session, kind);
        }
        catch (UserErrorException)
        {
            // The same numbers but for rounding; what has been chosen goes on meanwhile.
        }
    }

    /// <summary>Where sessions are opened; the host's.</summary>
    private protected IComputeBackend Devices { get; }

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
                IsReplayed = true,
            };
        }
    }
}
