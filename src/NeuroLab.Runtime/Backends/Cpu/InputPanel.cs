using NeuroLab.Backends.Cpu.Kernels;

namespace NeuroLab.Backends.Cpu;

/// <summary>Memory for one panel of inputs in both layouts.</summary>
internal sealed class InputPanel(int inputs) : IDisposable
{
    /// <summary>x, [samples, inputs].</summary>
    public PanelMatrix Rows { get; } = new(PanelMatrix.Width, inputs);

    /// <summary>xᵀ, [inputs, samples].</summary>
    public PanelMatrix Columns { get; } = new(inputs, PanelMatrix.Width);

    public void Dispose()
    {
        Rows.Dispose();
        Columns.Dispose();
    }
}
