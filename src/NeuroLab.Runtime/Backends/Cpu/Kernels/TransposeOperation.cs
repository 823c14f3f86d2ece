namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>Transposes a layer's values for its gradient: [units, samples] to [samples, units].</summary>
internal sealed unsafe class TransposeOperation(DensePass pass, int units, PanelMatrix values, PanelMatrix transposed)
    : IPanelOperation
{
    // Multiply-adds that moving a number counts as.
    private const int WorkPerValue = 16;

    public long Work => (long)pass.Samples * units * WorkPerValue;

    public void Panel(int panel)
    {
        const int width = PanelMatrix.Width;
        for (var unit = 0; unit < units; unit += width)
            PanelTranspose.Block(
                values.At(panel, unit), transposed.At(unit / width, panel * width), Math.Min(width, units - unit), width);
    }
}
