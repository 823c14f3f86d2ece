using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroLab.Activations;

/// <summary>An activation vectorized by <typeparamref name="TFormula"/>.</summary>
internal abstract class VectorActivation<TFormula> : Activation
    where TFormula : struct, IActivationFormula
{
    private static readonly int Lanes = Vector512<float>.Count;

    /// <inheritdoc/>
    public sealed override void Apply(ReadOnlySpan<float> z, Span<float> a)
    {
        ref var source = ref MemoryMarshal.GetReference(z);
        ref var values = ref MemoryMarshal.GetReference(a[..z.Length]);
        var i = 0;
        for (; TFormula.HasPairs && i <= z.Length - 2 * Lanes; i += 2 * Lanes)
        {
            var first = Vector512.LoadUnsafe(ref source, (nuint)i);
            var second = Vector512.LoadUnsafe(ref source, (nuint)(i + Lanes));
            TFormula.Values(ref first, ref second);
            first.StoreUnsafe(ref values, (nuint)i);
            second.StoreUnsafe(ref values, (nuint)(i + Lanes));
        }
        for (; i <= z.Length - Lanes; i += Lanes)
            TFormula.Value(Vector512.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref values, (nuint)i);
        if (i < z.Length)
            Tail(z[i..], a[i..z.Length]);
    }

    /// <inheritdoc/>
    public sealed override void Apply(ReadOnlySpan<float> z, Span<float> a, Span<float> slopes)
    {
        ref var source = ref MemoryMarshal.GetReference(z);
        ref var values = ref MemoryMarshal.GetReference(a[..z.Length]);
        ref var derivatives = ref MemoryMarshal.GetReference(slopes[..z.Length]);
        var i = 0;
        for (; TFormula.HasPairs && i <= z.Length - 2 * Lanes; i += 2 * Lanes)
        {
            Vector512<float> sum = Vector512.LoadUnsafe(ref source, (nuint)i), value = sum;
            Vector512<float> nextSum = Vector512.LoadUnsafe(ref source, (nuint)(i + Lanes)), nextValue = nextSum;
            TFormula.Values(ref value, ref nextValue);
            value.StoreUnsafe(ref values, (nuint)i);
            nextValue.StoreUnsafe(ref values, (nuint)(i + Lanes));
            TFormula.Slope(sum, value).StoreUnsafe(ref derivatives, (nuint)i);
            TFormula.Slope(nextSum, nextValue).StoreUnsafe(ref derivatives, (nuint)(i + Lanes));
        }
        for (; i <= z.Length - Lanes; i += Lanes)
        {
            var sum = Vector512.LoadUnsafe(ref source, (nuint)i);
            var value = TFormula.Value(sum);
            value.StoreUnsafe(ref values, (nuint)i);
            TFormula.Slope(sum, value).StoreUnsafe(ref derivatives, (nuint)i);
        }
        if (i < z.Length)
            Tail(z[i..], a[i..z.Length], slopes[i..z.Length]);
    }

    /// <inheritdoc/>
    public sealed override void Apply(ReadOnlySpan<float> z, Span<float> a, Span<float> slopes, Span<float> curvatures)
    {
        ref var source = ref MemoryMarshal.GetReference(z);
        ref var values = ref MemoryMarshal.GetReference(a[..z.Length]);
        ref var first = ref MemoryMarshal.GetReference(slopes[..z.Length]);
        ref var second = ref MemoryMarshal.GetReference(curvatures[..z.Length]);
        var i = 0;
        for (; i <= z.Length - Lanes; i += Lanes)
        {
            var sum = Vector512.LoadUnsafe(ref source, (nuint)i);
            var value = TFormula.Value(sum);
            var slope = TFormula.Slope(sum, value);
            value.StoreUnsafe(ref values, (nuint)i);
            slope.StoreUnsafe(ref first, (nuint)i);
            TFormula.Curvature(sum, value, slope).StoreUnsafe(ref second, (nuint)i);
        }
        if (i < z.Length)
            Tail(z[i..], a[i..z.Length], slopes[i..z.Length], curvatures[i..z.Length]);
    }

    // Separate methods: where a register is split in two, this much extra code would stop the loops from being inlined,
    // and each call would clear a large frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Tail(ReadOnlySpan<float> z, Span<float> a) => Store(TFormula.Value(Load(z)), a);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Tail(ReadOnlySpan<float> z, Span<float> a, Span<float> slopes)
    {
        var sum = Load(z);
        var value = TFormula.Value(sum);
        Store(value, a);
        Store(TFormula.Slope(sum, value), slopes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Tail(ReadOnlySpan<float> z, Span<float> a, Span<float> slopes, Span<float> curvatures)
    {
        var sum = Load(z);
        var value = TFormula.Value(sum);
        var slope = TFormula.Slope(sum, value);
        Store(value, a);
        Store(slope, slopes);
        Store(TFormula.Curvature(sum, value, slope), curvatures);
    }

    private static Vector512<float> Load(ReadOnlySpan<float> tail)
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
