using NeuroLab.Networks;

namespace NeuroLab.Training;

/// <summary>A device that can train: the CPU, or a GPU through OpenGL.</summary>
public interface IComputeBackend : IDisposable
{
    /// <summary>The display name, for example <c>CPU · AVX-512</c>. Use <see cref="Kind"/> to identify it.</summary>
    string Name { get; }

    /// <summary>The kind of device: <see cref="BackendKind.Cpu"/> or <see cref="BackendKind.Gpu"/>.</summary>
    BackendKind Kind { get; }

    /// <summary>Lets the user select the device; null if it is fixed.</summary>
    internal IBackendSelector? Selector => null;

    /// <summary>
    /// A backend with bit-identical steps on which any thread may open and use its own sessions; null if only the
    /// thread of a context may.
    /// </summary>
    IComputeBackend? AnyThread => null;

    /// <summary>
    /// Starts a session from a copy of the network's weights. Uploads data and network; on OpenGL call it on the
    /// context's thread.
    /// </summary>
    /// <exception cref="Numerics.UserErrorException">The device cannot hold the data or the network.</exception>
    ITrainingSession CreateSession(Network start, TrainingData data, TrainingOptions options);
}
