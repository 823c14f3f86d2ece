using NeuroLab.Numerics;

namespace NeuroLab.Curvature;

/// <summary>
/// The eigenvalue density of a matrix by stochastic Lanczos quadrature (Ghorbani, Krishnan and Xiao, An Investigation
/// into Neural Net Optimization via Hessian Eigenvalue Density, 2019): Gaussians at the Ritz values of random vectors,
/// each with its quadrature weight.
/// </summary>
/// <param name="Values">λ, ascending and evenly spaced.</param>
/// <param name="Densities">The density at each; its integral is 1.</param>
/// <param name="Ritz">The nodes of the quadrature and their weights, which sum to 1.</param>
internal sealed record SpectralDensity(double[] Values, double[] Densities, (double Value, double Weight)[] Ritz)
{
    private const int Points = 1000;

    // Relative to the range: the standard deviation of a Gaussian.
    private const double Width = 1.0 / 200;

    /// <summary>Estimates the density. Blocks for probes · steps products.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="probes">Number of random vectors.</param>
    /// <param name="steps">Lanczos steps per vector; fewer if the matrix is smaller.</param>
    /// <param name="seed">Seed of the vectors.</param>
    /// <param name="progress">Called with the number of products so far.</param>
    /// <param name="cancelled">Cancels it.</param>
    /// <exception cref="ArithmeticException">A product is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SpectralDensity Estimate(
        ISymmetricOperator matrix, int probes, int steps, ulong seed, Action<int>? progress = null,
        CancellationToken cancelled = default)
    {
        var random = new SeededRandom(seed, stream: 7);
        var ritz = new List<(double Value, double Weight)>();
        for (var probe = 0; probe < probes; probe++)
        {
            var basis = new KrylovBasis(matrix, steps, random);
            while (!basis.IsFull)
            {
                cancelled.ThrowIfCancellationRequested();
                basis.Grow();
                progress?.Invoke(probe * steps + basis.Count);
            }
            var (values, vectors) = basis.Decompose();
            for (var i = 0; i < values.Length; i++)
            {
                // The first component of T's eigenvector is the first vector's component in this eigenspace.
                var component = vectors[i * values.Length];
                ritz.Add((values[i], component * component / probes));
            }
        }
        return Smooth([.. ritz.OrderBy(node => node.Value)]);
    }

    private static SpectralDensity Smooth((double Value, double Weight)[] ritz)
    {
        var (low, high) = (ritz[0].Value, ritz[^1].Value);
        var span = high > low ? high - low : Math.Max(Math.Abs(high), 1);
        var (deviation, margin) = (Width * span, 5 * Width * span);
        double[] values = new double[Points], densities = new double[Points];
        for (var i = 0; i < Points; i++)
        {
            values[i] = low - margin + (high - low + 2 * margin) * i / (Points - 1);
            foreach (var (value, weight) in ritz)
            {
                var distance = (values[i] - value) / deviation;
                densities[i] += weight * Math.Exp(-0.5 * distance * distance) / (deviation * Math.Sqrt(2 * Math.PI));
            }
        }
        return new SpectralDensity(values, densities, ritz);
    }
}
