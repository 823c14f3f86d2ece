namespace NeuroLab.Activations;

/// <summary>
/// A function applied to each unit of a hidden layer, with its slope and curvature. Stateless; every method is
/// thread-safe. Each activation carries its formula three times in one file: double (the reference), vector and GLSL.
/// </summary>
public abstract class Activation
{
    /// <summary>The name on the command line and in files, for example <c>leaky_relu</c>.</summary>
    public abstract string Name { get; }

    /// <summary>One line for menus and tooltips: the formula.</summary>
    public abstract string Description { get; }

    /// <summary>
    /// Three GLSL functions: <c>float activate(float z)</c>, <c>float activation_slope(float z, float a)</c> and
    /// <c>float activation_curvature(float z, float a)</c>, with a = activate(z).
    /// </summary>
    public abstract string Glsl { get; }

    /// <summary>f(z) in double precision.</summary>
    public abstract double Value(double z);

    /// <summary>f′(z) in double precision; at a kink the value PyTorch uses.</summary>
    public abstract double Slope(double z);

    /// <summary>f″(z) in double precision; 0 at a kink.</summary>
    public abstract double Curvature(double z);

    /// <summary>a[i] = f(z[i]). The spans have equal length and may be the same.</summary>
    public abstract void Apply(ReadOnlySpan<float> z, Span<float> a);

    /// <summary>
    /// a[i] = f(z[i]) and slopes[i] = f′(z[i]): what a forward pass stores for the backward pass. The spans have equal
    /// length; z and a may be the same.
    /// </summary>
    public abstract void Apply(ReadOnlySpan<float> z, Span<float> a, Span<float> slopes);

    /// <summary>
    /// The same and, in <paramref name="curvatures"/>, f″(z[i]): what a product with the Hessian needs. The spans have
    /// equal length; z and a may be the same.
    /// </summary>
    public abstract void Apply(ReadOnlySpan<float> z, Span<float> a, Span<float> slopes, Span<float> curvatures);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
