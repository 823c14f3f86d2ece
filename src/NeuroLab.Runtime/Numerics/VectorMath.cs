using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuroLab.Numerics;

/// <summary>
/// Elementary functions on sixteen floats at a time. Written once for 512 bits: on narrower machines the runtime splits
/// each operation into two or four registers. NaN in, NaN out.
/// </summary>
public static class VectorMath
{
    /// <summary>eˣ. Overflows to ∞ above 88.73 and underflows gradually to 0, as <see cref="MathF.Exp"/> does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        // x = n·ln 2 + r with |r| ≤ ln 2 / 2; ln 2 in two parts keeps r exact (Cody and Waite).
        var clamped = Vector512.Min(Vector512.Max(x, Vector512.Create(-104f)), Vector512.Create(89f));
        var n = Vector512.Round(clamped * 1.44269504f);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), clamped);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);

        var p = Vector512.Create(1.9875691500e-4f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r) + Vector512<float>.One;

        // 2ⁿ in two factors, so that n = 128 and the subnormal range need no case of their own.
        var exponent = Vector512.ConvertToInt32(n);
        var half = exponent >> 1;
        var result = p * PowerOfTwo(half) * PowerOfTwo(exponent - half);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), result, x);
    }

    /// <summary>tanh x: an odd polynomial near zero, where 1 − 2/(e²ˣ + 1) would cancel, and that formula beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        var magnitude = Vector512.Abs(x);
        var z = x * x;
        var p = Vector512.Create(-5.70498872745e-3f);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2.06390887954e-2f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-5.37397155531e-2f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(1.33314422036e-1f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-3.33332819422e-1f));
        var near = Vector512.FusedMultiplyAdd(p * z, x, x);

        var far = Vector512<float>.One - Vector512.Create(2f) / (Exp(magnitude + magnitude) + Vector512<float>.One);
        return Vector512.ConditionalSelect(
            Vector512.LessThan(magnitude, Vector512.Create(0.625f)), near, Vector512.CopySign(far, x));
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) =>
        Vector512<float>.One / (Vector512<float>.One + Exp(-x));

    /// <summary>
    /// ln(1 + u) for u in [0, 1], as 2·artanh(u / (2 + u)): keeps its relative precision where u is tiny.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> u)
    {
        var s = u / (u + Vector512.Create(2f));
        var z = s * s;
        var p = Vector512.Create(2f / 15f);
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2f / 13f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2f / 11f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2f / 9f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2f / 7f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2f / 5f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2f / 3f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(2f));
        return p * s;
    }

    /// <summary>ln x for positive, normal x; NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        // x = m·2ⁿ with m in [√½, √2): then ln m = ln(1 + (m − 1)) is small and cancels nothing.
        var offset = x.AsInt32() - Vector512.Create(0x3F3504F3);
        var n = Vector512.ConvertToSingle(offset >> 23);
        var m = ((offset & Vector512.Create(0x007FFFFF)) + Vector512.Create(0x3F3504F3)).AsSingle();
        var log = Vector512.MultiplyAddEstimate(n, Vector512.Create(0.693147181f), Log1p(m - Vector512<float>.One));
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), log, x);
    }

    /// <summary>ln(1 + eˣ) without overflow: max(x, 0) + ln(1 + e^−|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) =>
        Vector512.Max(x, Vector512<float>.Zero) + Log1p(Exp(-Vector512.Abs(x)));

    /// <summary>The error function, absolute error below 3e-7 (Abramowitz and Stegun 7.1.26).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x)
    {
        var magnitude = Vector512.Abs(x);
        var t = Vector512<float>.One / Vector512.FusedMultiplyAdd(
            magnitude, Vector512.Create(0.3275911f), Vector512<float>.One);
        var p = Vector512.Create(1.061405429f);
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(-1.453152027f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(1.421413741f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(-0.284496736f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(0.254829592f));
        var positive = Vector512<float>.One - p * t * Exp(-magnitude * magnitude);
        return Vector512.CopySign(positive, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> PowerOfTwo(Vector512<int> n) => ((n + Vector512.Create(127)) << 23).AsSingle();
}
