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

    /// <summary>
    /// The eigenvectors of the loss' Hessian that it needs in <see cref="PlaneContext.Eigenpairs"/>, by number: 1 for the
    /// largest eigenvalue's, 2 for the next …, −1 for the smallest's.
    /// </summary>
    internal virtual IReadOnlyList<int> Eigenvectors => [];

    /// <summary>The variant of this kind given after a colon, for example <c>hessian:1,3</c>.</summary>
    /// <param name="choice">The text after the colon.</param>
    /// <exception cref="Numerics.UserErrorException">There is no such choice.</exception>
    internal virtual PlaneKind Choose(string choice) =>
        throw new Numerics.UserErrorException($"the {Name} plane leaves nothing to choose; leave out ':{choice}'");

    /// <summary>Creates the plane. May be slow: for a large network, do not call it during a frame.</summary>
    /// <exception cref="Numerics.UserErrorException">The context lacks something this kind needs, for example a
    /// path.</exception>
    public abstract Plane Create(PlaneContext context);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
