using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace NeuroLab.Curvature;

/// <summary>Double-precision operations on long vectors, one of which is stored in single precision.</summary>
internal static class MixedVector
{
    /// <summary>v·w</summary>
    public static double Dot(ReadOnlySpan<float> v, ReadOnlySpan<double> w)
    {
        Vector512<double> low = Vector512<double>.Zero, high = low;
        var i = 0;
        for (; i <= v.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var (first, second) = Vector512.Widen(Vector512.Create(v[i..]));
            low = Vector512.MultiplyAddEstimate(first, Vector512.Create(w[i..]), low);
            high = Vector512.MultiplyAddEstimate(second, Vector512.Create(w[(i + Vector512<double>.Count)..]), high);
        }
        var sum = Vector512.Sum(low + high);
        for (; i < v.Length; i++)
            sum += v[i] * w[i];
        return sum;
    }

    /// <summary>w ← w + factor·v</summary>
    public static void Add(ReadOnlySpan<float> v, double factor, Span<double> w)
    {
        var scale = Vector512.Create(factor);
        var i = 0;
        for (; i <= v.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var (first, second) = Vector512.Widen(Vector512.Create(v[i..]));
            Span<double> low = w[i..], high = w[(i + Vector512<double>.Count)..];
            Vector512.MultiplyAddEstimate(first, scale, Vector512.Create<double>(low)).CopyTo(low);
            Vector512.MultiplyAddEstimate(second, scale, Vector512.Create<double>(high)).CopyTo(high);
        }
        for (; i < v.Length; i++)
            w[i] += factor * v[i];
    }

    /// <summary>‖w‖²</summary>
    public static double SquaredNorm(ReadOnlySpan<double> w) => TensorPrimitives.SumOfSquares(w);

    /// <summary>w in double precision.</summary>
    public static void Widen(ReadOnlySpan<float> v, Span<double> w) => TensorPrimitives.ConvertTruncating(v, w);

    /// <summary>factor·w in single precision.</summary>
    public static float[] Narrow(ReadOnlySpan<double> w, double factor)
    {
        var v = new float[w.Length];
        for (var i = 0; i < v.Length; i++)
            v[i] = (float)(factor * w[i]);
        return v;
    }
}
