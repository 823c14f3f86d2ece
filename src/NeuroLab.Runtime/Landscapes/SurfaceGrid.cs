using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// The points at which a plane is sampled: <see cref="Resolution"/>² of them, evenly spaced over [−Extent, Extent]²,
/// stored [row β, column α].
/// </summary>
/// <param name="Resolution">Points along each side, at least 2.</param>
/// <param name="Extent">Half the side, in units of the directions.</param>
public readonly record struct SurfaceGrid(int Resolution, double Extent)
{
    /// <summary>Number of points.</summary>
    public int Count => Rows * Columns;

    /// <summary>Any rectangle, or a part of it, instead of a whole square.</summary>
    internal GridPart? Part { get; init; }

    /// <summary>Half the side along β.</summary>
    internal double BetaExtent => Part?.Beta.To ?? Extent;

    /// <summary>The grid of two centred axes.</summary>
    internal static SurfaceGrid Of(GridAxis alpha, GridAxis beta) =>
        new(alpha.Count, alpha.To) { Part = alpha == beta ? null : new GridPart(alpha, beta) };

    /// <summary>Whether the share of correctly classified samples is computed at each point too.</summary>
    internal bool HasAccuracy { get; init; }

    /// <summary>Points along β.</summary>
    internal int Rows => Part?.Rows ?? Resolution;

    /// <summary>Points along α.</summary>
    internal int Columns => Part?.Columns ?? Resolution;

    /// <summary>The coordinate of column or row <paramref name="index"/>.</summary>
    public double Coordinate(int index) => Extent * (2.0 * index / (Resolution - 1) - 1);

    /// <summary>(α, β) of a point, in the precision of the backends.</summary>
    internal (float Alpha, float Beta) PointAt(int index)
    {
        var (row, column) = Math.DivRem(index, Columns);
        return Part is { } part
            ? ((float)part.Alpha.At(part.FirstColumn + column), (float)part.Beta.At(part.FirstRow + row))
            : ((float)Coordinate(column), (float)Coordinate(row));
    }
}
