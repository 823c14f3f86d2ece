namespace NeuroLab.Optimizers.Schedules;

/// <summary>
/// Cosine annealing with warm restarts (Loshchilov and Hutter 2017; PyTorch's <c>CosineAnnealingWarmRestarts</c>).
/// </summary>
internal sealed class CosineRestarts : Schedule
{
    /// <inheritdoc/>
    public override string Name => "cosine_annealing_warm_restarts";

    /// <inheritdoc/>
    public override string Title => "Cosine with restarts";

    /// <inheritdoc/>
    public override string Description => "η_min + (η − η_min)·(1 + cos(π·t / T)) / 2 with t from the last restart; T = T₀, then T ← T_mult·T";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [Hyperparameter.T0, Hyperparameter.TMult, Hyperparameter.EtaMin];

    /// <inheritdoc/>
    public override double RateAt(long step, in OptimizerSettings settings)
    {
        var (length, growth, lowest) = (settings[Hyperparameter.T0], settings[Hyperparameter.TMult], settings[Hyperparameter.EtaMin]);
        double since = step;
        if (growth > 1)
        {
            // The previous restart: T₀·(gⁿ − 1) / (g − 1) updates precede restart n.
            var n = Math.Floor(Math.Log(step / length * (growth - 1) + 1, growth));
            double Before(double restarts) => length * (Math.Pow(growth, restarts) - 1) / (growth - 1);
            // The logarithm may be off in its last digit.
            n = Before(n + 1) <= step ? n + 1 : Before(n) > step ? n - 1 : n;
            since -= Before(n);
            length *= Math.Pow(growth, n);
        }
        else
            since -= length * Math.Floor(step / length);
        return lowest + (settings.LearningRate - lowest) * (1 + Math.Cos(Math.PI * since / length)) / 2;
    }
}
