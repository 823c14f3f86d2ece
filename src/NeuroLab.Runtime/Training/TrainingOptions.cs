using NeuroLab.Losses;
using NeuroLab.Optimizers;

namespace NeuroLab.Training;

/// <summary>How a session trains. All of it but the loss and the seed may change between two steps.</summary>
/// <param name="Loss">What is minimized.</param>
/// <param name="Optimizer">The rule for the step.</param>
/// <param name="Settings">The hyperparameters' values.</param>
/// <param name="BatchSize">Samples per step; 0 takes the full training set.</param>
/// <param name="Seed">Determines the batches.</param>
public sealed record TrainingOptions(
    Loss Loss, Optimizer Optimizer, OptimizerSettings Settings, int BatchSize, ulong Seed)
{
    /// <summary>Where a step's gradient comes from.</summary>
    public GradientSource GradientSource { get; init; } = GradientSource.Backpropagation;

    /// <summary>What every step reads, whatever its optimizer and its gradient's source.</summary>
    internal static IReadOnlyList<Hyperparameter> EveryStepReads { get; } = [Hyperparameter.MaxNorm, Hyperparameter.L1];

    /// <summary>Whether anything in these options reads a hyperparameter.</summary>
    public bool Reads(Hyperparameter hyperparameter) =>
        Contains(Optimizer.Hyperparameters, hyperparameter) || Contains(GradientSource.Hyperparameters, hyperparameter)
        || Contains(EveryStepReads, hyperparameter);

    /// <summary>The constants of update number <paramref name="step"/>, counted from 1: the same for every backend.</summary>
    public StepConstants ConstantsAt(long step) => new(Settings, step);

    // Asked in every frame: without an enumerator.
    private static bool Contains(IReadOnlyList<Hyperparameter> list, Hyperparameter hyperparameter)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] == hyperparameter)
                return true;
        }
        return false;
    }
}
