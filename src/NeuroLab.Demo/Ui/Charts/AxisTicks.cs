namespace NeuroLab.Demo.Ui.Charts;

/// <summary>Ticks of an axis at round numbers, and an axis range that starts and ends with one.</summary>
internal sealed class AxisTicks
{
    private const int Capacity = 32;

    /// <summary>A single-precision 0.1 must not add another decade.</summary>
    private const double SingleRounding = 1e-6;

    private readonly double[] _values = new double[Capacity];
    private int _count;

    public ReadOnlySpan<double> Values => _values.AsSpan(0, _count);

    /// <summary>Both ends of the axis, in data units.</summary>
    public double Low { get; private set; }

    public double High { get; private set; }

    public bool IsLogarithmic { get; private set; }

    /// <summary>Decimals needed to distinguish the ticks; linear axes only.</summary>
    public int Decimals { get; private set; }

    /// <summary>Distance between ticks; linear axes only.</summary>
    public double Step { get; private set; } = 1;

    /// <summary>
    /// Position of a value along the axis: 0 at <see cref="Low"/>, 1 at <see cref="High"/>. −∞ for values that a
    /// logarithmic axis cannot show.
    /// </summary>
    public double Position(double value)
    {
        if (!IsLogarithmic)
            return (value - Low) / (High - Low);
        var low = Math.Log10(Low);
        return value > 0 ? (Math.Log10(value) - low) / (Math.Log10(High) - low) : double.NegativeInfinity;
    }

    /// <summary>
    /// Steps of 1, 2 or 5 times a power of ten; at most <paramref name="intervals"/> of them, but two may be needed if
    /// the range includes zero.
    /// </summary>
    public void SetLinear(double low, double high, int intervals)
    {
        IsLogarithmic = false;
        (low, high) = Widen(low, high);
        intervals = Math.Max(2, intervals);
        var step = NiceStep((high - low) / intervals);
        while (Math.Ceiling(high / step - 1e-9) - Math.Floor(low / step + 1e-9) > intervals)
            step = NiceStep(step * 1.01);
        long first = (long)Math.Floor(low / step + 1e-9), last = (long)Math.Ceiling(high / step - 1e-9);
        _count = 0;
        for (var i = first; i <= last && _count < Capacity; i++)
            _values[_count++] = i * step;
        (Low, High) = (_values[0], _values[_count - 1]);
        Step = step;
        Decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 12);
    }

    /// <summary>Powers of ten, thinned out to at most <paramref name="intervals"/>; within one decade also 2 and 5
    /// times them. Both bounds must be positive; others are replaced by the smallest that fit.</summary>
    public void SetLogarithmic(double low, double high, int intervals)
    {
        IsLogarithmic = true;
        Decimals = 0;
        if (!(high > 0) || !double.IsFinite(high))
            high = 1;
        if (!(low > 0) || low > high)
            low = high / 10;
        int first = (int)Math.Floor(Math.Log10(low) + SingleRounding), last = (int)Math.Ceiling(Math.Log10(high) - SingleRounding);
        if (last <= first)
            last = first + 1;
        _count = 0;
        if (last - first == 1 && intervals >= 3)
        {
            foreach (var mantissa in (ReadOnlySpan<int>)[1, 2, 5, 10])
                _values[_count++] = mantissa * Math.Pow(10, first);
        }
        else
        {
            var stride = Math.Max(1, (last - first + intervals - 1) / intervals);
            first = last - (last - first + stride - 1) / stride * stride;
            for (var i = first; i <= last && _count < Capacity; i += stride)
                _values[_count++] = Math.Pow(10, i);
        }
        (Low, High) = (_values[0], _values[_count - 1]);
    }

    /// <summary>An empty range is widened; a range that is not finite becomes 0…1.</summary>
    private static (double Low, double High) Widen(double low, double high)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high))
            return (0, 1);
        if (high < low)
            (low, high) = (high, low);
        var size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low > size * 1e-6)
            return (low, high);
        var margin = size > 0 ? size * 0.1 : 0.5;
        return (low - margin, high + margin);
    }

    private static double NiceStep(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        var mantissa = atLeast / power;
        return power * (mantissa <= 1 + 1e-9 ? 1 : mantissa <= 2 + 1e-9 ? 2 : mantissa <= 5 + 1e-9 ? 5 : 10);
    }
}
