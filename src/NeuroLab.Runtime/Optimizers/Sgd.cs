using System.Runtime.Intrinsics;

namespace NeuroLab.Optimizers;

/// <summary>Gradient descent: a small step against the gradient.</summary>
internal sealed class Sgd : VectorOptimizer<Sgd.Formula>
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <inheritdoc/>
    public override string Title => "SGD";

    /// <inheritdoc/>
    public override string Description => "w ← w − η·g";

    /// <inheritdoc/>
    public override IReadOnlyList<Hyperparameter> Hyperparameters { get; } =
        [Hyperparameter.LearningRate, Hyperparameter.WeightDecay];

    /// <inheritdoc/>
    public override OptimizerSettings Defaults => new() { LearningRate = 0.01 };

    /// <inheritdoc/>
    public override double StabilityEdge(in OptimizerSettings settings) =>
        2 / settings.LearningRate;

    /// <inheritdoc/>
    public override string Glsl => """
        void update_weight(inout float w, float g, inout float s0, inout float s1) {
            g += weight_decay * w;
            w -= learning_rate * g;
        }
        """;

    /// <inheritdoc/>
    public override void Update(ref double w, double g, ref double s0, ref double s1, in StepConstants constants)
    {
        var c = constants.Settings;
        g += c.WeightDecay * w;
        w -= c.LearningRate * g;
    }

    /// <summary>The vector form.</summary>
    public readonly struct Formula(StepConstants c) : IOptimizerFormula<Formula>
    {
        private readonly Vector512<float> _decay = Spread(c.Settings.WeightDecay);
        private readonly Vector512<float> _rate = Spread(c.Settings.LearningRate);

        /// <inheritdoc/>
        public static int StateSlots => 0;

        /// <inheritdoc/>
        public static Formula Create(in StepConstants constants) => new(constants);

        /// <inheritdoc/>
        public void Update(
            ref Vector512<float> w, Vector512<float> g, ref Vector512<float> s0, ref Vector512<float> s1)
        {
            g = Vector512.MultiplyAddEstimate(_decay, w, g);
            w -= _rate * g;
        }
    }
}
