namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// A matrix product cut into tiles and shared between threads. Only the result is cut, never the reduction, so every
/// number comes out the same whatever the number of threads.
/// </summary>
internal abstract class TileProduct(TileKernels kernels) : IParallelWork
{
    // A part smaller than this (a few microseconds) is not worth handing over.
    private const long SmallestPart = 1 << 17;

    // A part's columns stay in the second-level cache while its rows pass.
    private const int CachedFloats = 1 << 17;

    private int _rows, _panels, _rowsPerPart, _panelsPerPart, _rowParts;

    protected TileKernels Kernels { get; } = kernels;

    void IParallelWork.Run(int part)
    {
        var firstRow = part % _rowParts * _rowsPerPart;
        var firstPanel = part / _rowParts * _panelsPerPart;
        var lastRow = Math.Min(firstRow + _rowsPerPart, _rows);
        var lastPanel = Math.Min(firstPanel + _panelsPerPart, _panels);
        for (var row = firstRow; row < lastRow; row += Kernels.TileRows)
            for (var panel = firstPanel; panel < lastPanel; panel++)
                Tile(row, Math.Min(Kernels.TileRows, lastRow - row), panel);
    }

    /// <summary>Computes all tiles of a result of so many rows and panels with a reduction of length depth.</summary>
    protected void Run(WorkerPool pool, int rows, int panels, int depth)
    {
        (_rows, _panels) = (rows, panels);
        var work = (long)rows * panels * depth * PanelMatrix.Width;
        if (work <= 2 * SmallestPart || pool.Threads == 1)
        {
            (_rowsPerPart, _rowParts) = (rows, 1);
            _panelsPerPart = Math.Clamp(CachedFloats / (depth * PanelMatrix.Width), 1, panels);
        }
        else
        {
            var parts = Math.Clamp(work / SmallestPart, 2, 8L * pool.Threads);
            var tiles = (rows + Kernels.TileRows - 1) / Kernels.TileRows;
            _panelsPerPart = Math.Clamp(CachedFloats / (depth * PanelMatrix.Width), 1, panels);
            // Rows first; where there are too few of them, panels too.
            while (_panelsPerPart > 1 && (long)tiles * Count(panels, _panelsPerPart) < parts)
                _panelsPerPart = (_panelsPerPart + 1) / 2;
            var tilesPerPart = Math.Max(1, (int)((long)tiles * Count(panels, _panelsPerPart) / parts));
            _rowsPerPart = tilesPerPart * Kernels.TileRows;
            _rowParts = Count(rows, _rowsPerPart);
        }
        pool.Run(this, _rowParts * Count(panels, _panelsPerPart));
    }

    /// <summary>One tile, at most <see cref="TileKernels.TileRows"/> rows of one panel. Any thread.</summary>
    protected abstract void Tile(int row, int rows, int panel);

    private static int Count(int length, int step) => (length + step - 1) / step;
}
