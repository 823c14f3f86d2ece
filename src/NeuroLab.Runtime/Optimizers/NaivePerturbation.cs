using System.Globalization;

namespace NeuroLab.Optimizers;

/// <summary>
/// Gradient descent without a gradient: every slope is measured by moving its weight up and down. It arrives where plain
/// descent does, after two forward passes for each weight instead of one pass back. For networks small enough to wait for.
/// </summary>
public sealed class NaivePerturbation : VectorOptimizer<Sgd.Formula>
{
    /// <summary>Above this many parameters a step takes so long that one should know before.</summary>
    public const int MaxUnwarned = 20_000;

    private static readonly Sgd Rule = new();

    /// <inheritdoc/>
    public override string Name => "naive_perturbation";

    /// <inheritdoc/>
    public override string Title => "Naive perturbation";

    /// <inheritdoc/>
    public override string Description => "g ≈ (L(w + ε) − L(w − ε)) / 2ε for each weight;  w ← w − η·g";

    /// <inheritdoc/>
    public override GradientSource GradientSource => GradientSource.Perturbation;

    /// <summary>ε is what a weight moves by: 0.005 is where truncation and the rounding of floats cost about alike.</summary>
    public override OptimizerSettings Defaults => new(LearningRate: 0.01, Epsilon: 0.005);

    /// <inheritdoc/>
    public override string Glsl => "// g is measured with ±epsilon\n" + Rule.Glsl;

    /// <inheritdoc/>
    public override string? Warning(int parameterCount) => parameterCount <= MaxUnwarned ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{Name} needs {2L * parameterCount:N0} forward passes for each step of this network of {parameterCount:N0} parameters; any other optimizer needs one, and one back");

    /// <inheritdoc/>
    public override void Update(ref double w, double g, ref double s0, ref double s1, in StepConstants constants) =>
        Rule.Update(ref w, g, ref s0, ref s1, constants);
}
