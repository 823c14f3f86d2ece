using NeuroLab.Networks;

namespace NeuroLab.Training;

/// <summary>A device that can train: the processor, or a GPU through OpenGL.</summary>
public interface IComputeBackend : IDisposable
{
    /// <summary>What to call it in the picture, for example <c>CPU · AVX-512</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Starts a session from a copy of the network's weights. Data and network go to the device here; on OpenGL this
    /// must happen on the thread of the context.
    /// </summary>
    /// <exception cref="Numerics.UserErrorException">The device cannot hold the data or the network.</exception>
    ITrainingSession CreateSession(Network start, TrainingData data, TrainingOptions options);
}
