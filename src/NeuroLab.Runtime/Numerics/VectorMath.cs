using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuroLab.Numerics;

/// <summary>
/// Elementary functions on sixteen floats at a time. Written for 512 bits; on narrower CPUs the runtime splits each
/// operation into two or four registers. NaN in, NaN out.
/// </summary>
public static class VectorMath
{
    /// <summary>eˣ, within 2 ulp. Overflows to ∞ above 88.73 and underflows gradually to 0, as <see cref="MathF.Exp"/> does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        var clamped = Clamp(x, -104f, 89f);
        // x = n·ln 2 + r with |r| ≤ ln 2 / 2. Adding 1.5·2²³ rounds to an integer and leaves it in the low bits.
        var magic = Vector512.Create(12582912f);
        var shifted = Vector512.MultiplyAddEstimate(clamped, Vector512.Create(1.44269504f), magic);
        var n = shifted - magic;
        // ln 2 in two parts keeps r exact (Cody and Waite): the first has few enough bits that its product with n is
        // exact.
        var r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-0.693359375f), clamped);
        r = Vector512.MultiplyAddEstimate(n, Vector512.Create(2.12194440e-4f), r);

        // eʳ = 1 + r + r²·p(r), p minimax for the relative error (3e-9).
        var p = Vector512.Create(1.381315334e-3f);
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(8.369418324e-3f));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(4.166845659e-2f));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(1.66665148e-1f));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(4.999999305e-1f));
        p = Vector512.MultiplyAddEstimate(p, r * r, r) + Vector512<float>.One;

        // 2ⁿ in two factors, so that n = 128 and the subnormal range need no case of their own.
        var exponent = shifted.AsInt32() - magic.AsInt32();
        var half = exponent >> 1;
        return p * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>tanh x, within 6 ulp (7e-7 relative): x·P(x²)/Q(x²), minimax for the relative error (2e-8) up to where it is 1 in float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        var other = x;
        Tanh(ref x, ref other); // optimized away when the result is unused
        return x;
    }

    /// <summary>
    /// Tanh of two vectors, in place, with their steps interleaved: a single one leaves the CPU waiting for results
    /// most of the time.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tanh(ref Vector512<float> x, ref Vector512<float> y)
    {
        x = Clamp(x, -9.02f, 9.02f);
        y = Clamp(y, -9.02f, 9.02f);
        Vector512<float> xx = x * x, yy = y * y;
        var px = Vector512.Create(1.3319490274e-8f);
        var py = px;
        Horner(ref px, xx, ref py, yy, 2.0583811008e-5f);
        Horner(ref px, xx, ref py, yy, 3.4940558157e-3f);
        Horner(ref px, xx, ref py, yy, 0.13379736257f);
        Horner(ref px, xx, ref py, yy, 0.99999997911f);
        x *= px;
        y *= py;
        var qx = Vector512.Create(7.7621988708e-7f);
        var qy = qx;
        Horner(ref qx, xx, ref qy, yy, 3.2831267412e-4f);
        Horner(ref qx, xx, ref qy, yy, 2.5871155348e-2f);
        Horner(ref qx, xx, ref qy, yy, 0.46713051525f);
        Horner(ref qx, xx, ref qy, yy, 1);
        // Rounding must not carry the result past 1: slopes 1 − a² would become negative.
        x = Clamp(x / qx, -1, 1);
        y = Clamp(y / qy, -1, 1);
    }

    /// <summary>1 / (1 + e⁻ˣ), within 4 ulp where the result is a normal number.</summary>
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
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(2f / 13f));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(2f / 11f));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(2f / 9f));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(2f / 7f));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(2f / 5f));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(2f / 3f));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(2f));
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

    /// <summary>The error function, within 6 ulp (7e-7 relative): x·P(x²)/Q(x²), minimax for the relative error (2e-8) up to where it is 1 in float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x)
    {
        var clamped = Clamp(x, -3.93f, 3.93f);
        var z = clamped * clamped;
        var p = Vector512.Create(2.0419623983e-6f);
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(2.848046721e-4f));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(3.7795221221e-3f));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(5.279003437e-2f));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(0.19078208895f));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(1.1283791455f));
        var q = Vector512.Create(3.8003773795e-5f);
        q = Vector512.MultiplyAddEstimate(q, z, Vector512.Create(1.1651874073e-3f));
        q = Vector512.MultiplyAddEstimate(q, z, Vector512.Create(1.4997273025e-2f));
        q = Vector512.MultiplyAddEstimate(q, z, Vector512.Create(0.1142567813f));
        q = Vector512.MultiplyAddEstimate(q, z, Vector512.Create(0.50240894484f));
        q = Vector512.MultiplyAddEstimate(q, z, Vector512<float>.One);
        // Exactly ±1 beyond: gelu multiplies the rest of 1 + erf by its argument.
        var isOne = Vector512.GreaterThanOrEqual(Vector512.Abs(x), Vector512.Create(3.93f));
        return Vector512.ConditionalSelect(
            isOne, Vector512.CopySign(Vector512<float>.One, x), Clamp(clamped * p / q, -1, 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Horner(
        ref Vector512<float> p, Vector512<float> x, ref Vector512<float> q, Vector512<float> y, float next)
    {
        var coefficient = Vector512.Create(next);
        p = Vector512.MultiplyAddEstimate(p, x, coefficient);
        q = Vector512.MultiplyAddEstimate(q, y, coefficient);
    }

    // The operand order lets NaN through: the native instructions return the second operand if either is NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Clamp(Vector512<float> x, float low, float high) =>
        Vector512.MinNative(Vector512.Create(high), Vector512.MaxNative(Vector512.Create(low), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> PowerOfTwo(Vector512<int> n) => ((n + Vector512.Create(127)) << 23).AsSingle();
}
