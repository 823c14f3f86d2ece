using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>Draws samples of a set into both layouts: x as [samples, inputs] and as [inputs, samples], and the targets.</summary>
/// <param name="rows">Receives x, [samples, inputs].</param>
/// <param name="columns">Receives xᵀ, [inputs, samples].</param>
/// <param name="targets">Receives yᵀ, [outputs, samples].</param>
internal sealed unsafe class SampleGather(PanelMatrix rows, PanelMatrix columns, PanelMatrix targets) : IParallelWork
{
    private const int SmallestShared = 1 << 14;

    private SampleSet? _set;
    private int[] _order = [];
    private int _count;

    /// <summary>
    /// Takes the first samples of <paramref name="order"/>. The last panel is filled up with copies of the last sample,
    /// so that the padding is never less finite than the data.
    /// </summary>
    public void Run(WorkerPool pool, SampleSet set, int[] order, int count)
    {
        (_set, _order, _count) = (set, order, count);
        var panels = PanelMatrix.Panels(count);
        if (count * set.InputCount >= SmallestShared)
        {
            pool.Run(this, panels);
            return;
        }
        for (var panel = 0; panel < panels; panel++)
            ((IParallelWork)this).Run(panel);
    }

    /// <summary>
    /// Draws one panel: <paramref name="samples"/> and, beyond them, copies of the last. <paramref name="targets"/>
    /// receives yᵀ, [outputs, <see cref="PanelMatrix.Width"/>].
    /// </summary>
    public static void Panel(
        SampleSet set, ReadOnlySpan<int> samples, PanelMatrix rows, PanelMatrix columns, int panel, float* targets)
    {
        const int width = PanelMatrix.Width;
        fixed (float* inputs = set.Inputs, outputs = set.Targets)
        {
            for (var s = 0; s < width; s++)
            {
                nint sample = samples[Math.Min(s, samples.Length - 1)];
                var x = inputs + sample * set.InputCount;
                for (var i = 0; i < set.InputCount; i += width)
                    Copy(x + i, rows.At(i / width, panel * width + s), Math.Min(width, set.InputCount - i));
                var y = outputs + sample * set.OutputCount;
                for (var j = 0; j < set.OutputCount; j++)
                    targets[j * width + s] = y[j];
            }
        }
        for (var i = 0; i < set.InputCount; i += width)
            PanelTranspose.Block(
                rows.At(i / width, panel * width), columns.At(panel, i), width, Math.Min(width, set.InputCount - i));
    }

    void IParallelWork.Run(int part)
    {
        var first = part * PanelMatrix.Width;
        Panel(
            _set!, _order.AsSpan(first, Math.Min(PanelMatrix.Width, _count - first)), rows, columns, part,
            targets.At(part));
    }

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
