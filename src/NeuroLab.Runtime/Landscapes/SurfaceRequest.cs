using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>
/// A surface being computed: a backend writes heights, coarse to fine, and a renderer picks up the newest. Until a
/// point is sampled it holds the value interpolated from the coarser points around it. Thread-safe.
/// </summary>
public sealed class SurfaceRequest : IDisposable
{
    private readonly ManualResetEventSlim _finished = new();
    private readonly CancellationTokenSource _cancellation = new();
    private SurfaceSamples _latest;
    private int _sampled;

    /// <summary>Creates a request with no samples: all heights are NaN.</summary>
    public SurfaceRequest(Plane plane, SurfaceGrid grid)
    {
        Plane = plane;
        Grid = grid;
        var heights = new float[grid.Count];
        Array.Fill(heights, float.NaN);
        _latest = SamplesOf(heights);
        Accuracies = new float[grid.HasAccuracy ? grid.Count : 0];
    }

    /// <summary>The plane to sample.</summary>
    public Plane Plane { get; }

    /// <summary>The grid to sample it on.</summary>
    public SurfaceGrid Grid { get; }

    /// <summary>Cancelled when the request is disposed: the backend stops.</summary>
    public CancellationToken Cancelled => _cancellation.Token;

    /// <summary>Fraction of the points that are sampled, 0 … 1.</summary>
    public double Progress => Volatile.Read(ref _sampled) / (double)Grid.Count;

    /// <summary>Whether every point is sampled (or the request was cancelled or failed).</summary>
    public bool IsFinished => _finished.IsSet;

    /// <summary>The exception that stopped the sampling; null if none did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The latest samples; a new object whenever heights change.</summary>
    public SurfaceSamples Latest => Volatile.Read(ref _latest);

    /// <summary>
    /// The share of correctly classified samples, [row β, column α], filled in by the backend; empty unless the grid asks
    /// for it. Complete when the request is finished.
    /// </summary>
    internal float[] Accuracies { get; }

    /// <summary>Blocks until the surface is complete, and returns it.</summary>
    /// <exception cref="Exception">The exception that stopped the sampling.</exception>
    public SurfaceSamples Finish()
    {
        _finished.Wait();
        return Failure is null ? Latest : throw Failure;
    }

    /// <summary>For backends: publishes new heights, of which <paramref name="sampled"/> are final.</summary>
    /// <param name="heights">[row β, column α]; copied.</param>
    /// <param name="sampled">How many of them are sampled, not interpolated.</param>
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

    /// <summary>Cancels the rest of the sampling.</summary>
    public void Dispose()
    {
        _cancellation.Cancel();
        if (!_finished.IsSet)
            Stop(new OperationCanceledException("The surface was cancelled."));
    }

    private SurfaceSamples SamplesOf(float[] heights) => Grid.Part is { } part
        ? new(heights, part.Alpha with { Count = Grid.Columns }, part.Beta with { Count = Grid.Rows })
        : new(heights, Grid.Resolution, Grid.Resolution, Grid.Extent);
}
