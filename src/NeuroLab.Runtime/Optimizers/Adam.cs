using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary>Running means of the gradient and of its square, with bias correction (Kingma and Ba 2015).</summary>
internal sealed class Adam : VectorOptimizer<Adam.Formula>
{
    /// <inheritdoc/>
    public override string Name => "adam";

    /// <inheritdoc/>
    public override string Title => "Adam";

    /// <inheritdoc/>
    public override string Description => "m ← β₁·m + (1 − β₁)·g;  v ← β₂·v + (1 − β₂)·g²;  w ← w − η·m̂ / (√v̂ + ε)";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters { get; } =
        [Hyperparameter.LearningRate, Hyperparameter.Beta1, Hyperparameter.Beta2, Hyperparameter.Epsilon, Hyperparameter.WeightDecay];

    /// <inheritdoc/>
    public override OptimizerSettings Defaults => new() { LearningRate = 0.001 };

    /// <inheritdoc/>
    public override double StabilityEdge(in OptimizerSettings settings) =>
        (2 + 2 * settings.Beta1) / ((1 - settings.Beta1) * settings.LearningRate);

    /// <inheritdoc/>
    public override bool IsAdaptive => true;

    /// <inheritdoc/>
    public override double Preconditioner(double s0, double s1, in StepConstants constants) =>
        constants.Correction1 * (Math.Sqrt(s1 / constants.Correction2) + constants.Settings.Epsilon);

    /// <inheritdoc/>
    public override string Glsl => """
        void update_weight(inout float w, float g, inout float s0, inout float s1) {
            g += weight_decay * w;
            s0 = beta1 * s0 + one_minus_beta1 * g;
            s1 = beta2 * s1 + one_minus_beta2 * g * g;
            w -= corrected_rate * s0 / (sqrt(s1) * inverse_sqrt_correction2 + epsilon);
        }
        """;

    /// <inheritdoc/>
    public override void Update(ref double w, double g, ref double s0, ref double s1, in StepConstants constants)
    {
        var c = constants.Settings;
        g += c.WeightDecay * w;
        s0 = c.Beta1 * s0 + (1 - c.Beta1) * g;
        s1 = c.Beta2 * s1 + (1 - c.Beta2) * g * g;
        w -= c.LearningRate / constants.Correction1 * s0 / (Math.Sqrt(s1 / constants.Correction2) + c.Epsilon);
    }

    /// <summary>The vector form.</summary>
    public readonly struct Formula(StepConstants c) : IOptimizerFormula<Formula>
    {
        private readonly Vector512<float> _decay = Spread(c.Settings.WeightDecay);
        private readonly Vector512<float> _beta1 = Spread(c.Settings.Beta1);
        private readonly Vector512<float> _oneMinusBeta1 = Spread(c.OneMinusBeta1);
        private readonly Vector512<float> _beta2 = Spread(c.Settings.Beta2);
        private readonly Vector512<float> _oneMinusBeta2 = Spread(c.OneMinusBeta2);
        private readonly Vector512<float> _correctedRate = Spread(c.CorrectedRate);
        private readonly Vector512<float> _inverseSqrtCorrection2 = Spread(c.InverseSqrtCorrection2);
        private readonly Vector512<float> _epsilon = Spread(c.Settings.Epsilon);

        /// <inheritdoc/>
        public static int StateSlots => 2;

        /// <inheritdoc/>
        public static Formula Create(in StepConstants constants) => new(constants);

        /// <inheritdoc/>
        public void Update(
            ref Vector512<float> w, Vector512<float> g, ref Vector512<float> s0, ref Vector512<float> s1)
        {
            g = Vector512.MultiplyAddEstimate(_decay, w, g);
            s0 = _beta1 * s0 + _oneMinusBeta1 * g;
            s1 = _beta2 * s1 + _oneMinusBeta2 * g * g;
            w -= _correctedRate * s0 / Vector512.MultiplyAddEstimate(
                Vector512.Sqrt(s1), _inverseSqrtCorrection2, _epsilon);
        }
    }
}
