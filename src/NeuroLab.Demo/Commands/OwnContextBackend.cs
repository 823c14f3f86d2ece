using NeuroLab.Backends.OpenGL;
using NeuroLab.Demo.Windowing;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>Compute shaders in a context that was made for them alone.</summary>
/// <param name="gpu">Owned.</param>
/// <param name="surface">The context; owned.</param>
internal sealed class OwnContextBackend(OpenGLBackend gpu, HeadlessWindow surface) : IComputeBackend
{
    public string Name => gpu.Name;

    public ITrainingSession CreateSession(Network start, TrainingData data, TrainingOptions options) =>
        gpu.CreateSession(start, data, options);

    public void Dispose()
    {
        gpu.Dispose();
        surface.Dispose();
    }
}
