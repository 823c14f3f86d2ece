using NeuroLab.Losses;
using NeuroLab.Optimizers;

namespace NeuroLab.Training;

/// <summary>How a session trains. All of it but the loss and the seed may change between two steps.</summary>
/// <param name="Loss">What is minimized.</param>
/// <param name="Optimizer">The rule for the step.</param>
/// <param name="Settings">The optimizer's numbers.</param>
/// <param name="BatchSize">Samples per step; 0 takes the full training set.</param>
/// <param name="Seed">Determines the batches.</param>
public sealed record TrainingOptions(
    Loss Loss, Optimizer Optimizer, OptimizerSettings Settings, int BatchSize, ulong Seed);
