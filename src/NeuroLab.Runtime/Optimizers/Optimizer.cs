namespace NeuroLab.Optimizers;

/// <summary>
/// A rule that turns a gradient into a step of the weights; the formulas are PyTorch's. Stateless: its running means
/// are slots owned by the session, so that they can be saved, moved to another backend, or stored on a GPU. Each
/// optimizer carries its formula three times in one file: double (the reference), vector and GLSL.
/// </summary>
public abstract class Optimizer
{
    /// <summary>The name on the command line and in files, for example <c>adam</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The display name, for example <c>Adam</c>.</summary>
    public abstract string Title { get; }

    /// <summary>One line for menus and tooltips: the formula.</summary>
    public abstract string Description { get; }

    /// <summary>Number of state floats per weight: 0, 1 or 2.</summary>
    public abstract int StateSlots { get; }

    /// <summary>The hyperparameters of the formula, in the order of <see cref="Hyperparameter.All"/>.</summary>
    public abstract IReadOnlyList<Hyperparameter> Hyperparameters { get; }

    /// <summary>The default settings.</summary>
    public abstract OptimizerSettings Defaults { get; }

    /// <summary>
    /// The eigenvalue of the loss' Hessian above which full-batch steps along its eigenvector grow, derived for a
    /// quadratic loss (Cohen et al., Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability,
    /// 2021). For an adaptive optimizer it is an eigenvalue of P^-½·H·P^-½ (Cohen et al., Adaptive Gradient Methods at
    /// the Edge of Stability, 2022). Inversely proportional to the learning rate; NaN if there is none.
    /// </summary>
    public virtual double StabilityEdge(in OptimizerSettings settings) => double.NaN;

    /// <summary>Whether each weight's step is divided by its own <see cref="Preconditioner"/>.</summary>
    public virtual bool IsAdaptive => false;

    /// <summary>P: the divisor of a weight's step in the last update, given the weight's state after it.</summary>
    public virtual double Preconditioner(double s0, double s1, in StepConstants constants) => 1;

    /// <summary>
    /// GLSL: <c>void update_weight(inout float w, float g, inout float s0, inout float s1)</c>, reading constants by the
    /// names in <see cref="StepConstants.Names"/>.
    /// </summary>
    public abstract string Glsl { get; }

    /// <summary>One update of one weight in double precision; unused state is not changed.</summary>
    public abstract void Update(ref double w, double g, ref double s0, ref double s1, in StepConstants constants);

    /// <summary>
    /// One update of all weights in place, in one pass that also computes its norms. The state spans are as long as the
    /// weights, or empty beyond <see cref="StateSlots"/>.
    /// </summary>
    public abstract UpdateNorms Update(
        Span<float> weights, ReadOnlySpan<float> gradient, Span<float> s0, Span<float> s1, in StepConstants constants);

    /// <summary>The settings that it starts with in place of another one: its defaults, and what no optimizer reads as it was.</summary>
    internal OptimizerSettings DefaultsAfter(in OptimizerSettings before)
    {
        var settings = Defaults;
        foreach (var hyperparameter in Hyperparameter.All)
        {
            if (hyperparameter.OutlivesOptimizer)
                settings = settings.With(hyperparameter, before[hyperparameter]);
        }
        return settings;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
