using System.Runtime.Intrinsics;
using NeuroLab.Numerics;

namespace NeuroLab.Activations;

/// <summary>f(z) = z · Φ(z), Φ the normal distribution function: the exact form with erf (Hendrycks and Gimpel 2016).</summary>
internal sealed class Gelu : VectorActivation<Gelu.Formula>
{
    private const double InverseSqrt2 = 0.70710678118654752;
    private const double InverseSqrt2Pi = 0.39894228040143268;

    /// <inheritdoc/>
    public override string Name => "gelu";

    /// <inheritdoc/>
    public override string Description => "f(z) = z · Φ(z)";

    /// <inheritdoc/>
    public override string Glsl => """
        float normal_cdf(float z) {
            float x = abs(z) * 0.70710678;
            float t = 1.0 / (1.0 + 0.3275911 * x);
            float p = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
            float upper = 0.5 * p * exp(-x * x);
            return z < 0.0 ? upper : 1.0 - upper;
        }
        float activate(float z) { return z * normal_cdf(z); }
        float activation_slope(float z, float a) { return normal_cdf(z) + z * 0.39894228 * exp(-0.5 * z * z); }
        float activation_curvature(float z, float a) { return (2.0 - z * z) * 0.39894228 * exp(-0.5 * z * z); }
        """;

    /// <inheritdoc/>
    public override double Value(double z) => z * NormalCdf(z);

    /// <inheritdoc/>
    public override double Slope(double z) => NormalCdf(z) + z * InverseSqrt2Pi * Math.Exp(-0.5 * z * z);

    /// <inheritdoc/>
    public override double Curvature(double z) => (2 - z * z) * InverseSqrt2Pi * Math.Exp(-0.5 * z * z);

    private static double NormalCdf(double z) => 0.5 * (1 + SpecialFunctions.Erf(z * InverseSqrt2));

    /// <summary>The vector form.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <inheritdoc/>
        public static Vector512<float> Value(Vector512<float> z) => z * NormalCdf(z);

        /// <inheritdoc/>
        public static Vector512<float> Slope(Vector512<float> z, Vector512<float> a) =>
            Vector512.MultiplyAddEstimate(z * (float)InverseSqrt2Pi, VectorMath.Exp(z * z * -0.5f), NormalCdf(z));

        /// <inheritdoc/>
        public static Vector512<float> Curvature(Vector512<float> z, Vector512<float> a, Vector512<float> slope) =>
            (Vector512.Create(2f) - z * z) * VectorMath.Exp(z * z * -0.5f) * (float)InverseSqrt2Pi;

        private static Vector512<float> NormalCdf(Vector512<float> z) =>
            (VectorMath.Erf(z * (float)InverseSqrt2) + Vector512<float>.One) * 0.5f;
    }
}
