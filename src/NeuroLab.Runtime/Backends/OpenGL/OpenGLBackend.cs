using NeuroLab.Graphics;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// Trains in compute shaders, inside a host's own context. That context must be current on the calling thread in every
/// call to the backend and its sessions. The calls leave storage buffer bindings, and the bindings for copies, changed;
/// the program and the array buffer are put back.
/// </summary>
public sealed class OpenGLBackend : IComputeBackend
{
    private readonly ComputeDevice _device;

    /// <exception cref="UserErrorException">The context cannot train; see <see cref="BackendRecommendation"/>.</exception>
    public OpenGLBackend(GraphicsDevice graphics)
        : this(graphics, KernelSettings.For(DeviceLimits.Of(graphics)))
    {
    }

    internal OpenGLBackend(GraphicsDevice graphics, KernelSettings settings)
    {
        var limits = DeviceLimits.Of(graphics);
        if (limits.Shortcoming() is { } shortcoming)
            throw new UserErrorException($"cannot train on {limits.Renderer}: {shortcoming}; choose the CPU backend");
        _device = new ComputeDevice(graphics.Gl, limits, settings);
        Name = $"GPU · {ShortName(limits.Renderer)}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    /// <exception cref="BackendFailureException">A kernel does not compile, or memory ran out.</exception>
    public ITrainingSession CreateSession(Network start, TrainingData data, TrainingOptions options)
    {
        _device.DropForeignErrors();
        try
        {
            var session = new OpenGLTrainingSession(_device, start, data, options);
            _device.ThrowOnError();
            return session;
        }
        catch (ShaderException exception)
        {
            throw new BackendFailureException(exception.Message, null, exception);
        }
    }

    // llvmpipe (LLVM 15.0.6, 256 bits), NVIDIA H100 80GB HBM3/PCIe/SSE2: what follows tells nobody which device it is.
    private static string ShortName(string renderer)
    {
        var end = renderer.IndexOfAny(['(', '/'], 1);
        return end < 0 ? renderer : renderer[..end].TrimEnd();
    }

    /// <summary>Frees the kernels; sessions must be disposed before.</summary>
    public void Dispose() => _device.Dispose();
}
