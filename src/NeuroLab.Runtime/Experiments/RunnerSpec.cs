using NeuroLab.Optimizers;
using NeuroLab.Optimizers.Schedules;
using NeuroLab.Training;

namespace NeuroLab.Experiments;

/// <summary>The initial settings of a runner.</summary>
internal sealed record RunnerSpec(string Name, Optimizer Optimizer, OptimizerSettings Settings, int BatchSize)
{
    /// <summary>How the gradient of a step is computed.</summary>
    public GradientSource GradientSource { get; init; } = GradientSource.Backpropagation;

    /// <summary>How the learning rate changes from step to step.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>Whether its network has skip connections; null for as the first runner's.</summary>
    public bool? Skip { get; init; }

    /// <summary>What its settings are compared with: the defaults of optimizer and schedule.</summary>
    public OptimizerSettings Defaults => Schedule.DefaultsOn(Optimizer.Defaults);

    /// <summary>The settings of an experiment's runner.</summary>
    public static RunnerSpec Of(string name, Experiment experiment) =>
        new(name, experiment.Optimizer, experiment.Settings, experiment.BatchSize)
        {
            GradientSource = experiment.GradientSource,
            Schedule = experiment.Schedule,
        };
}
