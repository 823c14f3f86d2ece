using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NeuroLab.Backends.Cpu.Kernels;

namespace NeuroLab.Benchmarks.Cpu;

/// <summary>The peak multiply-add rate of one core.</summary>
internal static class FmaPeak
{
    // Ten chains cover the latency of the instruction and fit sixteen registers.
    private const int Repetitions = 20_000, Chains = 10, Turns = 100;

    private static volatile float _result;

    /// <summary>10⁹ floating-point operations a second; a multiply-add counts as two.</summary>
    public static double Measure()
    {
        var isWide = Vector512.IsHardwareAccelerated;
        var best = double.PositiveInfinity;
        // A repetition takes about 30 µs: the fastest one ran uninterrupted, at full clock.
        for (var turn = 0; turn < Turns; turn++)
        {
            var start = Stopwatch.GetTimestamp();
            // Stored, so that the computation is not optimized away.
            _result = isWide ? Multiply<Simd512, Vector512<float>>(Repetitions) : Multiply<Simd256, Vector256<float>>(Repetitions);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return 2.0 * Repetitions * Chains * (isWide ? 16 : 8) / best / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe float Multiply<TSimd, TVector>(int repetitions)
        where TSimd : ISimd<TVector>
    {
        TVector x = TSimd.Broadcast(0.999f), y = TSimd.Broadcast(1e-3f);
        // Different numbers, so that the compiler cannot merge the chains.
        TVector a = x, b = y, c = Of(3), d = Of(4), e = Of(5), f = Of(6), g = Of(7), h = Of(8), i = Of(9), j = Of(10);
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
        }
        // Products, so that no chain can be optimized away.
        var result = TSimd.MultiplyAdd(a, b, TSimd.MultiplyAdd(c, d, TSimd.MultiplyAdd(e, f, TSimd.MultiplyAdd(g, h, TSimd.MultiplyAdd(i, j, y)))));
        var lanes = stackalloc float[TSimd.Lanes];
        TSimd.Store(result, lanes);
        return lanes[0];

        static TVector Of(float value) => TSimd.Broadcast(value);
    }
}
