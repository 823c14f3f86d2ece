using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>
/// Finds the changes between two frames: the image is divided into square cells, each draw command mixes its hash into
/// the cells it touches, and the cells whose hash differs from the last frame's are damaged. Nothing has to be marked
/// dirty explicitly, so nothing can be forgotten.
/// </summary>
internal sealed class DamageGrid
{
    /// <summary>Side of a cell in device pixels.</summary>
    public const int CellSize = 32;

    private int _columns, _rows, _width, _height;
    private ulong[] _current = [], _previous = [];
    private SKRectI[] _rectangles = [], _covered = [];
    private int _count, _coveredCount;
    private bool _all;

    /// <summary>The damage of the last <see cref="Finish"/>, in device pixels; the rectangles do not overlap.</summary>
    public ReadOnlySpan<SKRectI> Rectangles => _rectangles.AsSpan(0, _count);

    /// <summary>All cells with any content, in device pixels, without overlaps.</summary>
    public ReadOnlySpan<SKRectI> Covered => _covered.AsSpan(0, _coveredCount);

    /// <summary>Bounds of all <see cref="Rectangles"/>; empty if nothing changed.</summary>
    public SKRectI Bounds { get; private set; }

    public void Resize(int width, int height)
    {
        (_width, _height) = (width, height);
        _columns = (width + CellSize - 1) / CellSize;
        _rows = (height + CellSize - 1) / CellSize;
        _current = new ulong[_columns * _rows];
        _previous = new ulong[_columns * _rows];
        _rectangles = new SKRectI[_columns * _rows];
        _covered = new SKRectI[_columns * _rows];
        _all = true;
    }

    /// <summary>Makes the next frame redraw everything.</summary>
    public void Invalidate() => _all = true;

    public void Begin() => Array.Clear(_current);

    public void Add(SKRectI bounds, ulong hash)
    {
        int left = bounds.Left / CellSize, right = (bounds.Right - 1) / CellSize;
        int top = bounds.Top / CellSize, bottom = (bounds.Bottom - 1) / CellSize;
        for (var row = top; row <= bottom; row++)
            foreach (ref var cell in _current.AsSpan(row * _columns + left, right - left + 1))
                cell = ContentHash.Mix(cell, hash);
    }

    /// <summary>Compares with the previous frame and collects the damage. False if nothing changed.</summary>
    public bool Finish()
    {
        _count = 0;
        if (_all)
            _rectangles[_count++] = new SKRectI(0, 0, _width, _height);
        else
            Collect(_rectangles, ref _count, covered: false);
        if (_count > 0)
        {
            _coveredCount = 0;
            Collect(_covered, ref _coveredCount, covered: true);
        }
        _all = false;
        (_current, _previous) = (_previous, _current);

        Bounds = _count > 0 ? _rectangles[0] : default;
        for (var i = 1; i < _count; i++)
            Bounds = SKRectI.Union(Bounds, _rectangles[i]);
        return _count > 0;
    }

    /// <summary>Merges the damaged (or the covered) cells of each row into runs.</summary>
    private void Collect(SKRectI[] rectangles, ref int count, bool covered)
    {
        for (var row = 0; row < _rows; row++)
        {
            for (var column = 0; column < _columns; column++)
            {
                if (!Belongs(row, column, covered))
                    continue;
                var first = column;
                while (column < _columns && Belongs(row, column, covered))
                    column++;
                AddRun(rectangles, ref count, row, first, column);
            }
        }
    }

    private bool Belongs(int row, int column, bool covered)
    {
        var current = _current[row * _columns + column];
        return covered ? current != 0 : current != _previous[row * _columns + column];
    }

    /// <summary>Extends the rectangle directly above if it has the same width, else adds a new one.</summary>
    private void AddRun(SKRectI[] rectangles, ref int count, int row, int first, int end)
    {
        var run = new SKRectI(first * CellSize, row * CellSize,
            Math.Min(end * CellSize, _width), Math.Min((row + 1) * CellSize, _height));
        for (var i = count - 1; i >= 0; i--)
        {
            ref var above = ref rectangles[i];
            if (above.Bottom != run.Top || above.Left != run.Left || above.Right != run.Right)
                continue;
            above.Bottom = run.Bottom;
            return;
        }
        rectangles[count++] = run;
    }
}
