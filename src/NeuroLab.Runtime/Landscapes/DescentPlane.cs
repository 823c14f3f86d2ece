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
        var (centerA, spanA) = Range(components.Coordinates.Select(c => c.Alpha));
        var (centerB, spanB) = Range(components.Coordinates.Select(c => c.Beta));
        if (!double.IsFinite(spanA + spanB) || spanA == 0)
            throw new UserErrorException("the descent plane needs a path that moves and stays finite; lower the learning rate");
        // For a nearly straight path the second direction would vanish: keep at least a fifth of the first.
        spanB = Math.Max(spanB, spanA / 5);

        var origin = new float[final.Length];
        var first = new float[final.Length];
        var second = new float[final.Length];
        for (var i = 0; i < final.Length; i++)
        {
            origin[i] = (float)(final[i] + centerA * components.First[i] + centerB * components.Second[i]);
            first[i] = (float)(components.First[i] * spanA / Fill);
            second[i] = (float)(components.Second[i] * spanB / Fill);
        }
        var share = components.ExplainedVariance.First + components.ExplainedVariance.Second;
        return new Plane(origin, first, second,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"descent plane, {share * 100:F0} % of the path"))
        {
            Path = [.. components.Coordinates.Select(c => (Fill * (c.Alpha - centerA) / spanA, Fill * (c.Beta - centerB) / spanB))],
        };
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
