using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary>Steps shrink with the squared gradients seen so far (Duchi et al. 2011).</summary>
public sealed class Adagrad : VectorOptimizer<Adagrad.Formula>
{
    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <inheritdoc/>
    public override string Title => "Adagrad";

    /// <inheritdoc/>
    public override string Description => "s ← s + g²;  w ← w − η·g / (√s + ε)";

    /// <inheritdoc/>
    public override OptimizerSettings Defaults => new(LearningRate: 0.01, Epsilon: 1e-10);

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
            s0 = Vector512.MultiplyAddEstimate(g, g, s0);
            w -= c.LearningRate * g / (Vector512.Sqrt(s0) + c.Epsilon);
        }
    }
}
