using System.Numerics.Tensors;
using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// The plane of a descent: its first two principal components, shifted and scaled so that the whole path lies well
/// inside −1 … 1.
/// </summary>
internal sealed class DescentPlane : PlaneKind
{
    // The path spans this fraction of the surface; the margin shows its surroundings.
    private const double Fill = 0.62;

    /// <inheritdoc/>
    public override string Name => "descent";

    /// <inheritdoc/>
    public override string Description => "the two principal components of the path";

    /// <inheritdoc/>
    public override bool NeedsPath => true;

    /// <inheritdoc/>
    public override Plane Create(PlaneContext context)
    {
        if (context.Path.Count < 3)
            throw new UserErrorException("the descent plane needs a path of at least 3 points; train first, or choose the random plane");
        var components = new PathComponents(context.Path);
        var final = context.Path[^1];
        // Weights that were moved off the path: the plane is shifted, and widened, to contain them.
        var moved = IsOnPath(context) ? null : Difference(context.Network.Parameters, final);
        var (movedA, movedB) = moved is null ? (0.0, 0.0) : (Dot(moved, components.First), Dot(moved, components.Second));
        var (centerA, spanA) = Range(components.Coordinates.Select(c => c.Alpha).Append(movedA));
        var (centerB, spanB) = Range(components.Coordinates.Select(c => c.Beta).Append(movedB));
        if (!double.IsFinite(spanA + spanB) || spanA == 0)
            throw new UserErrorException("the descent plane needs a path that moves and stays finite; lower the learning rate");
        // For a nearly straight path the second direction would vanish: keep at least a fifth of the first.
        spanB = Math.Max(spanB, spanA / 5);

        var origin = new float[final.Length];
        var first = new float[final.Length];
        var second = new float[final.Length];
        for (var i = 0; i < final.Length; i++)
        {
            var offPlane = moved is null ? 0 : moved[i] - movedA * components.First[i] - movedB * components.Second[i];
            origin[i] = (float)(final[i] + offPlane + centerA * components.First[i] + centerB * components.Second[i]);
            first[i] = (float)(components.First[i] * spanA / Fill);
            second[i] = (float)(components.Second[i] * spanB / Fill);
        }
        var share = components.ExplainedVariance.First + components.ExplainedVariance.Second;
        return new Plane(origin, first, second,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"descent plane, {share * 100:F0} % of the path{(moved is null ? "" : ", shifted to the weights")}"))
        {
            Path = [.. components.Coordinates.Select(c => (Fill * (c.Alpha - centerA) / spanA, Fill * (c.Beta - centerB) / spanB))],
        };
    }

    // Nearer to a point of the path than the next one is.
    private static bool IsOnPath(PlaneContext context)
    {
        var (path, weights) = (context.Path, context.Network.Parameters);
        var nearest = 0;
        var least = float.PositiveInfinity;
        for (var i = 0; i < path.Count; i++)
        {
            if (TensorPrimitives.Distance<float>(weights, path[i]) is var distance && distance < least)
                (nearest, least) = (i, distance);
        }
        var before = nearest > 0 ? TensorPrimitives.Distance<float>(path[nearest], path[nearest - 1]) : 0;
        var after = nearest + 1 < path.Count ? TensorPrimitives.Distance<float>(path[nearest], path[nearest + 1]) : 0;
        return !float.IsFinite(least) || least <= Math.Max(before, after);
    }

    private static double Dot(double[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static double[] Difference(ReadOnlySpan<float> weights, ReadOnlySpan<float> from)
    {
        var difference = new double[weights.Length];
        for (var i = 0; i < difference.Length; i++)
            difference[i] = weights[i] - from[i];
        return difference;
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
}
