namespace NeuroLab.Numerics;

/// <summary>
/// The linear assignment problem, solved exactly by shortest augmenting paths (Jonker and Volgenant 1987, in the form
/// of Crouse 2016, On implementing 2D rectangular assignment algorithms). Not thread-safe.
/// </summary>
internal sealed class LinearAssignment
{
    private readonly int _n;

    // Dual variables: score(row, column) ≤ rowPrice + columnPrice, with equality along the assignment.
    private readonly double[] _rowPrice, _columnPrice;
    private readonly double[] _distance;
    private readonly int[] _columnOf, _rowOf, _rowBefore;
    private readonly bool[] _isReached;

    private LinearAssignment(int n)
    {
        _n = n;
        (_rowPrice, _columnPrice, _distance) = (new double[n], new double[n], new double[n]);
        (_columnOf, _rowOf, _rowBefore, _isReached) = (new int[n], new int[n], new int[n], new bool[n]);
        Array.Fill(_columnOf, -1);
        Array.Fill(_rowOf, -1);
    }

    /// <summary>
    /// A column for each row, every column once, with the largest possible sum of scores. O(n³). Equal inputs give equal
    /// results, also where several assignments are optimal.
    /// </summary>
    /// <param name="scores">[n, n], row-major.</param>
    /// <param name="n">Rows and columns.</param>
    /// <exception cref="ArgumentException">A score is not finite, or there are not n² of them.</exception>
    public static int[] Maximize(ReadOnlySpan<double> scores, int n)
    {
        if (scores.Length != n * n)
            throw new ArgumentException($"{scores.Length} scores for {n} rows and columns.", nameof(scores));
        foreach (var score in scores)
        {
            if (!double.IsFinite(score))
                throw new ArgumentException($"A score is {score}.", nameof(scores));
        }
        var assignment = new LinearAssignment(n);
        for (var row = 0; row < n; row++)
            assignment.Add(row, scores);
        return assignment._columnOf;
    }

    // Assigns one more row along the shortest path to a free column, which may move rows assigned before.
    private void Add(int row, ReadOnlySpan<double> scores)
    {
        Array.Fill(_distance, double.PositiveInfinity);
        Array.Clear(_isReached);
        var (from, column, length) = (row, -1, 0.0);
        do
        {
            column = Nearest(from, scores.Slice(from * _n, _n), ref length);
            _isReached[column] = true;
            from = _rowOf[column];
        }
        while (from >= 0);

        _rowPrice[row] -= length;
        for (var j = 0; j < _n; j++)
        {
            if (!_isReached[j] || j == column)
                continue;
            _rowPrice[_rowOf[j]] -= length - _distance[j];
            _columnPrice[j] += length - _distance[j];
        }
        int owner;
        do
        {
            owner = _rowBefore[column];
            _rowOf[column] = owner;
            (_columnOf[owner], column) = (column, _columnOf[owner]);
        }
        while (owner != row);
    }

    // Extends the paths by one row; the nearest column that was not reached, among equals a free one.
    private int Nearest(int row, ReadOnlySpan<double> scores, ref double length)
    {
        var (nearest, lowest) = (-1, double.PositiveInfinity);
        for (var j = 0; j < _n; j++)
        {
            if (_isReached[j])
                continue;
            var reduced = length + _rowPrice[row] + _columnPrice[j] - scores[j];
            if (reduced < _distance[j])
                (_distance[j], _rowBefore[j]) = (reduced, row);
            if (_distance[j] < lowest || (_distance[j] == lowest && _rowOf[j] < 0))
                (nearest, lowest) = (j, _distance[j]);
        }
        length = lowest;
        return nearest;
    }
}
