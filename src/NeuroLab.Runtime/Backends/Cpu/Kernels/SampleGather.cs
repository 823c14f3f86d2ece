using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// Gathers samples of a set in both layouts, x as [samples, inputs] and as [inputs, samples], and their targets.
/// </summary>
/// <param name="pass">The current block.</param>
/// <param name="inputs">Units of the first layer.</param>
/// <param name="rows">Receives x, [samples, inputs].</param>
/// <param name="columns">Receives xᵀ, [inputs, samples].</param>
/// <param name="targets">Receives yᵀ, [outputs, samples].</param>
internal sealed unsafe class SampleGather(
    DensePass pass, int inputs, PanelMatrix rows, PanelMatrix columns, PanelMatrix targets) : IPanelOperation
{
    // Multiply-adds that gathering a number counts as.
    private const int WorkPerInput = 16;

    public long Work => (long)pass.Samples * inputs * WorkPerInput;

    public void Panel(int panel) => Draw(
        pass.Set!, pass.Order.AsSpan(panel * PanelMatrix.Width, pass.SamplesIn(panel)), rows, columns, panel,
        targets.At(panel));

    /// <summary>
    /// Gathers one panel: <paramref name="samples"/>, padded with copies of the last, so that the padding is finite
    /// whenever the data are. <paramref name="targets"/> receives yᵀ, [outputs, <see cref="PanelMatrix.Width"/>].
    /// </summary>
    public static void Draw(
        SampleSet set, ReadOnlySpan<int> samples, PanelMatrix rows, PanelMatrix columns, int panel, float* targets)
    {
        const int width = PanelMatrix.Width;
        fixed (float* x = set.Inputs.Floats, y = set.Targets)
        {
            for (var i = 0; i < set.InputCount; i += width)
            {
                // Block by block: transposes what was copied while it is in the L1 cache.
                var count = Math.Min(width, set.InputCount - i);
                var block = rows.At(i / width, panel * width);
                for (var s = 0; s < width; s++)
                {
                    var at = Sample(samples, s) * set.InputCount + i;
                    if (x != null)
                        Copy(x + at, block + s * width, count);
                    else
                        set.Inputs.CopyTo((int)at, new Span<float>(block + s * width, count));
                }
                PanelTranspose.Block(block, columns.At(panel, i), width, count);
            }
            for (var s = 0; s < width; s++)
                for (var j = 0; j < set.OutputCount; j++)
                    targets[j * width + s] = y[Sample(samples, s) * set.OutputCount + j];
        }
    }

    private static nint Sample(ReadOnlySpan<int> samples, int s) => samples[Math.Min(s, samples.Length - 1)];

    private static void Copy(float* from, float* to, int count)
    {
        if (count >= 8)
        {
            new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));
            return;
        }
        for (var i = 0; i < count; i++)
            to[i] = from[i];
    }
}
