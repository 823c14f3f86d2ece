namespace NeuroLab.Optimizers.Schedules;

/// <summary>No schedule.</summary>
internal sealed class ConstantRate : Schedule
{
    /// <inheritdoc/>
    public override string Name => "constant";

    /// <inheritdoc/>
    public override string Title => "Constant";

    /// <inheritdoc/>
    public override string Description => "η";

    /// <inheritdoc/>
    public override double RateAt(long step, in OptimizerSettings settings) => settings.LearningRate;
}
