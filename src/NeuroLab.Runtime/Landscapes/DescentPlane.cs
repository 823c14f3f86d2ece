using System.Numerics.Tensors;
using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>The plane of a descent, recorded ahead from step 0: its first two principal components.</summary>
internal sealed class DescentPlane : PlaneKind
{
    /// <inheritdoc/>
    public override string Name => "descent";

    /// <inheritdoc/>
    public override string Description => "the two principal components of the descent ahead, from the first weights or from where they were put";

    /// <inheritdoc/>
    public override bool NeedsPath => true;

    /// <inheritdoc/>
    public override Plane Create(PlaneContext context)
    {
        if (context.Path.Count < 3)
            throw new UserErrorException("the descent plane needs a path of at least 3 points; train first, or choose the random plane");
        // Weights that were moved off the path lie on the plane too.
        return new PathComponents(context.Path).ToPlane(context.Path[^1], Name, !context.IsMoved && IsOnPath(context) ? default : context.Network.Parameters);
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
}
