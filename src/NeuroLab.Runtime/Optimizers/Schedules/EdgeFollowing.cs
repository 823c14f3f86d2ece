namespace NeuroLab.Optimizers.Schedules;

/// <summary>
/// A fraction of the rate at which full-batch steps of the optimizer start to diverge, from the last measured largest
/// eigenvalue; the base rate until there is one.
/// </summary>
internal sealed class EdgeFollowing : Schedule
{
    /// <inheritdoc/>
    public override string Name => "edge";

    /// <inheritdoc/>
    public override string Title => "Edge";

    /// <inheritdoc/>
    public override string Description => "c·edge / λ₁, with edge that of the optimizer at η = 1";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters { get; } = [Hyperparameter.EdgeShare, Hyperparameter.EdgeRate];

    /// <inheritdoc/>
    public override double RateAt(long step, in OptimizerSettings settings) => settings[Hyperparameter.EdgeRate] > 0
        ? settings[Hyperparameter.EdgeShare] * settings[Hyperparameter.EdgeRate] : settings.LearningRate;

    /// <inheritdoc/>
    internal override bool FollowsEdge => true;
}
