using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary>Step sizes decrease with the accumulated squared gradients (Duchi et al. 2011).</summary>
internal sealed class Adagrad : VectorOptimizer<Adagrad.Formula>
{
    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <inheritdoc/>
    public override string Title => "Adagrad";

    /// <inheritdoc/>
    public override string Description => "s ← s + g²;  w ← w − η·g / (√s + ε)";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters { get; } =
        [Hyperparameter.LearningRate, Hyperparameter.Epsilon, Hyperparameter.WeightDecay];

    /// <inheritdoc/>
    public override OptimizerSettings Defaults => new() { LearningRate = 0.01, Epsilon = 1e-10 };

    /// <inheritdoc/>
    public override double StabilityEdge(in OptimizerSettings settings) =>
        2 / settings.LearningRate;

    /// <inheritdoc/>
    public override bool IsAdaptive => true;

    /// <inheritdoc/>
    public override double Preconditioner(double s0, double s1, in StepConstants constants) =>
        Math.Sqrt(s0) + constants.Settings.Epsilon;

    /// <inheritdoc/>
    public override string Glsl => """
        void update_weight(inout float w, float g, inout float s0, inout float s1) {
            g += weight_decay * w;
            s0 += g * g;
            w -= learning_rate * g / (sqrt(s0) + epsilon);
        }
        """;

    /// <inheritdoc/>
    public override void Update(ref double w, double g, ref double s0, ref double s1, in StepConstants constants)
    {
        var c = constants.Settings;
        g += c.WeightDecay * w;
        s0 += g * g;
        w -= c.LearningRate * g / (Math.Sqrt(s0) + c.Epsilon);
    }

    /// <summary>The vector form.</summary>
    public readonly struct Formula(StepConstants c) : IOptimizerFormula<Formula>
    {
        private readonly Vector512<float> _decay = Spread(c.Settings.WeightDecay);
        private readonly Vector512<float> _rate = Spread(c.Settings.LearningRate);
        private readonly Vector512<float> _epsilon = Spread(c.Settings.Epsilon);

        /// <inheritdoc/>
        public static int StateSlots => 1;

        /// <inheritdoc/>
        public static Formula Create(in StepConstants constants) => new(constants);

        /// <inheritdoc/>
        public void Update(
            ref Vector512<float> w, Vector512<float> g, ref Vector512<float> s0, ref Vector512<float> s1)
        {
            g = Vector512.MultiplyAddEstimate(_decay, w, g);
            s0 = Vector512.MultiplyAddEstimate(g, g, s0);
            w -= _rate * g / (Vector512.Sqrt(s0) + _epsilon);
        }
    }
}
