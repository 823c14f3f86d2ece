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
    public int Count => Resolution * Resolution;

    /// <summary>The coordinate of column or row <paramref name="index"/>.</summary>
    public double Coordinate(int index) => Extent * (2.0 * index / (Resolution - 1) - 1);
}
