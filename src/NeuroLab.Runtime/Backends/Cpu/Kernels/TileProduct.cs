namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// A matrix product cut into tiles and shared between threads. Only the result is cut, never the reduction, so every
/// number comes out the same whatever the number of threads.
/// </summary>
internal abstract class TileProduct(TileKernels kernels) : IParallelWork
{
    // Multiply-adds. A smaller product (some 30 µs on one core) stays where it is: handing it over gains little, and
    // loses much where another program holds the other cores.
    private const long SmallestShared = 1 << 21, SmallestPart = 1 << 18;

    // A part's columns stay in the second-level cache while its rows pass.
    private const int CachedFloats = 1 << 17;

    private int _rows, _panels, _tileRows, _rowsPerPart, _panelsPerPart, _rowParts;

    protected TileKernels Kernels { get; } = kernels;

    void IParallelWork.Run(int part)
    {
        var firstRow = part % _rowParts * _rowsPerPart;
        var firstPanel = part / _rowParts * _panelsPerPart;
        var lastRow = Math.Min(firstRow + _rowsPerPart, _rows);
        var lastPanel = Math.Min(firstPanel + _panelsPerPart, _panels);
        for (var row = firstRow; row < lastRow; row += _tileRows)
            Tiles(row, Math.Min(_tileRows, lastRow - row), firstPanel, lastPanel);
    }

    /// <summary>
    /// Computes all tiles, of <paramref name="tileRows"/> rows, of a result of so many rows and panels with a reduction
    /// of length <paramref name="depth"/>.
    /// </summary>
    protected void Run(WorkerPool pool, int rows, int panels, int depth, int tileRows)
    {
        (_rows, _panels, _tileRows) = (rows, panels, tileRows);
        var work = (long)rows * panels * depth * PanelMatrix.Width;
        if (work < SmallestShared || pool.Threads == 1)
        {
            (_rowsPerPart, _rowParts) = (rows, 1);
            _panelsPerPart = Math.Clamp(CachedFloats / (depth * PanelMatrix.Width), 1, panels);
        }
        else
        {
            var parts = Math.Clamp(work / SmallestPart, 2, 8L * pool.Threads);
            var tiles = Count(rows, tileRows);
            _panelsPerPart = Math.Clamp(CachedFloats / (depth * PanelMatrix.Width), 1, panels);
            // Rows first; where there are too few of them, panels too.
            while (_panelsPerPart > 1 && (long)tiles * Count(panels, _panelsPerPart) < parts)
                _panelsPerPart = (_panelsPerPart + 1) / 2;
            var tilesPerPart = Math.Max(1, (int)((long)tiles * Count(panels, _panelsPerPart) / parts));
            _rowsPerPart = tilesPerPart * tileRows;
            _rowParts = Count(rows, _rowsPerPart);
        }
        pool.Run(this, _rowParts * Count(panels, _panelsPerPart));
    }

    /// <summary>The rows of one tile over some panels. Any thread.</summary>
    protected abstract void Tiles(int row, int rows, int firstPanel, int lastPanel);

    private static int Count(int length, int step) => (length + step - 1) / step;
}
