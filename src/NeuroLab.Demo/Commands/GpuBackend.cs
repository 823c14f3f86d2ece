using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Demo.Windowing;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>Compute shaders with the processor behind them: a device that fails costs a line, not the run.</summary>
/// <param name="gpu">Owned.</param>
/// <param name="surface">The context, where it was made for this backend alone; owned.</param>
/// <param name="say">Told in one line when the processor takes over.</param>
internal sealed class GpuBackend(OpenGLBackend gpu, HeadlessWindow? surface, Action<string> say) : IComputeBackend
{
    private readonly CpuBackend _fallback = new();

    public string Name => gpu.Name;

    public ITrainingSession CreateSession(Network start, TrainingData data, TrainingOptions options)
    {
        var session = new ResilientSession(gpu.CreateSession(start, data, options), start, _fallback);
        session.FellBack += say;
        return session;
    }

    public void Dispose()
    {
        gpu.Dispose();
        _fallback.Dispose();
        surface?.Dispose();
    }
}
