namespace NeuroLab.Demo.Ui.Charts;

/// <summary>
/// Reduces samples to a minimum and a maximum per pixel column, so that a narrow spike is drawn at full height however
/// many samples are in its column.
/// </summary>
internal sealed class ChartColumns
{
    private float[] _low = [];
    private float[] _high = [];
    private bool[] _broken = [];
    private int _count;

    /// <summary>Minimum finite value of each column; NaN if there is none.</summary>
    public ReadOnlySpan<float> Low => _low.AsSpan(0, _count);

    public ReadOnlySpan<float> High => _high.AsSpan(0, _count);

    /// <summary>Columns with a non-finite value.</summary>
    public ReadOnlySpan<bool> Broken => _broken.AsSpan(0, _count);

    /// <summary>Minimum finite value of all columns; +∞ if there is none.</summary>
    public float Lowest { get; private set; }

    /// <summary>Maximum finite value of all columns; −∞ if there is none.</summary>
    public float Highest { get; private set; }

    /// <summary>Minimum positive value, for logarithmic axes; +∞ if there is none.</summary>
    public float MinPositive { get; private set; }

    public void Reset(int columns)
    {
        if (_low.Length < columns)
        {
            _low = new float[columns];
            _high = new float[columns];
            _broken = new bool[columns];
        }
        _count = columns;
        _low.AsSpan(0, columns).Fill(float.NaN);
        _high.AsSpan(0, columns).Fill(float.NaN);
        _broken.AsSpan(0, columns).Clear();
        Lowest = MinPositive = float.PositiveInfinity;
        Highest = float.NegativeInfinity;
    }

    /// <summary>Adds evenly spaced samples; sample i is at firstX + i · stepX. Ignores those outside from…to.</summary>
    /// <param name="values">NaN and ±∞ mark their column as broken.</param>
    /// <param name="firstX">X of the first sample.</param>
    /// <param name="stepX">Distance between samples, above zero.</param>
    /// <param name="fromX">Left edge of the first column.</param>
    /// <param name="toX">Right edge of the last column, inclusive.</param>
    public void Add(ReadOnlySpan<float> values, double firstX, double stepX, double fromX, double toX)
    {
        if (!(toX > fromX) || _count == 0)
            return;
        var columnsPerX = _count / (toX - fromX);
        var start = (int)Math.Clamp(Math.Ceiling((fromX - firstX) / stepX - 1e-9), 0, values.Length);
        var end = (int)Math.Clamp(Math.Floor((toX - firstX) / stepX + 1e-9) + 1, start, values.Length);
        for (var i = start; i < end; i++)
        {
            var column = Math.Clamp((int)((firstX + i * stepX - fromX) * columnsPerX), 0, _count - 1);
            Include(column, values[i], values[i], !float.IsFinite(values[i]));
        }
    }

    /// <summary>Adds the buckets of a history that start within from…to on a scale.</summary>
    public void Add(ChartSeries series, double fromX, double toX, ChartScale scale = default)
    {
        if (!(toX > fromX) || _count == 0)
            return;
        var columnsPerX = _count / (toX - fromX);
        var x = series.X;
        ReadOnlySpan<float> low = series.Low, high = series.High;
        var broken = series.Broken;
        for (var i = 0; i < x.Length; i++)
        {
            var at = scale.At(x[i]);
            if (at < fromX)
                continue;
            if (at > toX)
                return;
            Include(Math.Clamp((int)((at - fromX) * columnsPerX), 0, _count - 1), low[i], high[i], broken[i]);
        }
    }

    private void Include(int column, float low, float high, bool broken)
    {
        _broken[column] |= broken;
        if (!float.IsFinite(low))
            return;
        _low[column] = float.MinNumber(_low[column], low);
        _high[column] = float.MaxNumber(_high[column], high);
        Lowest = MathF.Min(Lowest, low);
        Highest = MathF.Max(Highest, high);
        if (high > 0)
            MinPositive = MathF.Min(MinPositive, low > 0 ? low : high);
    }
}
