namespace NeuroLab.Curvature;

/// <summary>An eigenvalue with its eigenvector.</summary>
/// <param name="Value">λ.</param>
/// <param name="Vector">v, of length 1.</param>
/// <param name="Residual">‖Hv − λv‖ / |λ|, computed with a separate product.</param>
internal sealed record Eigenpair(double Value, float[] Vector, double Residual)
{
    /// <summary>
    /// The fraction of a gradient's squared norm in the span of some eigenvectors (Gur-Ari et al., Gradient Descent
    /// Happens in a Tiny Subspace, 2018); NaN for a zero gradient.
    /// </summary>
    public static double GradientShare(IEnumerable<Eigenpair> pairs, ReadOnlySpan<float> gradient)
    {
        var g = new double[gradient.Length];
        for (var i = 0; i < g.Length; i++)
            g[i] = gradient[i];
        var inside = 0.0;
        foreach (var pair in pairs)
        {
            var along = MixedVector.Dot(pair.Vector, g);
            inside += along * along;
        }
        return inside / MixedVector.SquaredNorm(g);
    }
}
