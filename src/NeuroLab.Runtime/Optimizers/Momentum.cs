using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary>Gradient descent with a velocity that gathers past gradients (Polyak 1964; PyTorch's form, no dampening).</summary>
public sealed class Momentum : VectorOptimizer<Momentum.Formula>
{
    /// <inheritdoc/>
    public override string Name => "momentum";

    /// <inheritdoc/>
    public override string Title => "Momentum";

    /// <inheritdoc/>
    public override string Description => "v ← μ·v + g;  w ← w − η·v";

    /// <inheritdoc/>
    public override OptimizerSettings Defaults => new(LearningRate: 0.01, Momentum: 0.9);

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
    public readonly struct Formula : IOptimizerFormula
    {
        /// <inheritdoc/>
        public static int StateSlots => 1;

        /// <inheritdoc/>
        public static void Update(
            ref Vector512<float> w, Vector512<float> g, ref Vector512<float> s0, ref Vector512<float> s1,
            in VectorConstants c)
        {
            g = Vector512.MultiplyAddEstimate(c.WeightDecay, w, g);
            s0 = Vector512.MultiplyAddEstimate(c.Momentum, s0, g);
            w -= c.LearningRate * s0;
        }
    }
}
