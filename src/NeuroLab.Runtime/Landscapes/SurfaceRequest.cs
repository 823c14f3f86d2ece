using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// A surface on its way: a backend writes heights, coarse to fine, and a renderer picks up what is new. Until a point
/// is sampled it shows the value interpolated from the coarser points around it. Any thread may call any member.
/// </summary>
public sealed class SurfaceRequest : IDisposable
{
    private readonly ManualResetEventSlim _finished = new();
    private readonly CancellationTokenSource _cancellation = new();
    private SurfaceSamples _latest;
    private int _sampled;

    /// <summary>A request with nothing sampled: all heights NaN.</summary>
    public SurfaceRequest(Plane plane, SurfaceGrid grid)
    {
        Plane = plane;
        Grid = grid;
        var heights = new float[grid.Count];
        Array.Fill(heights, float.NaN);
        _latest = SamplesOf(heights);
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

    /// <summary>The newest state of the surface; another object whenever heights changed.</summary>
    public SurfaceSamples Latest => Volatile.Read(ref _latest);

    /// <summary>Blocks until the surface is complete, and returns it.</summary>
    /// <exception cref="Exception">What stopped the sampling.</exception>
    public SurfaceSamples Finish()
    {
        _finished.Wait();
        return Failure is null ? Latest : throw Failure;
    }

    /// <summary>For backends: shows new heights, of which <paramref name="sampled"/> are exact by now.</summary>
    /// <param name="heights">[row β, column α]; copied.</param>
    /// <param name="sampled">How many of them are no interpolation.</param>
    public void Publish(ReadOnlySpan<float> heights, int sampled)
    {
        Volatile.Write(ref _latest, SamplesOf(heights.ToArray()));
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

    private SurfaceSamples SamplesOf(float[] heights) => new(heights, Grid.Resolution, Grid.Resolution, Grid.Extent);
}
