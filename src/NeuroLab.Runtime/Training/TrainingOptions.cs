using NeuroLab.Losses;
using NeuroLab.Optimizers;

namespace NeuroLab.Training;

/// <summary>The training options of a session. All but the loss and the seed may change between two steps.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Optimizer">The update rule.</param>
/// <param name="Settings">The hyperparameters' values.</param>
/// <param name="BatchSize">Samples per step; 0 for the full training set.</param>
/// <param name="Seed">Seed of the batches.</param>
public sealed record TrainingOptions(
    Loss Loss, Optimizer Optimizer, OptimizerSettings Settings, int BatchSize, ulong Seed)
{
    /// <summary>How the gradient of a step is computed.</summary>
    public GradientSource GradientSource { get; init; } = GradientSource.Backpropagation;

    /// <summary>The hyperparameters of every step, whatever its optimizer and gradient source.</summary>
    internal static IReadOnlyList<Hyperparameter> EveryStepReads { get; } = [Hyperparameter.MaxNorm, Hyperparameter.L1];

    /// <summary>Whether these options use a hyperparameter.</summary>
    public bool Reads(Hyperparameter hyperparameter) =>
        Contains(Optimizer.Hyperparameters, hyperparameter) || Contains(GradientSource.Hyperparameters, hyperparameter)
        || Contains(EveryStepReads, hyperparameter);

    /// <summary>The constants of update number <paramref name="step"/>, from 1; the same for every backend.</summary>
    public StepConstants ConstantsAt(long step) => new(Settings, step);

    // Called every frame: no enumerator.
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
