using NeuroLab.Networks;

namespace NeuroLab.Training;

/// <summary>A device that can train: the processor, or a GPU through OpenGL.</summary>
public interface IComputeBackend : IDisposable
{
    /// <summary>What to call it in the picture, for example <c>CPU · AVX-512</c>. For people: <see cref="Kind"/> tells what it is.</summary>
    string Name { get; }

    /// <summary>What trains: <see cref="BackendKind.Cpu"/> or <see cref="BackendKind.Gpu"/>.</summary>
    BackendKind Kind { get; }

    /// <summary>Where a person may choose the device; null where it is fixed.</summary>
    internal IBackendSelector? Selector => null;

    /// <summary>
    /// What takes the same steps bit by bit, and where any thread may open and use sessions of its own; null where only
    /// the thread of a context may.
    /// </summary>
    IComputeBackend? AnyThread => null;

    /// <summary>
    /// Starts a session from a copy of the network's weights. Data and network go to the device here; on OpenGL this
    /// must happen on the thread of the context.
    /// </summary>
    /// <exception cref="Numerics.UserErrorException">The device cannot hold the data or the network.</exception>
    ITrainingSession CreateSession(Network start, TrainingData data, TrainingOptions options);
}
