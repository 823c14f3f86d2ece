using System.Runtime.Intrinsics;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>Trains on the processor, each session on a thread of its own.</summary>
public sealed class CpuBackend : IComputeBackend
{
    /// <summary>The widest vectors this processor has.</summary>
    public static string VectorWidth =>
        Vector512.IsHardwareAccelerated ? "512-bit vectors"
        : Vector256.IsHardwareAccelerated ? "256-bit vectors"
        : Vector128.IsHardwareAccelerated ? "128-bit vectors" : "no vectors";

    /// <inheritdoc/>
    public string Name => "CPU";

    /// <inheritdoc/>
    public ITrainingSession CreateSession(Network start, TrainingData data, TrainingOptions options) =>
        new CpuTrainingSession(start, data, options);

    /// <summary>Nothing to free: sessions own their threads.</summary>
    public void Dispose()
    {
    }
}
