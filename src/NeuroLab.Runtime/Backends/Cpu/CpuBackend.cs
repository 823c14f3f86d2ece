using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>Trains on the CPU, each session on its own thread; large steps are shared between cores.</summary>
public sealed class CpuBackend : IComputeBackend
{
    private readonly WorkerPool _pool;
    private readonly ThreadCache _surfaceThreads = new();

    /// <inheritdoc cref="ThreadCache.YieldsToDrawing"/>
    internal bool YieldsToDrawing { set => _surfaceThreads.YieldsToDrawing = value; }

    /// <param name="threads">Maximum number of threads that share a step; 0 for one per core. Results do not depend on
    /// it.</param>
    public CpuBackend(int threads = 0) => _pool = new WorkerPool(threads);

    /// <summary>The widest vectors of this CPU.</summary>
    public static string VectorWidth => TileKernels.Widest.Name;

    /// <inheritdoc/>
    public string Name => "CPU";

    /// <inheritdoc/>
    public BackendKind Kind => BackendKind.Cpu;

    /// <inheritdoc/>
    public IComputeBackend? AnyThread => this;

    /// <inheritdoc/>
    public ITrainingSession CreateSession(Network start, TrainingData data, TrainingOptions options) =>
        new CpuTrainingSession(start, data, options, _pool, _surfaceThreads);

    /// <summary>Stops the worker threads; sessions that still run continue on their own threads.</summary>
    public void Dispose()
    {
        _pool.Dispose();
        _surfaceThreads.Dispose();
    }
}
