using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NeuroLab.Benchmarks.Cpu;

/// <summary>How fast one core multiplies and adds when nothing else holds it up.</summary>
internal static class FmaPeak
{
    private const int Repetitions = 100_000, Chains = 12;

    /// <summary>10⁹ floating-point operations a second; a multiply-add counts as two.</summary>
    public static double Measure()
    {
        var start = Stopwatch.GetTimestamp();
        Multiply(Repetitions);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return 2.0 * Repetitions * Chains * Vector512<float>.Count / seconds / 1e9;
    }

    // Twelve chains cover the latency of the instruction with any number of units.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Multiply(int repetitions)
    {
        Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(1e-3f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
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
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
