using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>Transposes blocks of a panel: [units, samples] to [samples, units] and back.</summary>
internal static unsafe class PanelTranspose
{
    /// <summary>
    /// target[c, r] = source[r, c]; both have rows of <see cref="PanelMatrix.Width"/> floats. Works in blocks of 4 × 4:
    /// reads and writes up to the next multiple of four.
    /// </summary>
    public static void Block(float* source, float* target, int rows, int columns)
    {
        for (var r = 0; r < rows; r += 4)
            for (var c = 0; c < columns; c += 4)
                Block4x4(source + r * PanelMatrix.Width + c, target + c * PanelMatrix.Width + r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block4x4(float* source, float* target)
    {
        const int width = PanelMatrix.Width;
        if (!Sse.IsSupported && !AdvSimd.Arm64.IsSupported)
        {
            for (var r = 0; r < 4; r++)
                for (var c = 0; c < 4; c++)
                    target[c * width + r] = source[r * width + c];
            return;
        }
        var r0 = Vector128.Load(source);
        var r1 = Vector128.Load(source + width);
        var r2 = Vector128.Load(source + 2 * width);
        var r3 = Vector128.Load(source + 3 * width);
        Vector128<float> even0 = ZipLow(r0, r2), even1 = ZipHigh(r0, r2);
        Vector128<float> odd0 = ZipLow(r1, r3), odd1 = ZipHigh(r1, r3);
        ZipLow(even0, odd0).Store(target);
        ZipHigh(even0, odd0).Store(target + width);
        ZipLow(even1, odd1).Store(target + 2 * width);
        ZipHigh(even1, odd1).Store(target + 3 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);
}
