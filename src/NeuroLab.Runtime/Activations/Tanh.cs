using System.Runtime.Intrinsics;
using NeuroLab.Numerics;

namespace NeuroLab.Activations;

/// <summary>f(z) = tanh z</summary>
internal sealed class Tanh : VectorActivation<Tanh.Formula>
{
    /// <inheritdoc/>
    public override string Name => "tanh";

    /// <inheritdoc/>
    public override string Description => "f(z) = tanh z";

    /// <inheritdoc/>
    public override string Glsl => """
        float activate(float z) { float e = exp(-2.0 * abs(z)); return sign(z) * (1.0 - e) / (1.0 + e); }
        float activation_slope(float z, float a) { return 1.0 - a * a; }
        float activation_curvature(float z, float a) { return -2.0 * a * (1.0 - a * a); }
        """;

    /// <inheritdoc/>
    public override double Value(double z) => Math.Tanh(z);

    /// <inheritdoc/>
    public override double Slope(double z) => 1 - Math.Tanh(z) * Math.Tanh(z);

    /// <inheritdoc/>
    public override double Curvature(double z) => -2 * Math.Tanh(z) * Slope(z);

    /// <summary>The vector form.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <inheritdoc/>
        public static Vector512<float> Value(Vector512<float> z) =>
            VectorMath.Tanh(z);

        /// <inheritdoc/>
        public static bool HasPairs => true;

        /// <inheritdoc/>
        public static void Values(ref Vector512<float> first, ref Vector512<float> second) =>
            VectorMath.Tanh(ref first, ref second);

        /// <inheritdoc/>
        public static Vector512<float> Slope(Vector512<float> z, Vector512<float> a) =>
            Vector512<float>.One - a * a;

        /// <inheritdoc/>
        public static Vector512<float> Curvature(Vector512<float> z, Vector512<float> a, Vector512<float> slope) =>
            a * slope * -2f;
    }
}
