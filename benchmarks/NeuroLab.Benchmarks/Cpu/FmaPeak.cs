using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuroLab.Benchmarks.Cpu;

/// <summary>How fast one core multiplies and adds when nothing else holds it up.</summary>
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
        // A turn takes some 30 µs: the fastest is the one that nothing interrupted, at full clock.
        for (var turn = 0; turn < Turns; turn++)
        {
            var start = Stopwatch.GetTimestamp();
            // Kept, or there would be nothing to compute.
            _result = isWide ? Multiply512(Repetitions) : Multiply256(Repetitions);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return 2.0 * Repetitions * Chains * (isWide ? 16 : 8) / best / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Multiply512(int repetitions)
    {
        Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(1e-3f);
        // Different numbers, or the compiler would see that all chains are one.
        Vector512<float> a = x, b = a + y, c = b + y, d = c + y, e = d + y, f = e + y, g = f + y, h = g + y, i = h + y, j = i + y;
        for (var n = 0; n < repetitions; n++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Multiply256(int repetitions)
    {
        Vector256<float> x = Vector256.Create(0.999f), y = Vector256.Create(1e-3f);
        // Different numbers, or the compiler would see that all chains are one.
        Vector256<float> a = x, b = a + y, c = b + y, d = c + y, e = d + y, f = e + y, g = f + y, h = g + y, i = h + y, j = i + y;
        for (var n = 0; n < repetitions; n++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
