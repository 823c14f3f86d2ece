namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// A matrix stored in panels of <see cref="Width"/> columns, each panel contiguous: [panels, rows, Width].
/// Micro-kernels read and write it without packing. Activations are stored as [units, samples], so that vectors run
/// over samples however narrow a layer is.
/// </summary>
internal sealed unsafe class PanelMatrix : IDisposable
{
    /// <summary>Columns of a panel: the width of the widest tile.</summary>
    public const int Width = 32;

    private readonly AlignedBuffer _buffer;

    /// <summary>
    /// Zero-initialized. Rows are padded to a multiple of four, columns to whole panels; the content of the padding is
    /// unspecified.
    /// </summary>
    public PanelMatrix(int rows, int columns)
    {
        PanelStride = (nint)(rows + 3) / 4 * 4 * Width;
        _buffer = new AlignedBuffer((long)PanelStride * Panels(columns));
    }

    /// <summary>Floats from one panel to the next.</summary>
    public nint PanelStride { get; }

    /// <summary>Bytes of its memory.</summary>
    public long Bytes => _buffer.Length * sizeof(float);

    /// <summary>The number of panels that hold so many columns.</summary>
    public static int Panels(int columns) => (columns + Width - 1) / Width;

    /// <summary>Pointer to the start of a row of a panel.</summary>
    public float* At(int panel, int row = 0) => _buffer.Pointer + panel * PanelStride + (nint)row * Width;

    /// <summary>Rows of one panel as a span, [rows, Width].</summary>
    public Span<float> Rows(int panel, int row, int count) => new(At(panel, row), count * Width);

    public void Dispose() => _buffer.Dispose();
}
