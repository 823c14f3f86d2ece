namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// A matrix product divided into tiles and shared between threads. Only the result is divided, never the reduction, so
/// results do not depend on the number of threads.
/// </summary>
internal abstract class TileProduct(TileKernels kernels) : IParallelWork
{
    // Multiply-adds per part: a few microseconds, so that handing a part over is cheap in comparison.
    private const long MinPart = 1 << 18;

    // A part's columns stay in the L2 cache while its rows are processed.
    private const int CachedFloats = 1 << 16;

    private int _rowsPerPart, _panelsPerPart, _rowParts;

    /// <summary>Work in multiply-adds.</summary>
    public long Work => (long)Rows * Panels * Depth * PanelMatrix.Width;

    protected TileKernels Kernels { get; } = kernels;

    /// <summary>Rows of the result.</summary>
    protected abstract int Rows { get; }

    /// <summary>Panels of the result's columns.</summary>
    protected abstract int Panels { get; }

    /// <summary>Length of the reduction.</summary>
    protected abstract int Depth { get; }

    /// <summary>Rows per tile.</summary>
    protected virtual int TileRows => Kernels.TileRows;

    /// <summary>Whether a part does its own cache blocking, however many columns it has.</summary>
    protected virtual bool IsBlocked => false;

    /// <summary>Divides the current product for a number of threads; returns the number of parts.</summary>
    public int Plan(int threads)
    {
        _panelsPerPart = IsBlocked ? Panels : Math.Clamp(CachedFloats / (Depth * PanelMatrix.Width), 1, Panels);
        var parts = threads == 1 ? 1 : Math.Clamp(Work / MinPart, 1, 8L * threads);
        long tiles = Count(Rows, TileRows);
        // Divides rows first; if there are too few, panels too.
        while (_panelsPerPart > 1 && tiles * Count(Panels, _panelsPerPart) < parts)
            _panelsPerPart = (_panelsPerPart + 1) / 2;
        _rowsPerPart = (int)Math.Clamp(tiles * Count(Panels, _panelsPerPart) / parts, 1, tiles) * TileRows;
        _rowParts = Count(Rows, _rowsPerPart);
        return _rowParts * Count(Panels, _panelsPerPart);
    }

    /// <summary>Runs one part of the last plan. Any thread.</summary>
    public void Run(int part)
    {
        var firstRow = part % _rowParts * _rowsPerPart;
        var firstPanel = part / _rowParts * _panelsPerPart;
        Part(firstRow, Math.Min(firstRow + _rowsPerPart, Rows), firstPanel, Math.Min(firstPanel + _panelsPerPart, Panels));
    }

    /// <summary>Computes all rows of one panel. Any thread.</summary>
    public void Panel(int panel) => Part(0, Rows, panel, panel + 1);

    /// <summary>Computes some rows over some panels. Any thread.</summary>
    protected virtual void Part(int firstRow, int lastRow, int firstPanel, int lastPanel)
    {
        for (var row = firstRow; row < lastRow; row += TileRows)
            Tiles(row, Math.Min(TileRows, lastRow - row), firstPanel, lastPanel);
    }

    /// <summary>Computes the rows of one tile over some panels. Any thread.</summary>
    protected abstract void Tiles(int row, int rows, int firstPanel, int lastPanel);

    private static int Count(int length, int step) => (length + step - 1) / step;
}
