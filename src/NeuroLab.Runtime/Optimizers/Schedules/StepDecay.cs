namespace NeuroLab.Optimizers.Schedules;

/// <summary>Multiplies the rate by a factor at regular intervals (PyTorch's <c>StepLR</c>).</summary>
internal sealed class StepDecay : Schedule
{
    /// <inheritdoc/>
    public override string Name => "step";

    /// <inheritdoc/>
    public override string Title => "Step";

    /// <inheritdoc/>
    public override string Description => "η·γ^⌊t / step_size⌋";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [Hyperparameter.StepSize, Hyperparameter.Gamma];

    /// <inheritdoc/>
    public override double RateAt(long step, in OptimizerSettings settings) =>
        settings.LearningRate * Math.Pow(settings[Hyperparameter.Gamma], Math.Floor(step / settings[Hyperparameter.StepSize]));
}
