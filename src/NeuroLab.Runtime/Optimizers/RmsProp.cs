using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary>Steps divided by a running root mean square of the gradient (Tieleman and Hinton 2012).</summary>
internal sealed class RmsProp : VectorOptimizer<RmsProp.Formula>
{
    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <inheritdoc/>
    public override string Title => "RMSprop";

    /// <inheritdoc/>
    public override string Description => "s ← α·s + (1 − α)·g²;  w ← w − η·g / (√s + ε)";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters { get; } =
        [Hyperparameter.LearningRate, Hyperparameter.Beta2, Hyperparameter.Epsilon, Hyperparameter.WeightDecay];

    /// <summary>
    /// PyTorch's, except for the learning rate, which is Keras's: 0.01 is too large for small batches.
    /// </summary>
    public override OptimizerSettings Defaults => new() { LearningRate = 0.001, Beta2 = 0.99 };

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
            s0 = beta2 * s0 + one_minus_beta2 * g * g;
            w -= learning_rate * g / (sqrt(s0) + epsilon);
        }
        """;

    /// <inheritdoc/>
    public override void Update(ref double w, double g, ref double s0, ref double s1, in StepConstants constants)
    {
        var c = constants.Settings;
        g += c.WeightDecay * w;
        s0 = c.Beta2 * s0 + (1 - c.Beta2) * g * g;
        w -= c.LearningRate * g / (Math.Sqrt(s0) + c.Epsilon);
    }

    /// <summary>The vector form.</summary>
    public readonly struct Formula(StepConstants c) : IOptimizerFormula<Formula>
    {
        private readonly Vector512<float> _decay = Spread(c.Settings.WeightDecay);
        private readonly Vector512<float> _beta2 = Spread(c.Settings.Beta2);
        private readonly Vector512<float> _oneMinusBeta2 = Spread(c.OneMinusBeta2);
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
            s0 = _beta2 * s0 + _oneMinusBeta2 * g * g;
            w -= _rate * g / (Vector512.Sqrt(s0) + _epsilon);
        }
    }
}
