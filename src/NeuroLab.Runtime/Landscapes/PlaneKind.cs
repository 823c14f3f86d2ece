namespace NeuroLab.Landscapes;

/// <summary>A way to choose the plane of the surface.</summary>
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

    /// <summary>Creates the plane. May be slow: for a large network, do not call it during a frame.</summary>
    /// <exception cref="Numerics.UserErrorException">The context lacks something this kind needs, for example a
    /// path.</exception>
    public abstract Plane Create(PlaneContext context);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
