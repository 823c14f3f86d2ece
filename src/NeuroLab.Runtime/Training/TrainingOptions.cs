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

    /// <summary>The learning-rate schedule. A new one starts at its first step.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>Whether steps are read from the experiment's recorded run, if it has one, instead of computed.</summary>
    public bool FollowsRun { get; init; }

    /// <summary>What every step reads, whatever its optimizer and its gradient's source.</summary>
    internal static IReadOnlyList<Hyperparameter> EveryStepReads { get; } = [Hyperparameter.MaxNorm, Hyperparameter.L1];

    /// <summary>Whether these options use a hyperparameter.</summary>
    public bool Reads(Hyperparameter hyperparameter) =>
        Contains(Optimizer.Hyperparameters, hyperparameter) || Contains(GradientSource.Hyperparameters, hyperparameter)
        || Contains(Schedule.Hyperparameters, hyperparameter) || Contains(EveryStepReads, hyperparameter);

    /// <summary>The learning rate of an update, with the index counted from 0 since the schedule was chosen.</summary>
    public double RateAt(long scheduleStep) => Schedule.RateAt(scheduleStep, Settings);

    /// <summary>
    /// The eigenvalue above which full-batch steps at a learning rate grow; NaN if unknown. Sharpness-aware steps
    /// follow λ + ρ·λ²/‖g‖ along an eigenvector, which meets the optimizer's edge e at ‖g‖/2ρ·(√(1 + 4·ρ·e/‖g‖) − 1):
    /// with e = 2/η the edge of Long and Bartlett (2024).
    /// </summary>
    /// <param name="rate">The current η.</param>
    /// <param name="gradientNorm">‖g‖ at θ; only sharpness-aware steps depend on it.</param>
    public double EdgeAt(double rate, double gradientNorm)
    {
        var edge = Optimizer.StabilityEdge(Settings with { LearningRate = rate });
        if (GradientSource != GradientSource.SharpnessAware)
            return edge;
        var rhoOverNorm = RhoOverNorm(gradientNorm);
        return rhoOverNorm == 0 ? edge : (Math.Sqrt(1 + 4 * rhoOverNorm * edge) - 1) / (2 * rhoOverNorm);
    }

    /// <summary>
    /// The learning rate whose edge is an eigenvalue: above it full-batch steps grow. NaN if unknown.
    /// </summary>
    internal double RateAtEdge(double eigenvalue, double gradientNorm)
    {
        var rhoOverNorm = GradientSource == GradientSource.SharpnessAware ? RhoOverNorm(gradientNorm) : 0;
        return eigenvalue > 0
            ? Optimizer.StabilityEdge(Settings with { LearningRate = 1 }) / (eigenvalue + rhoOverNorm * eigenvalue * eigenvalue) : double.NaN;
    }

    // ρ/‖g‖. For an adaptive optimizer no edge is known, since it mixes eigenvectors.
    private double RhoOverNorm(double gradientNorm) =>
        Optimizer.IsAdaptive ? double.NaN : Settings[Hyperparameter.Rho] / gradientNorm;

    /// <summary>The constants of an update, with the current learning rate; the same for every backend.</summary>
    /// <param name="step">Its number since the optimizer was chosen, from 1.</param>
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
