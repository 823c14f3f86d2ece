namespace NeuroLab.Optimizers.Schedules;

/// <summary>Linear warm-up from a fraction of the base rate (PyTorch's <c>LinearLR</c>).</summary>
internal sealed class LinearWarmup : Schedule
{
    /// <inheritdoc/>
    public override string Name => "linear";

    /// <inheritdoc/>
    public override string Title => "Linear warm-up";

    /// <inheritdoc/>
    public override string Description => "η·(f + (1 − f)·min(t / total_iters, 1)), f = start_factor";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [Hyperparameter.StartFactor, Hyperparameter.TotalIters];

    /// <inheritdoc/>
    public override double RateAt(long step, in OptimizerSettings settings)
    {
        var (start, total) = (settings[Hyperparameter.StartFactor], settings[Hyperparameter.TotalIters]);
        return settings.LearningRate * (step >= total ? 1 : start + (1 - start) * (step / total));
    }
}
