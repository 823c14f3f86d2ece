using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>Two random directions, filter-normalized, not orthogonalized (Li et al. 2018).</summary>
internal sealed class RandomPlane : PlaneKind
{
    /// <inheritdoc/>
    public override string Name => "random";

    /// <inheritdoc/>
    public override string Description => "two filter-normalized random directions through the weights";

    /// <inheritdoc/>
    public override Plane Create(PlaneContext context)
    {
        var random = new SeededRandom(context.Seed, stream: 2);
        return new Plane(
            (float[])context.Network.Parameters.Clone(), Next(context.Network, random), Next(context.Network, random),
            "random plane");
    }

    private static float[] Next(Network network, SeededRandom random)
    {
        var direction = Direction.Random(network.Shape, random);
        Direction.NormalizeFilters(direction, network);
        return direction;
    }
}
