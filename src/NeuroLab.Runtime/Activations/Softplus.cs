using System.Runtime.Intrinsics;
using NeuroLab.Numerics;

namespace NeuroLab.Activations;

/// <summary>f(z) = ln(1 + eᶻ)</summary>
internal sealed class Softplus : VectorActivation<Softplus.Formula>
{
    /// <inheritdoc/>
    public override string Name => "softplus";

    /// <inheritdoc/>
    public override string Description => "f(z) = ln(1 + eᶻ)";

    /// <inheritdoc/>
    public override string Glsl => """
        float activate(float z) { return max(z, 0.0) + log(1.0 + exp(-abs(z))); }
        float activation_slope(float z, float a) { return 1.0 / (1.0 + exp(-z)); }
        float activation_curvature(float z, float a) {
            float s = 1.0 / (1.0 + exp(-z));
            return s * (1.0 - s);
        }
        """;

    /// <inheritdoc/>
    public override double Value(double z) => SpecialFunctions.Softplus(z);

    /// <inheritdoc/>
    public override double Slope(double z) => SpecialFunctions.Sigmoid(z);

    /// <inheritdoc/>
    public override double Curvature(double z) => SpecialFunctions.Sigmoid(z) * (1 - SpecialFunctions.Sigmoid(z));

    /// <summary>The vector form.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <inheritdoc/>
        public static Vector512<float> Value(Vector512<float> z) =>
            VectorMath.Softplus(z);

        /// <inheritdoc/>
        public static Vector512<float> Slope(Vector512<float> z, Vector512<float> a) =>
            VectorMath.Sigmoid(z);

        /// <inheritdoc/>
        public static Vector512<float> Curvature(Vector512<float> z, Vector512<float> a, Vector512<float> slope) =>
            slope * (Vector512<float>.One - slope);
    }
}
