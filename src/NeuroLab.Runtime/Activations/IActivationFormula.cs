using System.Runtime.Intrinsics;

namespace NeuroLab.Activations;

/// <summary>
/// The vector form of an activation. Implemented by structs, so that generic kernels are compiled once per formula,
/// with the formula inlined.
/// </summary>
internal interface IActivationFormula
{
    /// <summary>f(z), lane by lane.</summary>
    static abstract Vector512<float> Value(Vector512<float> z);

    /// <summary>Whether <see cref="Values"/> is implemented and faster than one register at a time.</summary>
    static virtual bool HasPairs => false;

    /// <summary>f of two registers, in place.</summary>
    static virtual void Values(ref Vector512<float> first, ref Vector512<float> second) => throw new NotSupportedException();

    /// <summary>f′(z), lane by lane, given a = f(z).</summary>
    static abstract Vector512<float> Slope(Vector512<float> z, Vector512<float> a);

    /// <summary>f″(z), lane by lane, given a = f(z) and f′(z).</summary>
    static abstract Vector512<float> Curvature(Vector512<float> z, Vector512<float> a, Vector512<float> slope);
}
