namespace NeuroLab.Datasets;

/// <summary>
/// Progress of the file reads on one thread, for another thread to watch and to cancel. All reads within
/// <see cref="Follow"/> report here by themselves; other reads have no overhead.
/// </summary>
internal sealed class ReadProgress
{
    [ThreadStatic]
    private static ReadProgress? _current;

    private double _share;
    private long _length;
    private volatile string _path = "";
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The current or last file; empty before the first. Any thread.</summary>
    public string Path => _path;

    /// <summary>Fraction of that file that is done, 0…1. Any thread.</summary>
    public double Share => Volatile.Read(ref _share);

    /// <summary>Length of that file in bytes. Any thread.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>Whether <see cref="Cancel"/> was called. Any thread.</summary>
    public bool IsCancelled => _cancellation.IsCancellationRequested;

    /// <summary>
    /// Called on the reading thread after each step, before it checks for cancellation: for measurements, and to
    /// simulate a slow disk. Null for none.
    /// </summary>
    public Action<ReadProgress>? Advanced { get; init; }

    /// <summary>
    /// Cancels the read: its thread throws an <see cref="OperationCanceledException"/> soon. Any thread; never blocks.
    /// </summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Reads on this thread and reports progress here. Blocks until <paramref name="read"/> returns.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public T Follow<T>(Func<T> read)
    {
        var outer = _current;
        _current = this;
        try
        {
            Check();
            return read();
        }
        finally
        {
            _current = outer;
        }
    }

    /// <summary>A file is opened.</summary>
    internal static void Begin(string path, long length)
    {
        if (_current is not { } progress)
            return;
        Volatile.Write(ref progress._length, length);
        progress._path = path;
        Report(0);
    }

    /// <summary>Sets the fraction of the file that is done, 0…1.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal static void Report(double share)
    {
        if (_current is not { } progress)
            return;
        Volatile.Write(ref progress._share, share);
        progress.Advanced?.Invoke(progress);
        progress.Check();
    }

    /// <summary>Cancelled with this thread's work, for threads that it starts.</summary>
    internal static CancellationToken Cancellation => _current?._cancellation.Token ?? default;

    /// <summary>Checks for cancellation in long work that reads nothing.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal static void ThrowIfCancelled() => _current?.Check();

    private void Check()
    {
        if (_cancellation.IsCancellationRequested)
            throw new OperationCanceledException();
    }
}
