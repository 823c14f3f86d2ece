namespace NeuroLab.Optimizers.Schedules;

/// <summary>
/// One rise to the base rate and one decay far below it (Smith and Topin 2018; PyTorch's <c>OneCycleLR</c> with cosine
/// annealing in two phases and without its momentum cycle). The base rate is PyTorch's <c>max_lr</c>; after the last
/// step the rate stays at its lowest.
/// </summary>
internal sealed class OneCycle : Schedule
{
    /// <inheritdoc/>
    public override string Name => "one_cycle";

    /// <inheritdoc/>
    public override string Title => "One cycle";

    /// <inheritdoc/>
    public override string Description => "half cosine waves from η / div_factor to η, then to η / div_factor / final_div_factor";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters { get; } =
        [Hyperparameter.TotalSteps, Hyperparameter.PctStart, Hyperparameter.DivFactor, Hyperparameter.FinalDivFactor];

    /// <inheritdoc/>
    public override double RateAt(long step, in OptimizerSettings settings)
    {
        var (total, highest) = (settings[Hyperparameter.TotalSteps], settings.LearningRate);
        var first = highest / settings[Hyperparameter.DivFactor];
        var lowest = first / settings[Hyperparameter.FinalDivFactor];
        var (peak, last) = (settings[Hyperparameter.PctStart] * total - 1, total - 1);
        if (step <= peak && peak > 0)
            return Anneal(first, highest, step / peak);
        return step >= last ? lowest : Anneal(highest, lowest, (step - peak) / (last - peak));
    }

    private static double Anneal(double from, double to, double share) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * share));
}
