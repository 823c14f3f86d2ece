using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// The two principal components of a descent (Li et al. 2018, section 7): rows θ_t − θ_n, centred for the
/// decomposition, through the small T×T Gram matrix. Coordinates are (θ_t − θ_n)·pc, so that the path ends at (0, 0).
/// </summary>
internal sealed class PathComponents
{
    /// <summary>Decomposes a path of at least three points, oldest first.</summary>
    public PathComponents(IReadOnlyList<float[]> path)
    {
        var count = path.Count;
        var length = path[0].Length;
        var final = path[^1];
        var mean = new double[length];
        foreach (var point in path)
            for (var i = 0; i < length; i++)
                mean[i] += ((double)point[i] - final[i]) / count;

        var rows = new double[count][];
        for (var t = 0; t < count; t++)
        {
            rows[t] = new double[length];
            for (var i = 0; i < length; i++)
                rows[t][i] = (double)path[t][i] - final[i] - mean[i];
        }
        var gram = new double[count * count];
        for (var s = 0; s < count; s++)
            for (var t = 0; t <= s; t++)
                gram[s * count + t] = gram[t * count + s] = Dot(rows[s], rows[t]);

        var (values, vectors) = SymmetricEigen.Decompose(gram, count);
        var total = values.Where(v => v > 0).Sum();
        First = Combine(rows, vectors.AsSpan(0, count), values[0]);
        // The remainder of a straight path is rounding error, which has no direction.
        Second = Combine(rows, vectors.AsSpan(count, count), values[1] > 1e-13 * values[0] ? values[1] : 0);
        ExplainedVariance = total > 0 ? (values[0] / total, Math.Max(values[1], 0) / total) : (0, 0);
        Coordinates = [.. path.Select(point => (Along(point, final, First), Along(point, final, Second)))];
    }

    /// <summary>pc₁, a unit vector [parameters]; all 0 if the path does not move.</summary>
    public float[] First { get; }

    /// <summary>pc₂, a unit vector [parameters]; all 0 if the path is straight.</summary>
    public float[] Second { get; }

    /// <summary>
    /// Explained variance ratio of each component. A random walk in many dimensions already gives 0.61 and 0.15, the
    /// terms of 6/(π²k²) (Antognini and Sohl-Dickstein 2018).
    /// </summary>
    public (double First, double Second) ExplainedVariance { get; }

    /// <summary>Coordinates of each point.</summary>
    public (double Alpha, double Beta)[] Coordinates { get; }

    private static float[] Combine(double[][] rows, ReadOnlySpan<double> weights, double eigenvalue)
    {
        var component = new float[rows[0].Length];
        if (eigenvalue <= 0)
            return component;
        var sum = new double[component.Length];
        for (var t = 0; t < rows.Length; t++)
            for (var i = 0; i < sum.Length; i++)
                sum[i] += weights[t] * rows[t][i];
        // Fixes the sign, so that a refit does not mirror the surface: the start has a positive coordinate.
        var scale = (Dot(sum, rows[0]) < 0 ? -1 : 1) / Math.Sqrt(eigenvalue);
        for (var i = 0; i < sum.Length; i++)
            component[i] = (float)(sum[i] * scale);
        return component;
    }

    private static double Along(float[] point, float[] final, float[] direction)
    {
        var sum = 0.0;
        for (var i = 0; i < point.Length; i++)
            sum += ((double)point[i] - final[i]) * direction[i];
        return sum;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
