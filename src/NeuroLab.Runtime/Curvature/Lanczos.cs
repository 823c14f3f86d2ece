using NeuroLab.Numerics;

namespace NeuroLab.Curvature;

/// <summary>
/// The largest and the smallest eigenvalues of a symmetric matrix by its products with vectors: Lanczos with full
/// reorthogonalization, thinned to its Ritz vectors where it would outgrow the memory (Wu and Simon 2000).
/// </summary>
internal sealed class Lanczos
{
    // Vectors kept at once: many save products, few save memory.
    private const int UsualVectors = 160, FewestVectors = 24;
    private const long MaxFloats = 1L << 29;

    // Of the largest eigenvalue: what rounding in single precision leaves of any residual.
    private const double Rounding = 1e-6;

    /// <summary>The residual that is enough unless another is asked for.</summary>
    public const double UsualTolerance = 1e-4;

    /// <summary>How many of the largest eigenvalues.</summary>
    public int Largest { get; init; } = 1;

    /// <summary>How many of the smallest eigenvalues.</summary>
    public int Smallest { get; init; }

    /// <summary>The residual ‖Hv − λv‖ / |λ| that is enough.</summary>
    public double Tolerance { get; init; } = UsualTolerance;

    /// <summary>Products after which the best so far is taken.</summary>
    public int MaxProducts { get; init; } = 1000;

    /// <summary>Determines the first vector.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>A vector near the wanted eigenvectors, as an earlier search found them; null for none.</summary>
    public float[]? Start { get; init; }

    /// <summary>Told after each look how many products were taken and which is the largest residual so far.</summary>
    public Action<int, double>? Progress { get; init; }

    /// <summary>Searches. Blocks for some tens to hundreds of products.</summary>
    /// <returns>The largest first, then the smallest, the most negative first; fewer of a smaller matrix.</returns>
    /// <exception cref="ArithmeticException">A product is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public (Eigenpair[] Largest, Eigenpair[] Smallest) Find(ISymmetricOperator matrix, CancellationToken cancelled = default)
    {
        var (top, bottom) = (Math.Min(Largest, matrix.Size), Math.Min(Smallest, matrix.Size));
        var wanted = Math.Min(top + bottom, matrix.Size);
        if (wanted == 0)
            return ([], []);
        var room = (int)Math.Min(Math.Max(UsualVectors, 3 * wanted), MaxFloats / matrix.Size);
        var basis = new KrylovBasis(
            matrix, Math.Max(room, FewestVectors + 2 * wanted), new SeededRandom(Seed, stream: 5), Start);
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

    // ‖Hv − λv‖ / |λ| as T tells it; below the tolerance where rounding leaves no more to gain.
    private double Excess(KrylovBasis basis, double[] values, double[] vectors, int index)
    {
        var rest = basis.Coupling * Math.Abs(vectors[index * values.Length + values.Length - 1]);
        var largest = Math.Max(Math.Abs(values[0]), Math.Abs(values[^1]));
        return rest <= Rounding * largest ? 0 : rest / Math.Abs(values[index]);
    }

    // The wanted Ritz vectors, and as many of their neighbours as leave half of the room.
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
