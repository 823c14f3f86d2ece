using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NeuroLab.Backends.Cpu.Kernels;

namespace NeuroLab.Benchmarks.Cpu;

/// <summary>How fast one core multiplies and adds when nothing else holds it up.</summary>
internal static class FmaPeak
{
    private const int Repetitions = 100_000, Chains = 12;

    /// <summary>10⁹ floating-point operations a second with the widest vectors; a multiply-add counts as two.</summary>
    public static double Measure() =>
        Vector512.IsHardwareAccelerated ? Measure<Simd512, Vector512<float>>()
        : Vector256.IsHardwareAccelerated ? Measure<Simd256, Vector256<float>>()
        : Measure<Simd128, Vector128<float>>();

    private static double Measure<TSimd, TVector>()
        where TSimd : ISimd<TVector>
    {
        var start = Stopwatch.GetTimestamp();
        Multiply<TSimd, TVector>(Repetitions);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return 2.0 * Repetitions * Chains * TSimd.Lanes / seconds / 1e9;
    }

    // Twelve chains cover the latency of the instruction with any number of units, and fit sixteen registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe void Multiply<TSimd, TVector>(int repetitions)
        where TSimd : ISimd<TVector>
    {
        TVector x = TSimd.Broadcast(0.999f), y = TSimd.Broadcast(1e-3f);
        TVector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (var n = 0; n < repetitions; n++)
        {
            a = TSimd.MultiplyAdd(a, x, y);
            b = TSimd.MultiplyAdd(b, x, y);
            c = TSimd.MultiplyAdd(c, x, y);
            d = TSimd.MultiplyAdd(d, x, y);
            e = TSimd.MultiplyAdd(e, x, y);
            f = TSimd.MultiplyAdd(f, x, y);
            g = TSimd.MultiplyAdd(g, x, y);
            h = TSimd.MultiplyAdd(h, x, y);
            i = TSimd.MultiplyAdd(i, x, y);
            j = TSimd.MultiplyAdd(j, x, y);
            k = TSimd.MultiplyAdd(k, x, y);
            l = TSimd.MultiplyAdd(l, x, y);
        }
        // Each result is stored, so that none of the chains can be left out.
        var results = stackalloc float[Chains * 16];
        TVector[] ends = [a, b, c, d, e, f, g, h, i, j, k, l];
        for (var chain = 0; chain < Chains; chain++)
            TSimd.Store(ends[chain], results + 16 * chain);
        if (float.IsNaN(results[0]))
            throw new InvalidOperationException("A sum of numbers is none.");
    }
}
