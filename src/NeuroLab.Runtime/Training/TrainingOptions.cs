using NeuroLab.Losses;
using NeuroLab.Optimizers;
using NeuroLab.Optimizers.Schedules;

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

    /// <summary>How the learning rate changes from step to step. A new one starts with its first step.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>What every step reads, whatever its optimizer and its gradient's source.</summary>
    internal static IReadOnlyList<Hyperparameter> EveryStepReads { get; } = [Hyperparameter.MaxNorm, Hyperparameter.L1];

    /// <summary>Whether these options use a hyperparameter.</summary>
    public bool Reads(Hyperparameter hyperparameter) =>
        Contains(Optimizer.Hyperparameters, hyperparameter) || Contains(GradientSource.Hyperparameters, hyperparameter)
        || Contains(Schedule.Hyperparameters, hyperparameter) || Contains(EveryStepReads, hyperparameter);

    /// <summary>The learning rate of an update, counted from 0 since the schedule was chosen.</summary>
    public double RateAt(long scheduleStep) => Schedule.RateAt(scheduleStep, Settings);

    /// <summary>
    /// The eigenvalue beyond which full-batch steps at some learning rate grow; NaN if that is not known. Sharpness-aware
    /// steps follow λ + ρ·λ²/‖g‖ along an eigenvector, which meets the optimizer's edge e at
    /// ‖g‖/2ρ·(√(1 + 4·ρ·e/‖g‖) − 1): with e = 2/η the edge of Long and Bartlett (2024).
    /// </summary>
    /// <param name="rate">η in force.</param>
    /// <param name="gradientNorm">‖g‖ at θ; only sharpness-aware steps depend on it.</param>
    public double EdgeAt(double rate, double gradientNorm)
    {
        var edge = Optimizer.StabilityEdge(Settings with { LearningRate = rate });
        if (GradientSource != GradientSource.SharpnessAware)
            return edge;
        var bend = Bend(gradientNorm);
        return bend == 0 ? edge : (Math.Sqrt(1 + 4 * bend * edge) - 1) / (2 * bend);
    }

    /// <summary>The learning rate whose edge is an eigenvalue: beyond it full-batch steps grow. NaN if that is not known.</summary>
    internal double RateAtEdge(double eigenvalue, double gradientNorm)
    {
        var bend = GradientSource == GradientSource.SharpnessAware ? Bend(gradientNorm) : 0;
        return eigenvalue > 0
            ? Optimizer.StabilityEdge(Settings with { LearningRate = 1 }) / (eigenvalue + bend * eigenvalue * eigenvalue) : double.NaN;
    }

    // ρ/‖g‖. With numbers of its own for each weight an optimizer mixes eigenvectors: no edge is known.
    private double Bend(double gradientNorm) =>
        Optimizer.IsAdaptive ? double.NaN : Settings[Hyperparameter.Rho] / gradientNorm;

    /// <summary>The constants of an update, with the learning rate in force: the same for every backend.</summary>
    /// <param name="step">Its number since the optimizer was chosen, counted from 1.</param>
    /// <param name="scheduleStep">Updates since the schedule was chosen, 0 for the first.</param>
    public StepConstants ConstantsAt(long step, long scheduleStep) =>
        new(Schedule == Schedule.Constant ? Settings : Settings with { LearningRate = RateAt(scheduleStep) }, step);

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
