namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// A matrix cut into panels of <see cref="Width"/> columns, each panel contiguous: [panels, rows, Width]. It is what a
/// micro-kernel reads and writes without packing. Activations are kept as [units, samples], so that vectors run over
/// samples however narrow a layer is.
/// </summary>
internal sealed unsafe class PanelMatrix : IDisposable
{
    /// <summary>Columns of a panel: the widest tile.</summary>
    public const int Width = 32;

    private readonly AlignedBuffer _buffer;

    /// <summary>All zeros. Rows are padded to fours, columns to panels; nobody relies on what the padding holds.</summary>
    public PanelMatrix(int rows, int columns)
    {
        PanelStride = (nint)(rows + 3) / 4 * 4 * Width;
        _buffer = new AlignedBuffer((long)PanelStride * Panels(columns));
    }

    /// <summary>Floats from a panel to the next.</summary>
    public nint PanelStride { get; }

    /// <summary>Bytes of its memory.</summary>
    public long Bytes => _buffer.Length * sizeof(float);

    /// <summary>The number of panels that hold so many columns.</summary>
    public static int Panels(int columns) => (columns + Width - 1) / Width;

    /// <summary>Where a row of a panel begins.</summary>
    public float* At(int panel, int row = 0) => _buffer.Pointer + panel * PanelStride + (nint)row * Width;

    /// <summary>Rows of one panel as a span, [rows, Width].</summary>
    public Span<float> Rows(int panel, int row, int count) => new(At(panel, row), count * Width);

    public void Dispose() => _buffer.Dispose();
}
