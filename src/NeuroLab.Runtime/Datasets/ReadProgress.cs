namespace NeuroLab.Datasets;

/// <summary>
/// How far the reading of files on one thread has come, for another thread to watch and to stop. Whatever is read within
/// <see cref="Follow"/> reports here by itself; reading that nobody follows costs nothing more.
/// </summary>
internal sealed class ReadProgress
{
    [ThreadStatic]
    private static ReadProgress? _current;

    private double _share;
    private long _length;
    private volatile string _path = "";
    private volatile bool _isCancelled;

    /// <summary>The file that is being read, or was last; empty before the first. Any thread.</summary>
    public string Path => _path;

    /// <summary>How much of that file is done, 0…1. Any thread.</summary>
    public double Share => Volatile.Read(ref _share);

    /// <summary>Bytes of that file. Any thread.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>Whether <see cref="Cancel"/> was called. Any thread.</summary>
    public bool IsCancelled => _isCancelled;

    /// <summary>
    /// Called on the reading thread each time it has got on, before it looks whether it should stop: for measurements,
    /// and to hold it up as a slow disk would. Null for nothing.
    /// </summary>
    public Action<ReadProgress>? Advanced { get; init; }

    /// <summary>Ends the reading soon, by an <see cref="OperationCanceledException"/> on its thread. Any thread; never blocks.</summary>
    public void Cancel() => _isCancelled = true;

    /// <summary>Reads on this thread and reports here meanwhile. Blocks as the reading does.</summary>
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

    /// <summary>A file is begun.</summary>
    internal static void Begin(string path, long length)
    {
        if (_current is not { } progress)
            return;
        Volatile.Write(ref progress._length, length);
        progress._path = path;
        Report(0);
    }

    /// <summary>Tells how much of the file is done, 0…1.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    internal static void Report(double share)
    {
        if (_current is not { } progress)
            return;
        Volatile.Write(ref progress._share, share);
        progress.Advanced?.Invoke(progress);
        progress.Check();
    }

    /// <summary>Stops what takes its time and reads nothing.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    internal static void ThrowIfCancelled() => _current?.Check();

    private void Check()
    {
        if (_isCancelled)
            throw new OperationCanceledException();
    }
}
