namespace NeuroLab.Optimizers.Schedules;

/// <summary>
/// How the learning rate changes from step to step. The base rate, <see cref="OptimizerSettings.LearningRate"/>, is not
/// changed; the current rate is derived from it. The formulas are those of PyTorch's <c>lr_scheduler</c>, advanced once
/// per update. Stateless: a session counts the updates since the schedule was chosen.
/// </summary>
public abstract class Schedule
{
    /// <summary>The base rate at every step.</summary>
    public static readonly Schedule Constant = new ConstantRate();

    /// <summary>The name on the command line and in files, for example <c>one_cycle</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The display name, for example <c>One cycle</c>.</summary>
    public abstract string Title { get; }

    /// <summary>One line: the formula.</summary>
    public abstract string Description { get; }

    /// <summary>The hyperparameters it reads besides the learning rate.</summary>
    public virtual IReadOnlyList<Hyperparameter> Hyperparameters => [];

    /// <summary>The learning rate of an update.</summary>
    /// <param name="step">Updates since the schedule was chosen, 0 for the first.</param>
    /// <param name="settings">The hyperparameters' values, the base rate among them.</param>
    public abstract double RateAt(long step, in OptimizerSettings settings);

    /// <summary>
    /// Whether the rate depends on the curvature, which must then be measured: see
    /// <see cref="Hyperparameter.EdgeRate"/>.
    /// </summary>
    internal virtual bool FollowsEdge => false;

    /// <summary>The default of one of its hyperparameters.</summary>
    internal virtual double DefaultOf(Hyperparameter hyperparameter) => hyperparameter.Default;

    /// <summary>The same settings with its own hyperparameters at their defaults.</summary>
    internal OptimizerSettings DefaultsOn(OptimizerSettings settings)
    {
        foreach (var hyperparameter in Hyperparameters)
            settings = settings.With(hyperparameter, DefaultOf(hyperparameter));
        return settings;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
