namespace NeuroLab.Landscapes;

/// <summary>
/// The order in which a grid is sampled: every 8th row and column first, then every 4th, 2nd, and all, so that the
/// overall shape appears early. Not thread-safe.
/// </summary>
internal sealed class CoarseToFine
{
    private readonly SurfaceGrid _grid;
    private readonly float[] _heights;
    private readonly bool[] _isSampled;
    private readonly int[] _order;
    private readonly int[] _levelEnds;
    private int _contiguous;

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
    /// Interpolates the points not sampled yet bilinearly from the finest complete level; false if not even the
    /// coarsest level is complete. Sampled points are never overwritten, so a hole stays a hole.
    /// </summary>
    public bool Interpolate()
    {
        var level = -1;
        while (level + 1 < _levelEnds.Length && _contiguous >= _levelEnds[level + 1])
            level++;
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

    private static bool OnLevel(int index, int stride, int count) => index % stride == 0 || index == count - 1;

    private static (int Low, int High, float Share) Bracket(int index, int stride, int count)
    {
        var low = index == count - 1 ? index : index / stride * stride;
        var high = Math.Min(low + stride, count - 1);
        return (low, high, high == low ? 0 : (index - low) / (float)(high - low));
    }

    private static float Mix(float a, float b, float share) => share == 0 ? a : a + (b - a) * share;
}
