using SkiaSharp;

namespace NeuroLab.Demo.Ui.Charts;

/// <summary>
/// The whole history of one value at a fixed cost in memory: when full, neighbouring buckets are merged and each then
/// spans twice as many values. Every bucket keeps its minimum and maximum, so no spike is ever lost. <see cref="Add"/>
/// does not allocate.
/// </summary>
internal sealed class ChartSeries
{
    private readonly double[] _x;
    private readonly float[] _low;
    private readonly float[] _high;
    private readonly bool[] _broken;
    private int _count;
    private int _inLast;

    /// <param name="name">Shown while the pointer is over the chart.</param>
    /// <param name="color">Line colour.</param>
    /// <param name="capacity">Number of buckets, even and at least 2.</param>
    public ChartSeries(string name, SKColor color, int capacity = 2048)
    {
        if (capacity < 2 || capacity % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "The capacity must be an even number, 2 or more.");
        Name = name;
        Color = color;
        _x = new double[capacity];
        _low = new float[capacity];
        _high = new float[capacity];
        _broken = new bool[capacity];
    }

    private ChartSeries(ChartSeries other)
    {
        (Name, Color) = (other.Name, other.Color);
        (_x, _low, _high, _broken) = (other.X.ToArray(), other.Low.ToArray(), other.High.ToArray(), other.Broken.ToArray());
        (_count, _inLast, Stride, Last, LastX) = (other._count, other._inLast, other.Stride, other.Last, other.LastX);
    }

    public string Name { get; set; }

    public SKColor Color { get; set; }

    /// <summary>Values that a full bucket spans: a power of two.</summary>
    public int Stride { get; private set; } = 1;

    /// <summary>The last value added, which may be NaN; NaN if there is none.</summary>
    public float Last { get; private set; } = float.NaN;

    /// <summary>X of the last value; NaN if there is none.</summary>
    public double LastX { get; private set; } = double.NaN;

    /// <summary>X of the start of each bucket, ascending.</summary>
    public ReadOnlySpan<double> X => _x.AsSpan(0, _count);

    /// <summary>Minimum finite value of each bucket; NaN if it has none.</summary>
    public ReadOnlySpan<float> Low => _low.AsSpan(0, _count);

    /// <summary>Maximum finite value of each bucket; NaN if it has none.</summary>
    public ReadOnlySpan<float> High => _high.AsSpan(0, _count);

    /// <summary>Whether a bucket contains a non-finite value.</summary>
    public ReadOnlySpan<bool> Broken => _broken.AsSpan(0, _count);

    /// <summary>
    /// Appends a value. An x at or before an earlier one rewinds: values there and after are dropped.
    /// </summary>
    public void Add(double x, float value)
    {
        Rewind(x);
        if (_count == 0)
            Stride = 1;
        if (_count == 0 || _inLast >= Stride)
            StartBucket(x);
        var last = _count - 1;
        if (float.IsFinite(value))
        {
            // MinNumber prefers a number to NaN.
            _low[last] = float.MinNumber(_low[last], value);
            _high[last] = float.MaxNumber(_high[last], value);
        }
        else
        {
            _broken[last] = true;
        }
        _inLast++;
        (Last, LastX) = (value, x);
    }

    /// <summary>
    /// The value at an x: the last one added at or before it; NaN if there is none. For a bucket of several values,
    /// their middle.
    /// </summary>
    public float ValueAt(double x)
    {
        if (!(x < LastX))
            return Last;
        var at = X.BinarySearch(x);
        var bucket = at < 0 ? ~at - 1 : at;
        return bucket < 0 || Broken[bucket] ? float.NaN : (_low[bucket] + _high[bucket]) / 2;
    }

    /// <summary>Bytes of the values, with the room for more.</summary>
    public int Bytes => _x.Length * (sizeof(double) + 2 * sizeof(float) + sizeof(bool));

    /// <summary>A copy of the values, without room for more.</summary>
    public ChartSeries Copy() => new(this);

    /// <summary>A copy with half as many buckets, without room for more.</summary>
    public ChartSeries Thinned()
    {
        var copy = Copy();
        copy.Halve();
        return copy.Copy();
    }

    /// <summary>Copies the values of a series of the same capacity, or of a copy of one.</summary>
    public void CopyFrom(ChartSeries other)
    {
        (_count, _inLast, Stride, Last, LastX) = (other._count, other._inLast, other.Stride, other.Last, other.LastX);
        other.X.CopyTo(_x);
        other.Low.CopyTo(_low);
        other.High.CopyTo(_high);
        other.Broken.CopyTo(_broken);
    }

    /// <summary>Drops the values at or after an x.</summary>
    public void Rewind(double x)
    {
        while (_count > 0 && _x[_count - 1] >= x)
        {
            _count--;
            _inLast = Stride;
        }
        if (LastX >= x)
            (Last, LastX) = _count > 0 ? (_high[_count - 1], _x[_count - 1]) : (float.NaN, double.NaN);
    }

    public void Clear()
    {
        _count = 0;
        Stride = 1;
        Last = float.NaN;
        LastX = double.NaN;
    }

    private void StartBucket(double x)
    {
        if (_count == _x.Length)
            Halve();
        (_x[_count], _low[_count], _high[_count], _broken[_count]) = (x, float.NaN, float.NaN, false);
        _count++;
        _inLast = 0;
    }

    private void Halve()
    {
        var hasOdd = _count % 2 != 0;
        _inLast += hasOdd ? 0 : Stride;
        _count /= 2;
        for (var i = 0; i < _count; i++)
        {
            _x[i] = _x[2 * i];
            _low[i] = float.MinNumber(_low[2 * i], _low[2 * i + 1]);
            _high[i] = float.MaxNumber(_high[2 * i], _high[2 * i + 1]);
            _broken[i] = _broken[2 * i] | _broken[2 * i + 1];
        }
        if (hasOdd)
        {
            (_x[_count], _low[_count], _high[_count], _broken[_count]) = (_x[2 * _count], _low[2 * _count], _high[2 * _count], _broken[2 * _count]);
            _count++;
        }
        Stride *= 2;
    }
}
