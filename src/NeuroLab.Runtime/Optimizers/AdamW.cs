using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary>Adam with weight decay taken apart from the gradient (Loshchilov and Hutter 2019).</summary>
public sealed class AdamW : VectorOptimizer<AdamW.Formula>
{
    /// <inheritdoc/>
    public override string Name => "adamw";

    /// <inheritdoc/>
    public override string Title => "AdamW";

    /// <inheritdoc/>
    public override string Description => "w ← (1 − η·λ)·w, then Adam's step";

    /// <inheritdoc/>
    public override OptimizerSettings Defaults => new(LearningRate: 0.001, WeightDecay: 0.01);

    /// <inheritdoc/>
    public override string Glsl => """
        void update_weight(inout float w, float g, inout float s0, inout float s1) {
            w *= shrink;
            s0 = beta1 * s0 + one_minus_beta1 * g;
            s1 = beta2 * s1 + one_minus_beta2 * g * g;
            w -= corrected_rate * s0 / (sqrt(s1) * inverse_sqrt_correction2 + epsilon);
        }
        """;

    /// <inheritdoc/>
    public override void Update(ref double w, double g, ref double s0, ref double s1, in StepConstants constants)
    {
        var c = constants.Settings;
        w *= 1 - c.LearningRate * c.WeightDecay;
        s0 = c.Beta1 * s0 + (1 - c.Beta1) * g;
        s1 = c.Beta2 * s1 + (1 - c.Beta2) * g * g;
        w -= c.LearningRate / constants.Correction1 * s0 / (Math.Sqrt(s1 / constants.Correction2) + c.Epsilon);
    }

    /// <summary>The vector form.</summary>
    public readonly struct Formula : IOptimizerFormula
    {
        /// <inheritdoc/>
        public static int StateSlots => 2;

        /// <inheritdoc/>
        public static void Update(
            ref Vector512<float> w, Vector512<float> g, ref Vector512<float> s0, ref Vector512<float> s1,
            in VectorConstants c)
        {
            w *= c.Shrink;
            s0 = c.Beta1 * s0 + c.OneMinusBeta1 * g;
            s1 = c.Beta2 * s1 + c.OneMinusBeta2 * g * g;
            w -= c.CorrectedRate * s0 / Vector512.MultiplyAddEstimate(
                Vector512.Sqrt(s1), c.InverseSqrtCorrection2, c.Epsilon);
        }
    }
}
