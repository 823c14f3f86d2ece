using NeuroLab.Numerics;

namespace NeuroLab.Curvature;

/// <summary>
/// The largest and the smallest eigenvalues of a symmetric matrix from its products with vectors: Lanczos with full
/// reorthogonalization, restarted with its Ritz vectors when it reaches the memory limit (Wu and Simon 2000).
/// </summary>
internal sealed class Lanczos
{
    // Vectors kept at a time: many save products, few save memory.
    private const int DefaultVectors = 160, MinVectors = 24;
    private const long MaxFloats = 1L << 29;

    // Relative to the largest eigenvalue: the limit that single-precision rounding sets to any residual.
    private const double Rounding = 1e-6;

    /// <summary>The default tolerance.</summary>
    public const double DefaultTolerance = 1e-4;

    /// <summary>Number of largest eigenvalues.</summary>
    public int Largest { get; init; } = 1;

    /// <summary>Number of smallest eigenvalues.</summary>
    public int Smallest { get; init; }

    /// <summary>The residual ‖Hv − λv‖ / |λ| to reach.</summary>
    public double Tolerance { get; init; } = DefaultTolerance;

    /// <summary>Maximum number of products; returns the best result then.</summary>
    public int MaxProducts { get; init; } = 1000;

    /// <summary>Seed of the first vector.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>A vector close to the wanted eigenvectors, such as from an earlier search; null for none.</summary>
    public float[]? Start { get; init; }

    /// <summary>Called after each check with the number of products and the largest residual so far.</summary>
    public Action<int, double>? Progress { get; init; }

    /// <summary>Runs the search. Blocks for tens to hundreds of products.</summary>
    /// <returns>The largest, in descending order, and the smallest, the most negative first; fewer if the matrix is
    /// smaller.</returns>
    /// <exception cref="ArithmeticException">A product is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public (Eigenpair[] Largest, Eigenpair[] Smallest) Find(ISymmetricOperator matrix, CancellationToken cancelled = default)
    {
        var (top, bottom) = (Math.Min(Largest, matrix.Size), Math.Min(Smallest, matrix.Size));
        var wanted = Math.Min(top + bottom, matrix.Size);
        if (wanted == 0)
            return ([], []);
        var room = (int)Math.Min(Math.Max(DefaultVectors, 3 * wanted), MaxFloats / matrix.Size);
        var basis = new KrylovBasis(
            matrix, Math.Max(room, MinVectors + 2 * wanted), new SeededRandom(Seed, stream: 5), Start);
        for (var products = 1; ; products++)
        {
            cancelled.ThrowIfCancellationRequested();
            basis.Grow();
            var isLast = products >= MaxProducts || basis.Count == matrix.Size;
            if (!isLast && !basis.IsFull && (basis.Count < wanted + 2 || products % 4 > 0))
                continue;
            var (values, vectors) = basis.Decompose();
            int[] chosen = [.. Enumerable.Range(0, top), .. Enumerable.Range(1, bottom).Select(i => values.Length - i)];
            var worst = basis.Count < wanted ? double.PositiveInfinity : chosen.Max(i => Excess(basis, values, vectors, i));
            Progress?.Invoke(products, worst);
            if (isLast || worst <= Tolerance)
                return (Measure(matrix, basis, vectors, chosen.AsSpan(0, top)), Measure(matrix, basis, vectors, chosen.AsSpan(top)));
            if (basis.IsFull)
                basis.Thin(values, vectors, Kept(values.Length, top, bottom));
        }
    }

    // ‖Hv − λv‖ / |λ| according to T; below the tolerance if only rounding error is left.
    private double Excess(KrylovBasis basis, double[] values, double[] vectors, int index)
    {
        var rest = basis.Coupling * Math.Abs(vectors[index * values.Length + values.Length - 1]);
        var largest = Math.Max(Math.Abs(values[0]), Math.Abs(values[^1]));
        return rest <= Rounding * largest ? 0 : rest / Math.Abs(values[index]);
    }

    // The wanted Ritz vectors, and as many neighbours as leave half of the capacity free.
    private static List<int> Kept(int count, int top, int bottom)
    {
        var spare = Math.Max(0, count / 2 - top - bottom);
        var above = top > 0 ? top + (bottom > 0 ? spare / 2 : spare) : 0;
        var below = bottom > 0 ? bottom + (top > 0 ? spare / 2 : spare) : 0;
        return [.. Enumerable.Range(0, above), .. Enumerable.Range(count - below, below)];
    }

    private static Eigenpair[] Measure(ISymmetricOperator matrix, KrylovBasis basis, double[] vectors, ReadOnlySpan<int> chosen)
    {
        var pairs = new Eigenpair[chosen.Length];
        var product = new float[matrix.Size];
        var rest = new double[matrix.Size];
        for (var k = 0; k < pairs.Length; k++)
        {
            var vector = basis.Combine(vectors.AsSpan(chosen[k] * basis.Count, basis.Count));
            matrix.Multiply(vector, product);
            MixedVector.Widen(product, rest);
            var value = MixedVector.Dot(vector, rest);
            MixedVector.Add(vector, -value, rest);
            pairs[k] = new Eigenpair(value, vector, Math.Sqrt(MixedVector.SquaredNorm(rest)) / Math.Abs(value));
        }
        return pairs;
    }
}
