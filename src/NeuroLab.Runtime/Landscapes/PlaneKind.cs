namespace NeuroLab.Landscapes;

/// <summary>A way to choose the plane that the surface is drawn over.</summary>
public abstract class PlaneKind
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>One line for menus.</summary>
    public abstract string Description { get; }

    /// <summary>Whether it needs <see cref="PlaneContext.Path"/>.</summary>
    public virtual bool NeedsPath => false;

    /// <summary>Whether it needs <see cref="PlaneContext.Gradient"/>.</summary>
    public virtual bool NeedsGradient => false;

    /// <summary>Makes the plane. May be slow: call it outside a frame where the network is large.</summary>
    /// <exception cref="Numerics.UserErrorException">The context lacks what this kind needs, for example a path.</exception>
    public abstract Plane Create(PlaneContext context);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
