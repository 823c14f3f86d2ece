using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>Trains on the processor, each session on a thread of its own; large steps are shared between cores.</summary>
public sealed class CpuBackend : IComputeBackend
{
    private readonly WorkerPool _pool;
    private readonly ThreadCache _surfaceThreads = new();

    /// <param name="threads">Threads that share a step, at most; 0 takes one for each core. Results do not depend on it.</param>
    public CpuBackend(int threads = 0) => _pool = new WorkerPool(threads);

    /// <summary>The widest vectors this processor has.</summary>
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

    /// <summary>Ends the shared threads; sessions that still run go on with their own.</summary>
    public void Dispose()
    {
        _pool.Dispose();
        _surfaceThreads.Dispose();
    }
}
