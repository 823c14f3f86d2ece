using System.Runtime.Intrinsics;

namespace NeuroLab.Activations;

/// <summary>f(z) = max(z, 0)</summary>
internal sealed class Relu : VectorActivation<Relu.Formula>
{
    /// <inheritdoc/>
    public override string Name => "relu";

    /// <inheritdoc/>
    public override string Description => "f(z) = max(z, 0)";

    /// <inheritdoc/>
    public override string Glsl => """
        float activate(float z) { precise float a = z < 0.0 ? 0.0 : z; return a; }
        float activation_slope(float z, float a) { return z > 0.0 ? 1.0 : 0.0; }
        float activation_curvature(float z, float a) { return 0.0; }
        """;

    /// <inheritdoc/>
    public override double Value(double z) => z > 0 ? z : 0 * z;

    /// <inheritdoc/>
    public override double Slope(double z) => z > 0 ? 1 : 0;

    /// <inheritdoc/>
    public override double Curvature(double z) => 0;

    /// <summary>The vector form.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <inheritdoc/>
        public static Vector512<float> Value(Vector512<float> z) =>
            Vector512.Max(z, Vector512<float>.Zero);

        /// <inheritdoc/>
        public static Vector512<float> Slope(Vector512<float> z, Vector512<float> a) =>
            Vector512.ConditionalSelect(Vector512.GreaterThan(z, Vector512<float>.Zero), Vector512<float>.One, Vector512<float>.Zero);

        /// <inheritdoc/>
        public static Vector512<float> Curvature(Vector512<float> z, Vector512<float> a, Vector512<float> slope) =>
            Vector512<float>.Zero;
    }
}
