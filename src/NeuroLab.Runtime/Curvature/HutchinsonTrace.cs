using NeuroLab.Numerics;

namespace NeuroLab.Curvature;

/// <summary>
/// The trace of a matrix from products with random sign vectors, tr H = E[zᵀ·H·z] (Hutchinson 1989); exact, from unit
/// vectors, if the matrix has no more rows than probes.
/// </summary>
internal static class HutchinsonTrace
{
    /// <summary>Estimates the trace. Blocks for one product per probe.</summary>
    /// <returns>The mean and its standard error.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (double Trace, double Error) Estimate(
        ISymmetricOperator matrix, int probes, ulong seed, Action<int>? progress = null, CancellationToken cancelled = default)
    {
        float[] z = new float[matrix.Size], product = new float[matrix.Size];
        var wide = new double[matrix.Size];
        var random = new SeededRandom(seed, stream: 6);
        var isExact = matrix.Size <= probes;
        var count = isExact ? matrix.Size : probes;
        double sum = 0, squares = 0;
        for (var probe = 0; probe < count; probe++)
        {
            cancelled.ThrowIfCancellationRequested();
            for (var i = 0; i < z.Length; i++)
                z[i] = isExact ? (i == probe ? 1 : 0) : random.NextInt(2) == 0 ? -1 : 1;
            matrix.Multiply(z, product);
            MixedVector.Widen(product, wide);
            var value = MixedVector.Dot(z, wide);
            sum += value;
            squares += value * value;
            progress?.Invoke(probe + 1);
        }
        if (isExact)
            return (sum, 0);
        var mean = sum / count;
        var variance = count > 1 ? Math.Max(0, squares - count * mean * mean) / (count - 1) : double.NaN;
        return (mean, Math.Sqrt(variance / count));
    }
}
