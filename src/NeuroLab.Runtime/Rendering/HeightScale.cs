using System.Buffers;

namespace NeuroLab.Rendering;

/// <summary>
/// Maps a loss to its height and colour, linearly or logarithmically. The coordinate is 0 at <see cref="Minimum"/> and
/// 1 at <see cref="Maximum"/>; outside it is compressed smoothly and never leaves −0.12…1.12, so that one diverging
/// corner does not flatten the rest. Shared by surface, balls, labels and picking.
/// </summary>
/// <param name="Minimum">The loss at coordinate 0.</param>
/// <param name="Maximum">The loss at coordinate 1.</param>
/// <param name="Logarithmic">Whether the height is logarithmic in the loss.</param>
public readonly record struct HeightScale(float Minimum, float Maximum, bool Logarithmic = false)
{
    /// <summary>World height of coordinate 1; the surface's footprint is 2 × 2.</summary>
    public const float WorldHeight = 0.9f;

    private const float Overshoot = 0.12f;

    // The smallest loss that the logarithm distinguishes from 0, relative to the maximum: a surface that rises to a
    // million above a minimum of a millionth shows what lies below 1 too.
    private const float FloorShare = 1e-9f;

    private const float Resolution = 1e-6f;

    // Of two surfaces the lower one stands so far above the floor.
    private const float RoomBelow = 1e-3f;

    /// <summary>The share of the maximum that the logarithm still distinguishes from 0.</summary>
    internal float LowestShare { get; init; } = FloorShare;

    private float Floor => MathF.Max(MathF.Max(Minimum, Maximum * LowestShare), 1e-30f);

    /// <summary>The coordinate of a loss; NaN if the loss is not finite.</summary>
    public float Coordinate(float loss)
    {
        if (!float.IsFinite(loss)) return float.NaN;
        var linear = Logarithmic
            ? MathF.Log(MathF.Max(loss, Floor * Resolution) / Floor)
                / MathF.Log(MathF.Max(Maximum / Floor, 1 + Resolution))
            : (loss - Minimum) / MathF.Max(Maximum - Minimum, float.Epsilon);
        return linear switch
        {
            > 1 => 1 + Overshoot * (1 - MathF.Exp((1 - linear) / Overshoot)),
            < 0 => -Overshoot * (1 - MathF.Exp(linear / Overshoot)),
            _ => linear,
        };
    }

    /// <summary>The height of a loss in world units; NaN if the loss is not finite.</summary>
    public float Height(float loss) => WorldHeight * Coordinate(loss);

    /// <summary>The loss at a coordinate of 0…1, for ticks, contours and the colour scale.</summary>
    public float LossAt(float coordinate) => Logarithmic
        ? Floor * MathF.Pow(MathF.Max(Maximum / Floor, 1 + Resolution), coordinate)
        : Minimum + coordinate * (Maximum - Minimum);

    /// <summary>
    /// Whether there are finite losses below the scale, or above it, by more than a thousandth of its range.
    /// </summary>
    public (bool Low, bool High) Cuts(ReadOnlySpan<float> losses)
    {
        var (below, above) = (LossAt(-1e-3f), LossAt(1 + 1e-3f));
        var (low, high) = (false, false);
        foreach (var loss in losses)
        {
            low |= loss < below;
            high |= loss > above && float.IsFinite(loss);
        }
        return (low, high);
    }

    // The geometric mean.
    private static float Middle(ReadOnlySpan<float> losses)
    {
        var (sum, count) = (0.0, 0);
        foreach (var loss in losses)
        {
            if (loss > 0 && float.IsFinite(loss)) (sum, count) = (sum + Math.Log(loss), count + 1);
        }
        return count > 0 ? (float)Math.Exp(sum / count) : float.MaxValue;
    }

    /// <summary>A scale for differences, with 0 in its middle.</summary>
    internal static HeightScale FitDifference(ReadOnlySpan<float> differences)
    {
        var largest = 0f;
        foreach (var difference in differences)
        {
            if (float.IsFinite(difference)) largest = MathF.Max(largest, MathF.Abs(difference));
        }
        return largest > 0 ? new HeightScale(-largest, largest) : new HeightScale(-1, 1);
    }

    /// <summary>
    /// A scale that spans the finite values of `losses` up to the given quantile: 0.98 leaves the highest 2 % to the
    /// soft end. Without a finite value it is 0…1. Sorts a pooled copy.
    /// </summary>
    public static HeightScale Fit(ReadOnlySpan<float> losses, bool logarithmic = false, float upperShare = 1f) =>
        Fit(losses, [], logarithmic, upperShare);

    /// <summary>One scale for two surfaces.</summary>
    internal static HeightScale Fit(ReadOnlySpan<float> losses, ReadOnlySpan<float> others, bool logarithmic, float upperShare = 1f)
    {
        var sorted = ArrayPool<float>.Shared.Rent(losses.Length + others.Length);
        var count = 0;
        foreach (var loss in losses)
        {
            if (float.IsFinite(loss)) sorted[count++] = loss;
        }
        foreach (var loss in others)
        {
            if (float.IsFinite(loss)) sorted[count++] = loss;
        }
        HeightScale scale = new(0, 1, logarithmic);
        if (count > 0)
        {
            Array.Sort(sorted, 0, count);
            var low = sorted[0];
            var high = sorted[Math.Clamp((int)MathF.Ceiling(upperShare * count) - 1, 0, count - 1)];
            // A flat surface is drawn at the middle of a minimal range.
            var minHalfRange = MathF.Max(MathF.Abs(low) * 1e-4f, 1e-12f);
            if (high - low < minHalfRange) (low, high) = (low - minHalfRange, high + minHalfRange);
            scale = new HeightScale(low, high, logarithmic);
            if (logarithmic && others.Length > 0)
                scale = scale with { LowestShare = MathF.Min(FloorShare, RoomBelow * MathF.Min(Middle(losses), Middle(others)) / high) };
        }
        ArrayPool<float>.Shared.Return(sorted);
        return scale;
    }
}
