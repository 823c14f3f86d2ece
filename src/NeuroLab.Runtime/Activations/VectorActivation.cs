using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroLab.Activations;

/// <summary>An activation whose loops run on vectors of <typeparamref name="TFormula"/>.</summary>
public abstract class VectorActivation<TFormula> : Activation
    where TFormula : struct, IActivationFormula
{
    private static readonly int Lanes = Vector512<float>.Count;

    /// <inheritdoc/>
    public sealed override void Apply(ReadOnlySpan<float> z, Span<float> a)
    {
        a = a[..z.Length];
        var i = 0;
        for (; i <= z.Length - Lanes; i += Lanes)
            TFormula.Value(Vector512.Create(z[i..])).CopyTo(a[i..]);
        if (i < z.Length)
            Store(TFormula.Value(LoadTail(z[i..])), a[i..]);
    }

    /// <inheritdoc/>
    public sealed override void MultiplyBySlope(ReadOnlySpan<float> z, ReadOnlySpan<float> a, Span<float> delta)
    {
        a = a[..z.Length];
        delta = delta[..z.Length];
        var i = 0;
        for (; i <= z.Length - Lanes; i += Lanes)
        {
            var slope = TFormula.Slope(Vector512.Create(z[i..]), Vector512.Create(a[i..]));
            (slope * Vector512.Create<float>(delta[i..])).CopyTo(delta[i..]);
        }
        if (i < z.Length)
            Store(TFormula.Slope(LoadTail(z[i..]), LoadTail(a[i..])) * LoadTail(delta[i..]), delta[i..]);
    }

    private static Vector512<float> LoadTail(ReadOnlySpan<float> tail)
    {
        Span<float> padded = stackalloc float[Vector512<float>.Count];
        tail.CopyTo(padded);
        return Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(padded));
    }

    private static void Store(Vector512<float> value, Span<float> tail)
    {
        Span<float> padded = stackalloc float[Vector512<float>.Count];
        value.CopyTo(padded);
        padded[..tail.Length].CopyTo(tail);
    }
}
