using System.Runtime.InteropServices;
using NeuroLab.Rendering;
using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>
/// The outline of all points at or above a level, by marching squares on the drawn surface's grid; where a cell is
/// ambiguous, its middle decides. Cells that are holes belong to no outline.
/// </summary>
/// <param name="surface">The surface.</param>
internal sealed class FilledContours(HeightField surface)
{
    // Corners of a cell, counter-clockwise, as (row, column).
    private static readonly (int Row, int Column)[] Corners = [(0, 0), (0, 1), (1, 1), (1, 0)];

    // The cell beyond each side.
    private static readonly (int Row, int Column)[] Beyond = [(-1, 0), (0, 1), (1, 0), (0, -1)];

    private readonly Dictionary<long, long> _next = [];

    // Where outlines touch in a vertex, it has two successors.
    private readonly Dictionary<long, long> _second = [];

    private float _level;

    /// <summary>Whether every cell is there.</summary>
    public bool IsWhole
    {
        get
        {
            var (rows, columns) = surface.Samples;
            for (var i = 0; i < (rows - 1) * (columns - 1); i++)
            {
                if (!surface.IsCellSolid(i / (columns - 1), i % (columns - 1)))
                    return false;
            }
            return true;
        }
    }

    /// <summary>The outline, in shares of the surface's sides: x along α, y along β.</summary>
    /// <param name="level">A coordinate of the height scale; −∞ for all that is not a hole.</param>
    public SKPath Above(float level)
    {
        _level = level;
        _next.Clear();
        _second.Clear();
        for (var row = 0; row < surface.Rows - 1; row++)
        {
            for (var column = 0; column < surface.Columns - 1; column++)
            {
                if (IsSolid(row, column))
                    AddCell(row, column);
            }
        }
        return Trace();
    }

    private void AddCell(int row, int column)
    {
        Span<float> values = stackalloc float[4];
        Span<bool> inside = stackalloc bool[4];
        var count = 0;
        for (var i = 0; i < 4; i++)
        {
            values[i] = surface.Coordinates[(row + Corners[i].Row) * surface.Columns + column + Corners[i].Column];
            inside[i] = values[i] >= _level;
            count += inside[i] ? 1 : 0;
        }
        if (count == 0)
            return;
        for (var i = 0; i < 4; i++)
            AddSide(row, column, i, inside);
        if (count == 4)
            return;
        var isJoined = (values[0] + values[1] + values[2] + values[3]) / 4 >= _level;
        var isSaddle = count == 2 && inside[0] == inside[2];
        for (var exit = 0; exit < 4; exit++)
        {
            if (!inside[exit] || inside[(exit + 1) % 4])
                continue;
            // To the next entry around the cell, or, cutting a corner of a saddle off, back to the one before.
            var entry = exit;
            do
                entry = (entry + (isSaddle && !isJoined ? 3 : 1)) % 4;
            while (inside[entry] || !inside[(entry + 1) % 4]);
            Add(Crossing(row, column, exit), Crossing(row, column, entry));
        }
    }

    // The part of a side that is inside, where no other cell continues it.
    private void AddSide(int row, int column, int side, ReadOnlySpan<bool> inside)
    {
        var (from, to) = (inside[side], inside[(side + 1) % 4]);
        if ((!from && !to) || IsSolid(row + Beyond[side].Row, column + Beyond[side].Column))
            return;
        var (first, last) = (Corners[side], Corners[(side + 1) % 4]);
        Add(
            from ? Vertex(row + first.Row, column + first.Column) : Crossing(row, column, side),
            to ? Vertex(row + last.Row, column + last.Column) : Crossing(row, column, side));
    }

    private bool IsSolid(int row, int column) =>
        row >= 0 && column >= 0 && row < surface.Rows - 1 && column < surface.Columns - 1
        && surface.IsCellSolid(row / surface.Subdivision, column / surface.Subdivision);

    private void Add(long from, long to)
    {
        if (!_next.TryAdd(from, to))
            _second[from] = to;
    }

    // Points by number: three kinds for each vertex.
    private long Vertex(int row, int column) => 3L * (row * surface.Columns + column);

    private long Crossing(int row, int column, int side) => side switch
    {
        0 => Vertex(row, column) + 1,
        1 => Vertex(row, column + 1) + 2,
        2 => Vertex(row + 1, column) + 1,
        _ => Vertex(row, column) + 2,
    };

    private SKPoint Place(long point)
    {
        var (at, kind) = ((int)(point / 3), (int)(point % 3));
        double column = at % surface.Columns, row = at / surface.Columns;
        if (kind > 0)
        {
            var (from, to) = (surface.Coordinates[at], surface.Coordinates[at + (kind == 1 ? 1 : surface.Columns)]);
            var share = Math.Clamp((_level - (double)from) / ((double)to - from), 0, 1);
            (column, row) = kind == 1 ? (column + share, row) : (column, row + share);
        }
        return new SKPoint((float)(column / (surface.Columns - 1)), (float)(row / (surface.Rows - 1)));
    }

    private SKPath Trace()
    {
        using var path = new SKPathBuilder();
        List<SKPoint> loop = [];
        // In the order in which they were found, so that the same surface gives the same bytes.
        foreach (var start in _next.Keys.ToArray())
        {
            for (var at = start; Take(at, out var next); at = next)
                loop.Add(Place(at));
            if (loop.Count > 2)
                path.AddPoly(Thinned(loop), close: true);
            loop.Clear();
        }
        return path.Detach();
    }

    private bool Take(long point, out long next) => _second.Remove(point, out next) || _next.Remove(point, out next);

    // Without points in the middle of a straight line, such as the surface's border.
    private static SKPoint[] Thinned(List<SKPoint> loop)
    {
        List<SKPoint> kept = [];
        var points = CollectionsMarshal.AsSpan(loop);
        for (var i = 0; i < points.Length; i++)
        {
            var (before, at, after) = (kept.Count > 0 ? kept[^1] : points[^1], points[i], points[(i + 1) % points.Length]);
            var (ahead, on) = (at - before, after - at);
            if (MathF.Abs(ahead.X * on.Y - ahead.Y * on.X) > 1e-9f)
                kept.Add(at);
        }
        return kept.Count > 2 ? [.. kept] : [.. loop];
    }
}
