using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Graphics;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>What can train beside a picture.</summary>
internal static class SharedContext
{
    /// <summary>Processor and GPU in a context that draws as well, beginning on the processor.</summary>
    public static BackendSwitch OpenBackends(GraphicsDevice device) => new(
        new CpuBackend(), () => new OpenGLBackend(device), () => BackendRecommendation.Auto(DeviceLimits.Of(device)).UseGpu);
}
