using NeuroLab.Optimizers;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Components;

// The settings a person turns while it trains, as the inspector shows them.
public sealed partial class Trainer
{
    /// <summary>The rule for the step. A new one starts with its default settings and empty state.</summary>
    [Header("Optimizer"), Choice(typeof(Catalog), nameof(Catalog.Optimizers)), Replayed]
    [Tooltip("How a gradient g becomes a step of the weights w. Plain descent takes w ← w − η·g; the others remember earlier gradients and steer by them.")]
    public Optimizer Optimizer
    {
        get => Session.Options.Optimizer;
        set
        {
            if (value != Optimizer)
                Session.Options = Session.Options with { Optimizer = value, Settings = value.Defaults };
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
    [Tooltip("Backpropagation takes one pass forward and one back. Finite differences move every weight up and down and compare the losses: two forward passes for each weight.")]
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

    /// <summary>How it trains.</summary>
    public TrainingOptions Options => Session.Options;

    private IEnumerable<InspectedProperty> DescribeSettings()
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
