namespace NeuroLab.Landscapes;

/// <summary>
/// The order in which a grid is sampled: every 8th row and column first, so that the overall shape appears early; then
/// cell by cell, each split into four, always the one next whose interpolation is expected to err most, whatever its size.
/// All points are sampled in the end. Not thread-safe.
/// </summary>
internal sealed class CoarseToFine
{
    private const int Coarsest = 8;

    private readonly SurfaceGrid _grid;
    private readonly bool _isAdaptive;
    private readonly float[] _heights;
    private readonly bool[] _isSampled, _isSplit; // by point; by point at the top left of a cell, for each size
    private readonly int[] _order, _places; // place in the order -> point, and back
    private readonly int _coarse; // points of the coarsest lines
    private readonly PriorityQueue<Cell, float> _cells = new();
    private readonly List<Cell> _splitting = [];
    private int _planned;
    private bool _hasCells;

    /// <summary>Computes the order for a grid.</summary>
    public CoarseToFine(SurfaceGrid grid)
    {
        _grid = grid;
        // A part of a grid keeps its order: nobody watches it.
        _isAdaptive = grid.Part is not { IsWhole: false };
        _heights = new float[grid.Count];
        _isSampled = new bool[grid.Count];
        _isSplit = new bool[grid.Count * Levels];
        _places = new int[grid.Count];
        var order = new List<int>(grid.Count);
        var planned = new bool[grid.Count];
        for (var stride = Coarsest; stride > 0; stride /= 2)
        {
            for (var row = 0; row < grid.Rows; row++)
                for (var column = 0; column < grid.Columns; column++)
                {
                    var index = row * grid.Columns + column;
                    if (planned[index] || !OnLevel(row, stride, grid.Rows) || !OnLevel(column, stride, grid.Columns))
                        continue;
                    planned[index] = true;
                    _places[index] = order.Count;
                    order.Add(index);
                }
            if (stride == Coarsest)
                _coarse = order.Count;
        }
        _order = [.. order];
    }

    /// <summary>The index of every point (row · columns + column), in sampling order, as far as it is known.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Number of points sampled so far.</summary>
    public int Sampled { get; private set; }

    /// <summary>The heights so far; all of them valid after <see cref="Interpolate"/>.</summary>
    public ReadOnlySpan<float> Heights => _heights;

    // Cells of 8, 4 and 2 points along a side are split.
    private static int Levels => 3;

    /// <summary>Stores a sampled height; call once per point, in any order.</summary>
    public void Set(int index, float height)
    {
        _heights[index] = height;
        _isSampled[index] = true;
        Sampled++;
    }

    /// <summary>
    /// Decides the points at <paramref name="count"/> places of the order from <paramref name="from"/> on, which are
    /// sampled next, from what is known by now; returns whether they differ from what the order was.
    /// </summary>
    public bool Plan(int from, int count)
    {
        if (!_isAdaptive || from + count <= _coarse)
            return false;
        _planned = Math.Max(from, _planned);
        AddCells();
        var isChanged = false;
        while (_planned < from + count && _cells.TryDequeue(out var cell, out _))
        {
            isChanged = true;
            _isSplit[cell.Row * _grid.Columns + cell.Column + LevelOf(cell.Size) * _grid.Count] = true;
            var (rows, columns) = (LinesOf(cell.Row, cell.Size, _grid.Rows), LinesOf(cell.Column, cell.Size, _grid.Columns));
            for (var i = 0; i < 3; i++)
                for (var j = 0; j < 3; j++)
                    PlanNext(rows[i] * _grid.Columns + columns[j]);
            _splitting.Add(cell);
        }
        return isChanged;
    }

    /// <summary>
    /// Interpolates the points not sampled yet within the smallest cells whose corners are; false if not even the coarsest
    /// lines are complete. Sampled points are never overwritten, so a hole stays a hole.
    /// </summary>
    public bool Interpolate()
    {
        AddCells();
        if (!_hasCells)
            return false;
        for (var row = 0; row < _grid.Rows - 1 || row == 0; row += Coarsest)
            for (var column = 0; column < _grid.Columns - 1 || column == 0; column += Coarsest)
                Fill(row, column, Coarsest);
        return true;
    }

    // The coarsest cells once their corners are sampled; and the quarters of those whose points are.
    private void AddCells()
    {
        if (!_hasCells)
        {
            for (var i = 0; i < _coarse; i++)
            {
                if (!_isSampled[_order[i]])
                    return;
            }
            _hasCells = true;
            for (var row = 0; row < _grid.Rows - 1 || row == 0; row += Coarsest)
                for (var column = 0; column < _grid.Columns - 1 || column == 0; column += Coarsest)
                    Add(new Cell(row, column, Coarsest), BendAround(row, column) / 8);
        }
        for (var i = _splitting.Count - 1; i >= 0; i--)
        {
            if (!IsSampled(_splitting[i]))
                continue;
            var (cell, error) = (_splitting[i], Error(_splitting[i]) / 4);
            _splitting[i] = _splitting[^1];
            _splitting.RemoveAt(_splitting.Count - 1);
            var half = cell.Size / 2;
            if (half < 2)
                continue;
            for (var part = 0; part < 4; part++)
            {
                var (row, column) = (cell.Row + part / 2 * half, cell.Column + part % 2 * half);
                if ((row < _grid.Rows - 1 || part < 2) && (column < _grid.Columns - 1 || part % 2 == 0))
                    Add(new Cell(row, column, half), error);
            }
        }
    }

    // What is not finite comes first; NaN would come last.
    private void Add(Cell cell, float error) => _cells.Enqueue(cell, float.IsFinite(error) ? -error : float.NegativeInfinity);

    private void PlanNext(int index)
    {
        var place = _places[index];
        if (place < _planned)
            return;
        var other = _order[_planned];
        (_order[_planned], _order[place]) = (index, other);
        (_places[index], _places[other]) = (_planned, place);
        _planned++;
    }

    private bool IsSampled(in Cell cell)
    {
        var (rows, columns) = (LinesOf(cell.Row, cell.Size, _grid.Rows), LinesOf(cell.Column, cell.Size, _grid.Columns));
        for (var i = 0; i < 9; i++)
        {
            if (!_isSampled[rows[i / 3] * _grid.Columns + columns[i % 3]])
                return false;
        }
        return true;
    }

    // By how much the sampled points differ from the interpolation between the corners.
    private float Error(in Cell cell)
    {
        var (rows, columns) = (LinesOf(cell.Row, cell.Size, _grid.Rows), LinesOf(cell.Column, cell.Size, _grid.Columns));
        var error = 0f;
        for (var i = 0; i < 9; i++)
        {
            var (row, column) = (rows[i / 3], columns[i % 3]);
            float v = Share(row, rows), u = Share(column, columns);
            var upper = Mix(At(rows[0], columns[0]), At(rows[0], columns[2]), u);
            var lower = Mix(At(rows[2], columns[0]), At(rows[2], columns[2]), u);
            error = MathF.Max(error, MathF.Abs(At(row, column) - Mix(upper, lower, v))); // NaN propagates
        }
        return error;
    }

    private void Fill(int row, int column, int size)
    {
        int bottom = Math.Min(row + size, _grid.Rows - 1), right = Math.Min(column + size, _grid.Columns - 1);
        FillEdge(row, column, right, size, isRow: true);
        FillEdge(bottom, column, right, size, isRow: true);
        FillEdge(column, row, bottom, size, isRow: false);
        FillEdge(right, row, bottom, size, isRow: false);
        if (size == 1 || bottom - row <= 1 && right - column <= 1)
            return;
        if (_isSplit[row * _grid.Columns + column + LevelOf(size) * _grid.Count] && IsSampled(new Cell(row, column, size)))
        {
            var half = size / 2;
            for (var part = 0; part < 4; part++)
            {
                var (top, left) = (row + part / 2 * half, column + part % 2 * half);
                if ((top < bottom || part < 2) && (left < right || part % 2 == 0))
                    Fill(top, left, half);
            }
            return;
        }
        // Between four edges that may be finer than the cell (Coons 1967), so that there is no step along them.
        for (var y = row + 1; y < bottom; y++)
        {
            var v = (y - row) / (float)(bottom - row);
            for (var x = column + 1; x < right; x++)
            {
                if (_isSampled[y * _grid.Columns + x])
                    continue;
                var u = (x - column) / (float)(right - column);
                var corners = Mix(Mix(At(row, column), At(row, right), u), Mix(At(bottom, column), At(bottom, right), u), v);
                _heights[y * _grid.Columns + x] = Mix(At(row, x), At(bottom, x), v) + Mix(At(y, column), At(y, right), u) - corners;
            }
        }
    }

    // A part of a row or column, between the points of it that are sampled.
    private void FillEdge(int line, int from, int to, int size, bool isRow)
    {
        if (to - from <= 1)
            return;
        int Index(int at) => isRow ? line * _grid.Columns + at : at * _grid.Columns + line;
        var middle = from + size / 2;
        if (middle < to && _isSampled[Index(middle)])
        {
            FillEdge(line, from, middle, size / 2, isRow);
            FillEdge(line, middle, to, size / 2, isRow);
            return;
        }
        for (var at = from + 1; at < to; at++)
        {
            if (!_isSampled[Index(at)])
                _heights[Index(at)] = Mix(_heights[Index(from)], _heights[Index(to)], (at - from) / (float)(to - from));
        }
    }

    // The largest second difference of the coarsest lines at the corners of a cell; infinite at a hole.
    private float BendAround(int row, int column)
    {
        int bottom = Math.Min(row + Coarsest, _grid.Rows - 1), right = Math.Min(column + Coarsest, _grid.Columns - 1);
        return MathF.Max(MathF.Max(Bend(row, column), Bend(row, right)), MathF.Max(Bend(bottom, column), Bend(bottom, right)));
    }

    private float Bend(int row, int column)
    {
        var (center, bend) = (At(row, column), 0f);
        if (row >= Coarsest && row + Coarsest < _grid.Rows)
            bend = MathF.Abs(At(row - Coarsest, column) - 2 * center + At(row + Coarsest, column));
        if (column >= Coarsest && column + Coarsest < _grid.Columns)
            bend = MathF.Max(bend, MathF.Abs(At(row, column - Coarsest) - 2 * center + At(row, column + Coarsest)));
        return float.IsFinite(center) && float.IsFinite(bend) ? bend : float.PositiveInfinity;
    }

    private float At(int row, int column) => _heights[row * _grid.Columns + column];

    private static int LevelOf(int size) => size == Coarsest ? 0 : size == Coarsest / 2 ? 1 : 2;

    // The lines of a cell that is split: its first one, the middle one and the last one, which may coincide at the border.
    private static Lines LinesOf(int first, int size, int count)
    {
        var last = Math.Min(first + size, count - 1);
        return new Lines(first, Math.Min(first + size / 2, last), last);
    }

    private static float Share(int at, in Lines lines) => lines[2] == lines[0] ? 0 : (at - lines[0]) / (float)(lines[2] - lines[0]);

    private static bool OnLevel(int index, int stride, int count) => index % stride == 0 || index == count - 1;

    private static float Mix(float a, float b, float share) => share == 0 ? a : share == 1 ? b : a + (b - a) * share;

    private readonly record struct Cell(int Row, int Column, int Size);

    private readonly record struct Lines(int First, int Middle, int Last)
    {
        public int this[int index] => index == 0 ? First : index == 1 ? Middle : Last;
    }
}
