using NeuroLab.Optimizers;

namespace NeuroLab.Experiments;

/// <summary>How a runner starts.</summary>
internal sealed record RunnerSpec(string Name, Optimizer Optimizer, OptimizerSettings Settings, int BatchSize);
