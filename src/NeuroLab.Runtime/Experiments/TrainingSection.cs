using System.Text.Json.Serialization;
using NeuroLab.Components;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Experiments;

/// <summary>The training settings of a runner in an experiment file; missing members have their defaults.</summary>
/// <param name="Optimizer">A name in the catalogue, or one used by an earlier version.</param>
/// <param name="LearningRate">η; null for the optimizer's default.</param>
/// <param name="BatchSize">Samples per step; 0 for the full training set.</param>
/// <param name="StepsPerFrame">Training steps per frame.</param>
/// <param name="Color">Red, green and blue, 0 … 1; null for the default.</param>
/// <param name="Gradient">The gradient source's name; null for backpropagation.</param>
[JsonConverter(typeof(TrainingSectionConverter))]
public sealed record TrainingSection(
    string Optimizer = "adam", double? LearningRate = null, int BatchSize = 32, int StepsPerFrame = 4, float[]? Color = null,
    string? Gradient = null)
{
    /// <summary>The other hyperparameters, if they differ from the optimizer's defaults.</summary>
    public IReadOnlyDictionary<Hyperparameter, double> Others { get; init; } = new Dictionary<Hyperparameter, double>();

    /// <summary>The name of the learning rate's schedule; null for none.</summary>
    public string? Schedule { get; init; }

    /// <summary>Whether the runner's network has skip connections; null for as the first runner's.</summary>
    internal bool? Skip { get; init; }

    /// <summary>A hyperparameter's value; null for the optimizer's default.</summary>
    public double? this[Hyperparameter hyperparameter] => hyperparameter == Hyperparameter.LearningRate
        ? LearningRate
        : Others.TryGetValue(hyperparameter, out var value) ? value : null;

    /// <summary>The current settings of a trainer, without defaults.</summary>
    internal static TrainingSection Of(Trainer trainer) => Of(
        new RunnerSpec("", trainer.Optimizer, trainer.Settings, trainer.BatchSize)
        {
            GradientSource = trainer.GradientSource,
            Schedule = trainer.Schedule,
            Skip = SkipOf(trainer),
        },
        trainer.StepsPerFrame);

    /// <summary>The settings of a runner at step 0, without defaults.</summary>
    internal static TrainingSection AtStart(Runner runner, int stepsPerFrame = 4) => Of(
        RunnerSpec.Of("", runner.Trainer.Experiment) with { Skip = SkipOf(runner.Trainer) }, stepsPerFrame);

    /// <summary>The section of a runner, without defaults.</summary>
    internal static TrainingSection Of(RunnerSpec spec, int stepsPerFrame)
    {
        var defaults = spec.Defaults;
        return new TrainingSection(
            spec.Optimizer.Name, spec.Settings.LearningRate, spec.BatchSize, stepsPerFrame,
            Gradient: spec.GradientSource == GradientSource.Backpropagation ? null : spec.GradientSource.Name)
        {
            Skip = spec.Skip,
            Schedule = spec.Schedule == Optimizers.Schedules.Schedule.Constant ? null : spec.Schedule.Name,
            Others = Hyperparameter.All
                .Where(each => each != Hyperparameter.LearningRate && !spec.Settings[each].Equals(defaults[each]))
                .ToDictionary(each => each, each => spec.Settings[each]),
        };
    }

    /// <summary>The initial settings of the runner.</summary>
    /// <exception cref="UserErrorException">A name is unknown or a number out of range.</exception>
    internal RunnerSpec ToSpec(string name)
    {
        if (BatchSize < 0)
            throw new UserErrorException($"a batch cannot have {BatchSize} samples; give a number from 1, or 0 for all");
        var section = LegacyNames.ToCurrent(this);
        var optimizer = Catalog.Optimizer(section.Optimizer);
        var schedule = section.Schedule is { } named ? Catalog.Schedule(named) : Optimizers.Schedules.Schedule.Constant;
        var settings = schedule.DefaultsOn(optimizer.Defaults);
        foreach (var hyperparameter in Hyperparameter.All)
        {
            if (section[hyperparameter] is { } value)
                settings = settings.With(hyperparameter, value);
        }
        return new RunnerSpec(name, optimizer, settings, BatchSize)
        {
            GradientSource = section.Gradient is { } gradient
                ? Catalog.Find(Catalog.GradientSources, gradient, "gradient source")
                : GradientSource.Backpropagation,
            Schedule = schedule,
            Skip = section.Skip,
        };
    }

    private static bool? SkipOf(Trainer trainer) =>
        trainer.Experiment.Shape.HasSkips is var has && trainer.Leader is { } leader && leader.Experiment.Shape.HasSkips != has ? has : null;
}
