namespace NeuroLab.Optimizers.Schedules;

/// <summary>Multiplies the rate by a factor every step (PyTorch's <c>ExponentialLR</c>).</summary>
internal sealed class ExponentialDecay : Schedule
{
    /// <inheritdoc/>
    public override string Name => "exponential";

    /// <inheritdoc/>
    public override string Title => "Exponential";

    /// <inheritdoc/>
    public override string Description => "η·γᵗ";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [Hyperparameter.Gamma];

    /// <inheritdoc/>
    public override double RateAt(long step, in OptimizerSettings settings) =>
        settings.LearningRate * Math.Pow(settings[Hyperparameter.Gamma], step);

    /// <summary>PyTorch has no default; that of StepLR would end training after a few updates.</summary>
    internal override double DefaultOf(Hyperparameter hyperparameter) =>
        hyperparameter == Hyperparameter.Gamma ? 0.999 : base.DefaultOf(hyperparameter);
}
