using NeuroLab.Rendering;

namespace NeuroLab.Components;

/// <summary>
/// The path of a weight vector on a plane, with the step of each point. Bounded: when it is full, every second point is
/// dropped and the sampling interval doubles, so that a long run is covered evenly. A forked path begins as a copy of
/// its parent.
/// </summary>
internal sealed class DescentPath
{
    private const int Capacity = 4096;

    private readonly TrailPoint[] _points = new TrailPoint[Capacity];
    private readonly long[] _steps = new long[Capacity];
    private int _ownStart;
    private int _stride = 1; // points seen per point kept
    private int _seen;       // points since the last but one kept: the last kept point only marks the current position
    private bool _isBroken = true;

    /// <summary>The step at which the loss first reached a race's target; null if it has not.</summary>
    public long? Reached { get; set; }

    /// <summary>Number of points.</summary>
    public int Count { get; private set; }

    /// <summary>The points, oldest first; a NaN point interrupts the line.</summary>
    public ReadOnlyMemory<TrailPoint> Points => _points.AsMemory(0, Count);

    /// <summary>The points after the fork, including the point of the fork.</summary>
    public ReadOnlyMemory<TrailPoint> OwnPoints => _points.AsMemory(_ownStart, Count - _ownStart);

    /// <summary>Adds a point, unless the path already has one of its step.</summary>
    public void Add(long step, in TrailPoint point)
    {
        if (Count > 0 && (step < _steps[Count - 1] || (step == _steps[Count - 1] && !_isBroken)))
            return;
        if (!_isBroken && _seen < _stride && Count > _ownStart + 1)
            Count--;
        else
            _seen = 0;
        _seen++;
        _isBroken = false;
        if (Count == Capacity)
            Thin();
        _steps[Count] = step;
        _points[Count++] = point;
    }

    /// <summary>Interrupts the line: the weights were moved by hand.</summary>
    public void Break()
    {
        if (Count == 0 || _isBroken)
            return;
        var step = _steps[Count - 1];
        _isBroken = true; // so that the gap is neither skipped nor overwrites the last point
        Add(step, new TrailPoint(float.NaN, float.NaN, float.NaN));
        _isBroken = true;
    }

    /// <summary>Number of points up to a step.</summary>
    public int CountUpTo(long step)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_steps[middle] <= step)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>A copy of the points up to a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isBeforeMove">Whether to leave out a move by hand at that very step.</param>
    public DescentPath Fork(long step, bool isBeforeMove = false)
    {
        var count = CountUpTo(step);
        for (var i = count - 1; isBeforeMove && i >= 0 && _steps[i] == step; i--)
        {
            if (float.IsNaN(_points[i].Loss) && float.IsNaN(_points[i].Alpha))
                count = i;
        }
        var fork = new DescentPath { Count = count, _isBroken = false, _stride = _stride, _seen = _stride };
        Array.Copy(_points, fork._points, fork.Count);
        Array.Copy(_steps, fork._steps, fork.Count);
        fork._ownStart = Math.Max(0, fork.Count - 1);
        fork.Reached = Reached <= step ? Reached : null;
        return fork;
    }

    /// <summary>Sets <see cref="Reached"/> to the step of the first point with a loss of at most a target.</summary>
    public void FindReached(double target)
    {
        Reached = null;
        for (var i = 0; i < Count && Reached is null; i++)
            Reached = _points[i].Loss <= target ? _steps[i] : null;
    }

    /// <summary>Removes all points.</summary>
    public void Clear() => (Count, _ownStart, _isBroken) = (0, 0, true);

    private void Thin()
    {
        _stride *= 2;
        var kept = 0;
        var ownStart = _ownStart;
        for (var i = 0; i < Count; i++)
        {
            if (i == ownStart)
                _ownStart = kept;
            if (i % 2 != 0 && !float.IsNaN(_points[i].Loss) && i != ownStart)
                continue;
            _points[kept] = _points[i];
            _steps[kept++] = _steps[i];
        }
        // If nearly every point is an interruption, the oldest half is dropped.
        if (kept > Capacity * 3 / 4)
        {
            var half = kept / 2;
            Array.Copy(_points, half, _points, 0, kept - half);
            Array.Copy(_steps, half, _steps, 0, kept - half);
            _ownStart = Math.Max(0, _ownStart - half);
            kept -= half;
        }
        Count = kept;
    }
}
