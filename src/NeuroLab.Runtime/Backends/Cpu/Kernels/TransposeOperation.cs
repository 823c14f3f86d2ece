namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>Turns a layer's values over for its gradient: from [units, samples] to [samples, units].</summary>
internal sealed unsafe class TransposeOperation(DensePass pass, int units, PanelMatrix values, PanelMatrix turned)
    : IPanelOperation
{
    // A number that is moved counts as so many multiply-adds.
    private const int WorkPerValue = 16;

    public long Work => (long)pass.Samples * units * WorkPerValue;

    public void Panel(int panel)
    {
        const int width = PanelMatrix.Width;
        for (var unit = 0; unit < units; unit += width)
            PanelTranspose.Block(
                values.At(panel, unit), turned.At(unit / width, panel * width), Math.Min(width, units - unit), width);
    }
}
