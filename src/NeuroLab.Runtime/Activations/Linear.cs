using System.Runtime.Intrinsics;

namespace NeuroLab.Activations;

/// <summary>f(z) = z</summary>
internal sealed class Linear : VectorActivation<Linear.Formula>
{
    /// <inheritdoc/>
    public override string Name => "linear";

    /// <inheritdoc/>
    public override string Description => "f(z) = z";

    /// <inheritdoc/>
    public override string Glsl => """
        float activate(float z) { return z; }
        float activation_slope(float z, float a) { return 1.0; }
        float activation_curvature(float z, float a) { return 0.0; }
        """;

    /// <inheritdoc/>
    public override double Value(double z) => z;

    /// <inheritdoc/>
    public override double Slope(double z) => 1;

    /// <inheritdoc/>
    public override double Curvature(double z) => 0;

    /// <summary>The vector form.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <inheritdoc/>
        public static Vector512<float> Value(Vector512<float> z) =>
            z;

        /// <inheritdoc/>
        public static Vector512<float> Slope(Vector512<float> z, Vector512<float> a) =>
            Vector512<float>.One;

        /// <inheritdoc/>
        public static Vector512<float> Curvature(Vector512<float> z, Vector512<float> a, Vector512<float> slope) =>
            Vector512<float>.Zero;
    }
}
