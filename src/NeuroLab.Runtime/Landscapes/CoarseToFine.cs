namespace NeuroLab.Landscapes;

/// <summary>
/// The order in which a grid is sampled: every 8th row and column first, then every 4th, 2nd, and all, so that the
/// overall shape appears early; within each level first where the one before it bends most. Not thread-safe.
/// </summary>
internal sealed class CoarseToFine
{
    private readonly SurfaceGrid _grid;
    private readonly float[] _heights;
    private readonly bool[] _isSampled;
    private readonly int[] _order;
    private readonly int[] _levelEnds;
    private int _contiguous, _refined;

    /// <summary>Computes the order for a grid.</summary>
    public CoarseToFine(SurfaceGrid grid)
    {
        _grid = grid;
        _heights = new float[grid.Count];
        _isSampled = new bool[grid.Count];
        var order = new List<int>(grid.Count);
        var ends = new List<int>();
        var planned = new bool[grid.Count];
        foreach (var stride in Strides)
        {
            for (var row = 0; row < grid.Rows; row++)
                for (var column = 0; column < grid.Columns; column++)
                {
                    var index = row * grid.Columns + column;
                    if (planned[index] || !OnLevel(row, stride, grid.Rows) || !OnLevel(column, stride, grid.Columns))
                        continue;
                    planned[index] = true;
                    order.Add(index);
                }
            ends.Add(order.Count);
        }
        _order = [.. order];
        _levelEnds = [.. ends];
    }

    /// <summary>The index of every point (row · columns + column), in sampling order.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Number of points sampled so far.</summary>
    public int Sampled { get; private set; }

    /// <summary>The heights so far; all of them valid after <see cref="Interpolate"/>.</summary>
    public ReadOnlySpan<float> Heights => _heights;

    private static ReadOnlySpan<int> Strides => [8, 4, 2, 1];

    /// <summary>Stores a sampled height; call once per point, in any order.</summary>
    public void Set(int index, float height)
    {
        _heights[index] = height;
        _isSampled[index] = true;
        Sampled++;
        while (_contiguous < _order.Length && _isSampled[_order[_contiguous]])
            _contiguous++;
    }

    /// <summary>
    /// If a level is complete since the last call, sorts the points of the next one from <paramref name="from"/> in the
    /// order on, those first around which the complete level bends most; returns their range, which may be empty. A part
    /// of a grid keeps its order: nobody watches it.
    /// </summary>
    public Range Refine(int from)
    {
        var level = CompleteLevel();
        if (level < _refined || level + 1 >= _levelEnds.Length || _grid.Part is { IsWhole: false })
            return default;
        _refined = level + 1;
        var (start, end) = (Math.Max(from, _levelEnds[level]), _levelEnds[level + 1]);
        if (start >= end)
            return default;
        // Bits of numbers above 0 are ordered as the numbers are; equal ones keep the order of rows and columns.
        var keys = new ulong[end - start];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (ulong)~BitConverter.SingleToUInt32Bits(BendAround(_order[start + i], Strides[level])) << 32 | (uint)i;
        var sorted = new int[keys.Length];
        Array.Copy(_order, start, sorted, 0, sorted.Length);
        Array.Sort(keys, sorted);
        sorted.CopyTo(_order, start);
        return start..end;
    }

    /// <summary>
    /// Interpolates the points not sampled yet bilinearly from the finest complete level; false if not even the
    /// coarsest level is complete. Sampled points are never overwritten, so a hole stays a hole.
    /// </summary>
    public bool Interpolate()
    {
        var level = CompleteLevel();
        if (level < 0)
            return false;
        var n = _grid.Columns;
        var stride = Strides[level];
        for (var row = 0; row < _grid.Rows; row++)
        {
            var (top, bottom, v) = Bracket(row, stride, _grid.Rows);
            for (var column = 0; column < n; column++)
            {
                var index = row * n + column;
                if (_isSampled[index])
                    continue;
                var (left, right, u) = Bracket(column, stride, n);
                var upper = Mix(_heights[top * n + left], _heights[top * n + right], u);
                var lower = Mix(_heights[bottom * n + left], _heights[bottom * n + right], u);
                _heights[index] = Mix(upper, lower, v);
            }
        }
        return true;
    }

    // The finest level whose points are all sampled; −1 for none.
    private int CompleteLevel()
    {
        var level = -1;
        while (level + 1 < _levelEnds.Length && _contiguous >= _levelEnds[level + 1])
            level++;
        return level;
    }

    // The largest second difference of a level at the points of it around another one; infinite at a hole.
    private float BendAround(int index, int stride)
    {
        var (row, column) = Math.DivRem(index, _grid.Columns);
        var (top, bottom, _) = Bracket(row, stride, _grid.Rows);
        var (left, right, _) = Bracket(column, stride, _grid.Columns);
        return Math.Max(
            Math.Max(Bend(top, left, stride), Bend(top, right, stride)), Math.Max(Bend(bottom, left, stride), Bend(bottom, right, stride)));
    }

    private float Bend(int row, int column, int stride)
    {
        var n = _grid.Columns;
        var (center, bend) = (_heights[row * n + column], 0f);
        if (row >= stride && row + stride < _grid.Rows)
            bend = Math.Abs(_heights[(row - stride) * n + column] - 2 * center + _heights[(row + stride) * n + column]);
        if (column >= stride && column + stride < n)
            bend = Math.Max(bend, Math.Abs(_heights[row * n + column - stride] - 2 * center + _heights[row * n + column + stride]));
        return float.IsFinite(center) && float.IsFinite(bend) ? bend : float.PositiveInfinity;
    }

    private static bool OnLevel(int index, int stride, int count) => index % stride == 0 || index == count - 1;

    private static (int Low, int High, float Share) Bracket(int index, int stride, int count)
    {
        var low = index == count - 1 ? index : index / stride * stride;
        var high = Math.Min(low + stride, count - 1);
        return (low, high, high == low ? 0 : (index - low) / (float)(high - low));
    }

    private static float Mix(float a, float b, float share) => share == 0 ? a : a + (b - a) * share;
}
