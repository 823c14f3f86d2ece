namespace NeuroLab.Landscapes;

/// <summary>
/// A surface on its way: a backend writes heights, coarse to fine, and a renderer picks up what is new. Until a point
/// is sampled it shows the value interpolated from the coarser points around it. Any thread may call any member.
/// </summary>
public sealed class SurfaceRequest : IDisposable
{
    private readonly Lock _gate = new();
    private readonly float[] _heights;
    private readonly ManualResetEventSlim _finished = new();
    private readonly CancellationTokenSource _cancellation = new();
    private int _version;
    private int _sampled;

    /// <summary>A request with nothing sampled: all heights NaN.</summary>
    public SurfaceRequest(Plane plane, SurfaceGrid grid)
    {
        Plane = plane;
        Grid = grid;
        _heights = new float[grid.Count];
        Array.Fill(_heights, float.NaN);
    }

    /// <summary>What is sampled.</summary>
    public Plane Plane { get; }

    /// <summary>Where.</summary>
    public SurfaceGrid Grid { get; }

    /// <summary>Signalled when the request was disposed: the backend stops.</summary>
    public CancellationToken Cancelled => _cancellation.Token;

    /// <summary>The share of points sampled, 0 … 1.</summary>
    public double Progress => Volatile.Read(ref _sampled) / (double)Grid.Count;

    /// <summary>Whether every point is sampled (or the request was cancelled or failed).</summary>
    public bool IsFinished => _finished.IsSet;

    /// <summary>What stopped the sampling, if anything did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>
    /// Copies the heights, [row β, column α], if they changed since <paramref name="version"/>, and updates it.
    /// </summary>
    public bool TryCopy(Span<float> destination, ref int version)
    {
        lock (_gate)
        {
            if (version == _version)
                return false;
            version = _version;
            _heights.CopyTo(destination);
            return true;
        }
    }

    /// <summary>Blocks until the surface is complete, then returns a copy of it, [row β, column α].</summary>
    /// <exception cref="Exception">What stopped the sampling.</exception>
    public float[] Finish()
    {
        _finished.Wait();
        if (Failure is not null)
            throw Failure;
        lock (_gate)
            return (float[])_heights.Clone();
    }

    /// <summary>For backends: shows new heights, of which <paramref name="sampled"/> are exact by now.</summary>
    public void Publish(ReadOnlySpan<float> heights, int sampled)
    {
        lock (_gate)
        {
            heights.CopyTo(_heights);
            _version++;
        }
        Volatile.Write(ref _sampled, sampled);
        if (sampled == Grid.Count)
            _finished.Set();
    }

    /// <summary>For backends: ends the request without completing it.</summary>
    public void Stop(Exception? failure)
    {
        Failure = failure;
        _finished.Set();
    }

    /// <summary>Cancels what is not sampled yet.</summary>
    public void Dispose()
    {
        _cancellation.Cancel();
        if (!_finished.IsSet)
            Stop(new OperationCanceledException("The surface was cancelled."));
    }
}
