namespace NeuroLab.Numerics;

/// <summary>Eigenvalues and eigenvectors of small symmetric matrices by cyclic Jacobi rotations.</summary>
internal static class SymmetricEigen
{
    /// <summary>
    /// Decomposes <paramref name="matrix"/>, [n, n] row-major (overwritten). Returns the eigenvalues, largest first,
    /// and the unit eigenvectors as rows, [n, n], in the same order. O(n³) per sweep: intended for n up to a few
    /// hundred.
    /// </summary>
    public static (double[] Values, double[] Vectors) Decompose(double[] matrix, int n)
    {
        var vectors = new double[n * n];
        for (var i = 0; i < n; i++)
            vectors[i * n + i] = 1;
        for (var sweep = 0; sweep < 60 && OffDiagonal(matrix, n) > 1e-24 * Diagonal(matrix, n); sweep++)
        {
            for (var p = 0; p < n; p++)
                for (var q = p + 1; q < n; q++)
                    Rotate(matrix, vectors, n, p, q);
        }

        var order = Enumerable.Range(0, n).OrderByDescending(i => matrix[i * n + i]).ToArray();
        var sorted = new double[n * n];
        for (var i = 0; i < n; i++)
            vectors.AsSpan(order[i] * n, n).CopyTo(sorted.AsSpan(i * n));
        return (Array.ConvertAll(order, i => matrix[i * n + i]), sorted);
    }

    private static void Rotate(double[] a, double[] vectors, int n, int p, int q)
    {
        var apq = a[p * n + q];
        if (apq == 0)
            return;
        // The smaller root t = tan φ of t² + 2θt − 1 = 0 zeroes a[p, q] (Golub and Van Loan, algorithm 8.5.1).
        var theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        for (var k = 0; k < n; k++)
            (a[k * n + p], a[k * n + q]) = (c * a[k * n + p] - s * a[k * n + q], s * a[k * n + p] + c * a[k * n + q]);
        for (var k = 0; k < n; k++)
        {
            (a[p * n + k], a[q * n + k]) = (c * a[p * n + k] - s * a[q * n + k], s * a[p * n + k] + c * a[q * n + k]);
            (vectors[p * n + k], vectors[q * n + k]) =
                (c * vectors[p * n + k] - s * vectors[q * n + k], s * vectors[p * n + k] + c * vectors[q * n + k]);
        }
    }

    private static double OffDiagonal(double[] a, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            for (var j = i + 1; j < n; j++)
                sum += a[i * n + j] * a[i * n + j];
        return sum;
    }

    private static double Diagonal(double[] a, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            sum += a[i * n + i] * a[i * n + i];
        return sum;
    }
}
