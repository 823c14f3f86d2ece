namespace NeuroLab.Training;

/// <summary>The last <see cref="Capacity"/> steps of a session. Written by one thread, read by any; never allocates.</summary>
public sealed class StepHistory
{
    /// <summary>Maximum number of steps.</summary>
    public const int Capacity = 1 << 14;

    private readonly StepRecord[] _records = new StepRecord[Capacity];
    private readonly Lock _gate = new();
    private long _count;

    /// <summary>Steps recorded since the start.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>Appends a step.</summary>
    public void Add(in StepRecord record)
    {
        lock (_gate)
            _records[_count++ % Capacity] = record;
    }

    /// <summary>The last step; false before the first.</summary>
    internal bool TryGetLast(out StepRecord record)
    {
        lock (_gate)
        {
            record = _count > 0 ? _records[(_count - 1) % Capacity] : default;
            return _count > 0;
        }
    }

    /// <summary>
    /// Copies the records from index <paramref name="from"/> on (counted since the start), skipping those already
    /// overwritten. Returns the number copied and sets <paramref name="from"/> to the index after the last one.
    /// </summary>
    public int CopyTo(ref long from, Span<StepRecord> destination)
    {
        lock (_gate)
        {
            from = Math.Max(from, Math.Max(0, _count - Capacity));
            var copied = 0;
            while (from < _count && copied < destination.Length)
                destination[copied++] = _records[from++ % Capacity];
            return copied;
        }
    }
}
