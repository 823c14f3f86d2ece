using System.Runtime.Intrinsics;
using NeuroLab.Numerics;

namespace NeuroLab.Activations;

/// <summary>f(z) = 1 / (1 + e⁻ᶻ)</summary>
internal sealed class Sigmoid : VectorActivation<Sigmoid.Formula>
{
    /// <inheritdoc/>
    public override string Name => "sigmoid";

    /// <inheritdoc/>
    public override string Description => "f(z) = 1 / (1 + e⁻ᶻ)";

    /// <inheritdoc/>
    public override string Glsl => """
        float activate(float z) { return 1.0 / (1.0 + exp(-z)); }
        float activation_slope(float z, float a) { return a * (1.0 - a); }
        float activation_curvature(float z, float a) { return a * (1.0 - a) * (1.0 - 2.0 * a); }
        """;

    /// <inheritdoc/>
    public override double Value(double z) => SpecialFunctions.Sigmoid(z);

    /// <inheritdoc/>
    public override double Slope(double z) => SpecialFunctions.Sigmoid(z) * (1 - SpecialFunctions.Sigmoid(z));

    /// <inheritdoc/>
    public override double Curvature(double z) => Slope(z) * (1 - 2 * SpecialFunctions.Sigmoid(z));

    /// <summary>The vector form.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <inheritdoc/>
        public static Vector512<float> Value(Vector512<float> z) =>
            VectorMath.Sigmoid(z);

        /// <inheritdoc/>
        public static Vector512<float> Slope(Vector512<float> z, Vector512<float> a) =>
            a * (Vector512<float>.One - a);

        /// <inheritdoc/>
        public static Vector512<float> Curvature(Vector512<float> z, Vector512<float> a, Vector512<float> slope) =>
            slope * (Vector512<float>.One - a * 2f);
    }
}
