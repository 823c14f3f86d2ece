using System.Runtime.Intrinsics;
using NeuroLab.Numerics;

namespace NeuroLab.Activations;

/// <summary>f(z) = z · sigmoid(z)</summary>
internal sealed class Silu : VectorActivation<Silu.Formula>
{
    /// <inheritdoc/>
    public override string Name => "silu";

    /// <inheritdoc/>
    public override string Description => "f(z) = z · sigmoid(z)";

    /// <inheritdoc/>
    public override string Glsl => """
        float activate(float z) { return z / (1.0 + exp(-z)); }
        float activation_slope(float z, float a) { float s = 1.0 / (1.0 + exp(-z)); return s + a * (1.0 - s); }
        float activation_curvature(float z, float a) {
            float s = 1.0 / (1.0 + exp(-z));
            return s * (1.0 - s) * (2.0 + z * (1.0 - 2.0 * s));
        }
        """;

    /// <inheritdoc/>
    public override double Value(double z) => z * SpecialFunctions.Sigmoid(z);

    /// <inheritdoc/>
    public override double Slope(double z) => SpecialFunctions.Sigmoid(z) * (1 + z * (1 - SpecialFunctions.Sigmoid(z)));

    /// <inheritdoc/>
    public override double Curvature(double z) =>
        SpecialFunctions.Sigmoid(z) * (1 - SpecialFunctions.Sigmoid(z)) * (2 + z * (1 - 2 * SpecialFunctions.Sigmoid(z)));

    /// <summary>The vector form.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <inheritdoc/>
        public static Vector512<float> Value(Vector512<float> z) =>
            z * VectorMath.Sigmoid(z);

        /// <inheritdoc/>
        public static Vector512<float> Slope(Vector512<float> z, Vector512<float> a) =>
            Vector512.MultiplyAddEstimate(a, Vector512<float>.One - VectorMath.Sigmoid(z), VectorMath.Sigmoid(z));

        /// <inheritdoc/>
        public static Vector512<float> Curvature(Vector512<float> z, Vector512<float> a, Vector512<float> slope)
        {
            var s = VectorMath.Sigmoid(z);
            var rest = Vector512<float>.One - s;
            return s * rest * Vector512.MultiplyAddEstimate(z, rest - s, Vector512.Create(2f));
        }
    }
}
