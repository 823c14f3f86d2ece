namespace NeuroLab.Landscapes;

/// <summary>
/// The order in which a grid is sampled: every 8th row and column first, then every 4th, 2nd, and all, so that the
/// whole shape stands early. Not thread-safe.
/// </summary>
public sealed class CoarseToFine
{
    private readonly SurfaceGrid _grid;
    private readonly float[] _heights;
    private readonly bool[] _isSampled;
    private readonly int[] _order;
    private readonly int[] _levelEnds;

    /// <summary>Plans the order for a grid.</summary>
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
            for (var row = 0; row < grid.Resolution; row++)
                for (var column = 0; column < grid.Resolution; column++)
                {
                    var index = row * grid.Resolution + column;
                    if (planned[index] || !OnLevel(row, stride) || !OnLevel(column, stride))
                        continue;
                    planned[index] = true;
                    order.Add(index);
                }
            ends.Add(order.Count);
        }
        _order = [.. order];
        _levelEnds = [.. ends];
    }

    /// <summary>Every point's index (row · resolution + column), in the order to sample.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>How many points of <see cref="Order"/> each level ends at.</summary>
    public ReadOnlySpan<int> LevelEnds => _levelEnds;

    /// <summary>The heights so far; complete after <see cref="Interpolate"/>.</summary>
    public ReadOnlySpan<float> Heights => _heights;

    private static ReadOnlySpan<int> Strides => [8, 4, 2, 1];

    /// <summary>Stores a sampled height.</summary>
    public void Set(int index, float height)
    {
        _heights[index] = height;
        _isSampled[index] = true;
    }

    /// <summary>
    /// Fills the points that are not sampled yet from the grid lines of a finished level, bilinearly. A sampled point is
    /// never touched, so a hole stays a hole.
    /// </summary>
    public void Interpolate(int level)
    {
        var n = _grid.Resolution;
        var stride = Strides[level];
        if (stride == 1)
            return;
        for (var row = 0; row < n; row++)
        {
            var (top, bottom, v) = Bracket(row, stride);
            for (var column = 0; column < n; column++)
            {
                var index = row * n + column;
                if (_isSampled[index])
                    continue;
                var (left, right, u) = Bracket(column, stride);
                var upper = Mix(_heights[top * n + left], _heights[top * n + right], u);
                var lower = Mix(_heights[bottom * n + left], _heights[bottom * n + right], u);
                _heights[index] = Mix(upper, lower, v);
            }
        }
    }

    private bool OnLevel(int index, int stride) => index % stride == 0 || index == _grid.Resolution - 1;

    private (int Low, int High, float Share) Bracket(int index, int stride)
    {
        var low = index == _grid.Resolution - 1 ? index : index / stride * stride;
        var high = Math.Min(low + stride, _grid.Resolution - 1);
        return (low, high, high == low ? 0 : (index - low) / (float)(high - low));
    }

    private static float Mix(float a, float b, float share) => share == 0 ? a : a + (b - a) * share;
}
