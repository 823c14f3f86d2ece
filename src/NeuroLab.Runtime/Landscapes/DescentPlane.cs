using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>The plane of a descent, recorded ahead from step 0: its first two principal components.</summary>
internal sealed class DescentPlane : PlaneKind
{
    /// <inheritdoc/>
    public override string Name => "descent";

    /// <inheritdoc/>
    public override string Description => "the two principal components of the descent ahead, from the first weights";

    /// <inheritdoc/>
    public override bool NeedsPath => true;

    /// <inheritdoc/>
    public override Plane Create(PlaneContext context)
    {
        if (context.Path.Count < 3)
            throw new UserErrorException("the descent plane needs a path of at least 3 points; train first, or choose the random plane");
        return new PathComponents(context.Path).ToPlane(context.Path[^1], Name);
    }
}
