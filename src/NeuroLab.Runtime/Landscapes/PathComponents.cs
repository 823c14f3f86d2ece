using System.Globalization;
using System.Numerics.Tensors;
using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// The two principal components of a descent (Li et al. 2018, section 7): rows θ_t − θ_n, centred for the
/// decomposition, through the small T×T Gram matrix. Coordinates are (θ_t − θ_n)·pc, so that the path ends at (0, 0).
/// </summary>
internal sealed class PathComponents
{
    // The path spans this fraction of the surface; the margin shows its surroundings.
    private const double Fill = 0.62;

    // Shares this close to a random walk's tell nothing about the path.
    private const double LikeNull = 0.02;

    /// <summary>Decomposes a path of at least three points, oldest first.</summary>
    /// <param name="path">The weights, [parameters] each.</param>
    /// <param name="previous">A plane whose directions keep their signs; null to fix them by the path's start.</param>
    public PathComponents(IReadOnlyList<float[]> path, Plane? previous = null)
    {
        var count = path.Count;
        var final = path[^1];
        var mean = Mean(path);
        var gram = Gram(path, mean);

        var (values, vectors) = SymmetricEigen.Decompose(gram, count);
        var total = values.Where(v => v > 0).Sum();
        First = Combine(path, mean, vectors.AsSpan(0, count), values[0], previous?.First);
        // The remainder of a straight path is rounding error, which has no direction.
        Second = Combine(path, mean, vectors.AsSpan(count, count), values[1] > 1e-13 * values[0] ? values[1] : 0, previous?.Second);
        ExplainedVariance = total > 0 ? (values[0] / total, Math.Max(values[1], 0) / total) : (0, 0);
        Coordinates = [.. path.Select(point => (Along(point, final, First), Along(point, final, Second)))];
    }

    /// <summary>pc₁, a unit vector [parameters]; all 0 if the path does not move.</summary>
    public float[] First { get; }

    /// <summary>pc₂, a unit vector [parameters]; all 0 if the path is straight.</summary>
    public float[] Second { get; }

    /// <summary>
    /// Explained variance ratio of each component; <see cref="RandomWalkShare"/> is what both explain of a random walk.
    /// </summary>
    public (double First, double Second) ExplainedVariance { get; }

    /// <summary>Coordinates of each point.</summary>
    public (double Alpha, double Beta)[] Coordinates { get; }

    /// <summary>
    /// The share of the variance that the first two components explain of a random walk of as many points, in many
    /// dimensions: λ_k ∝ 1/sin²(πk/2T) for T points, whose sum is 2(T² − 1)/3. With T → ∞ these are the terms 6/(π²k²),
    /// 0.61 and 0.15 (Antognini and Sohl-Dickstein 2018).
    /// </summary>
    /// <param name="points">T, at least 3.</param>
    public static double RandomWalkShare(int points)
    {
        double Term(int k) => 1.5 / (((double)points * points - 1) * Math.Pow(Math.Sin(Math.PI * k / (2.0 * points)), 2));
        return Term(1) + Term(2);
    }

    /// <summary>
    /// The plane of both components, shifted and scaled so that the whole path lies well inside −1 … 1.
    /// </summary>
    /// <param name="final">The path's last weights, [parameters].</param>
    /// <param name="kind">The kind of plane, for its description and messages.</param>
    /// <param name="through">Weights off the path that the plane is shifted to, and widened to contain; empty for none.</param>
    /// <exception cref="UserErrorException">The path stands still or is not finite.</exception>
    public Plane ToPlane(float[] final, string kind, ReadOnlySpan<float> through = default)
    {
        var offPlane = new double[through.Length];
        for (var i = 0; i < offPlane.Length; i++)
            offPlane[i] = (double)through[i] - final[i];
        var (a, b) = through.IsEmpty ? (0, 0) : (Dot(offPlane, First), Dot(offPlane, Second));
        for (var i = 0; i < offPlane.Length; i++)
            offPlane[i] -= a * First[i] + b * Second[i];
        var (centerA, spanA) = Range(Coordinates.Select(c => c.Alpha).Append(a));
        var (centerB, spanB) = Range(Coordinates.Select(c => c.Beta).Append(b));
        if (!double.IsFinite(spanA + spanB) || spanA == 0)
            throw new UserErrorException($"the {kind} plane needs a path that moves and stays finite; lower the learning rate");
        // For a nearly straight path the second direction would vanish: keep at least a fifth of the first.
        spanB = Math.Max(spanB, spanA / 5);

        var origin = new float[final.Length];
        var first = new float[final.Length];
        var second = new float[final.Length];
        for (var i = 0; i < final.Length; i++)
        {
            origin[i] = (float)(final[i] + (through.IsEmpty ? 0 : offPlane[i]) + centerA * First[i] + centerB * Second[i]);
            first[i] = (float)(First[i] * spanA / Fill);
            second[i] = (float)(Second[i] * spanB / Fill);
        }
        return new Plane(origin, first, second, $"{kind} plane, {Share()}{(through.IsEmpty ? "" : ", shifted to the weights")}")
        {
            Path = [.. Coordinates.Select(c => (Fill * (c.Alpha - centerA) / spanA, Fill * (c.Beta - centerB) / spanB))],
        };
    }

    // A share is nothing by itself: even a walk without any aim has most of its variance in two directions.
    private string Share()
    {
        var share = ExplainedVariance.First + ExplainedVariance.Second;
        var walk = RandomWalkShare(Coordinates.Length);
        return share <= walk + LikeNull
            ? string.Create(CultureInfo.InvariantCulture, $"{share * 100:F0} % of the path: no more than of a random walk ({walk * 100:F0} %), so it proves nothing")
            : string.Create(CultureInfo.InvariantCulture, $"{share * 100:F0} % of the path (of a random walk {walk * 100:F0} %)");
    }

    private static (double Center, double HalfSpan) Range(IEnumerable<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var value in values)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        return ((low + high) / 2, (high - low) / 2);
    }

    // The mean of θ_t − θ_n, [parameters].
    private static double[] Mean(IReadOnlyList<float[]> path)
    {
        var mean = new double[path[0].Length];
        foreach (var point in path)
            for (var i = 0; i < mean.Length; i++)
                mean[i] += ((double)point[i] - path[^1][i]) / path.Count;
        return mean;
    }

    // [T, T]: one rank-1 update after the other, each sum in the order of the parameters, whatever the vectors' width.
    private static double[] Gram(IReadOnlyList<float[]> path, double[] mean)
    {
        var count = path.Count;
        var gram = new double[count * count];
        var column = new double[count];
        for (var i = 0; i < mean.Length; i++)
        {
            for (var t = 0; t < count; t++)
                column[t] = Centred(path, mean, t, i);
            for (var s = 0; s < count; s++)
            {
                var sums = gram.AsSpan(s * count, s + 1);
                TensorPrimitives.MultiplyAdd(column.AsSpan(0, s + 1), column[s], sums, sums);
            }
        }
        for (var s = 0; s < count; s++)
            for (var t = 0; t < s; t++)
                gram[t * count + s] = gram[s * count + t];
        return gram;
    }

    private static double Centred(IReadOnlyList<float[]> path, double[] mean, int t, int i) => (double)path[t][i] - path[^1][i] - mean[i];

    private static float[] Combine(IReadOnlyList<float[]> path, double[] mean, ReadOnlySpan<double> weights, double eigenvalue, float[]? like)
    {
        var component = new float[mean.Length];
        if (eigenvalue <= 0)
            return component;
        var sum = new double[component.Length];
        for (var t = 0; t < path.Count; t++)
            for (var i = 0; i < sum.Length; i++)
                sum[i] += weights[t] * Centred(path, mean, t, i);
        // Fixes the sign, so that a refit does not mirror the surface: as before, else the start has a positive coordinate.
        var sign = like is null ? 0 : Dot(sum, like);
        if (sign == 0)
        {
            for (var i = 0; i < sum.Length; i++)
                sign += sum[i] * Centred(path, mean, 0, i);
        }
        var scale = (sign < 0 ? -1 : 1) / Math.Sqrt(eigenvalue);
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

    private static double Dot(double[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
