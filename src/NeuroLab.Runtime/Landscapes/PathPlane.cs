using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// The plane of the path so far: its first two principal components (Li et al. 2018, section 7), with the signs of the
/// plane before, so that fitting it again does not mirror the surface.
/// </summary>
internal sealed class PathPlane : PlaneKind
{
    /// <inheritdoc/>
    public override string Name => "path";

    /// <inheritdoc/>
    public override string Description => "the two principal components of the path so far, with all that was changed on the way";

    /// <inheritdoc/>
    public override bool NeedsPath => true;

    /// <inheritdoc/>
    internal override bool LooksBack => true;

    /// <inheritdoc/>
    public override Plane Create(PlaneContext context)
    {
        if (context.Path.Count < 3)
            throw new UserErrorException("the path plane needs a path of at least 3 points; train first, or choose the descent plane, which looks ahead");
        return new PathComponents(context.Path, context.Previous).ToPlane(context.Path[^1], Name);
    }
}
