using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary>
/// Gradient descent with a velocity that accumulates past gradients (Polyak 1964; PyTorch's form, no dampening).
/// </summary>
internal sealed class Momentum : VectorOptimizer<Momentum.Formula>
{
    /// <inheritdoc/>
    public override string Name => "momentum";

    /// <inheritdoc/>
    public override string Title => "Momentum";

    /// <inheritdoc/>
    public override string Description => "v ← μ·v + g;  w ← w − η·v";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters { get; } =
        [Hyperparameter.LearningRate, Hyperparameter.Momentum, Hyperparameter.WeightDecay];

    /// <inheritdoc/>
    public override OptimizerSettings Defaults => new() { LearningRate = 0.01, Momentum = 0.9 };

    /// <inheritdoc/>
    public override double StabilityEdge(in OptimizerSettings settings) =>
        (2 + 2 * settings.Momentum) / settings.LearningRate;

    /// <inheritdoc/>
    public override string Glsl => """
        void update_weight(inout float w, float g, inout float s0, inout float s1) {
            g += weight_decay * w;
            s0 = momentum * s0 + g;
            w -= learning_rate * s0;
        }
        """;

    /// <inheritdoc/>
    public override void Update(ref double w, double g, ref double s0, ref double s1, in StepConstants constants)
    {
        var c = constants.Settings;
        g += c.WeightDecay * w;
        s0 = c.Momentum * s0 + g;
        w -= c.LearningRate * s0;
    }

    /// <summary>The vector form.</summary>
    public readonly struct Formula(StepConstants c) : IOptimizerFormula<Formula>
    {
        private readonly Vector512<float> _decay = Spread(c.Settings.WeightDecay);
        private readonly Vector512<float> _momentum = Spread(c.Settings.Momentum);
        private readonly Vector512<float> _rate = Spread(c.Settings.LearningRate);

        /// <inheritdoc/>
        public static int StateSlots => 1;

        /// <inheritdoc/>
        public static Formula Create(in StepConstants constants) => new(constants);

        /// <inheritdoc/>
        public void Update(
            ref Vector512<float> w, Vector512<float> g, ref Vector512<float> s0, ref Vector512<float> s1)
        {
            g = Vector512.MultiplyAddEstimate(_decay, w, g);
            s0 = Vector512.MultiplyAddEstimate(_momentum, s0, g);
            w -= _rate * s0;
        }
    }
}
