using System.Runtime.Intrinsics;
using NeuroLab.Numerics;

namespace NeuroLab.Activations;

/// <summary>f(z) = z for z > 0, eᶻ − 1 otherwise</summary>
internal sealed class Elu : VectorActivation<Elu.Formula>
{
    /// <inheritdoc/>
    public override string Name => "elu";

    /// <inheritdoc/>
    public override string Description => "f(z) = z for z > 0, eᶻ − 1 otherwise";

    /// <inheritdoc/>
    public override string Glsl => """
        float activate(float z) { return z > 0.0 ? z : exp(z) - 1.0; }
        float activation_slope(float z, float a) { return z > 0.0 ? 1.0 : a + 1.0; }
        float activation_curvature(float z, float a) { return z > 0.0 ? 0.0 : a + 1.0; }
        """;

    /// <inheritdoc/>
    public override double Value(double z) => z > 0 ? z : Math.Exp(z) - 1;

    /// <inheritdoc/>
    public override double Slope(double z) => z > 0 ? 1 : Math.Exp(z);

    /// <inheritdoc/>
    public override double Curvature(double z) => z > 0 ? 0 : Math.Exp(z);

    /// <summary>The vector form.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <inheritdoc/>
        public static Vector512<float> Value(Vector512<float> z) =>
            Vector512.ConditionalSelect(Vector512.GreaterThan(z, Vector512<float>.Zero), z, VectorMath.Exp(z) - Vector512<float>.One);

        /// <inheritdoc/>
        public static Vector512<float> Slope(Vector512<float> z, Vector512<float> a) =>
            Vector512.ConditionalSelect(Vector512.GreaterThan(z, Vector512<float>.Zero), Vector512<float>.One, a + Vector512<float>.One);

        /// <inheritdoc/>
        public static Vector512<float> Curvature(Vector512<float> z, Vector512<float> a, Vector512<float> slope) =>
            Vector512.AndNot(slope, Vector512.GreaterThan(z, Vector512<float>.Zero));
    }
}
