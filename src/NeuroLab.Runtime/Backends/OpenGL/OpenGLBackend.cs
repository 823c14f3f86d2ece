using NeuroLab.Graphics;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// Trains with compute shaders in a host's own context. The context must be current on the calling thread in every call
/// to the backend and its sessions. Every call restores the context's state; errors that the host left in it are
/// discarded.
/// </summary>
public sealed class OpenGLBackend : IComputeBackend
{
    private readonly ComputeDevice _device;
    private readonly IDisposable? _context;

    /// <exception cref="UserErrorException">The context cannot train; see <see cref="DeviceLimits.Shortcoming"/>.</exception>
    public OpenGLBackend(GraphicsDevice graphics)
        : this(graphics, KernelSettings.For(DeviceLimits.Of(graphics)))
    {
    }

    internal OpenGLBackend(GraphicsDevice graphics, KernelSettings settings, IDisposable? context = null)
    {
        _context = context;
        var limits = DeviceLimits.Of(graphics);
        if (limits.Shortcoming() is { } shortcoming)
            throw new UserErrorException($"cannot train on {limits.Renderer}: {shortcoming}", "choose the CPU backend");
        _device = new ComputeDevice(graphics.Gl, limits, settings);
        Name = $"GPU · {ShortName(limits.Renderer)}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public BackendKind Kind => BackendKind.Gpu;

    /// <summary>An opener for a context that exists, or that is created for the backend and closed with it.</summary>
    /// <param name="openContext">Returns the context; throws <see cref="UserErrorException"/> if there is none.</param>
    internal static BackendOpener Opener(Func<ContextLease> openContext) => new(
        BackendKind.Gpu, () => Recommend(openContext), () => Open(openContext));

    /// <inheritdoc/>
    /// <exception cref="BackendFailureException">A kernel does not compile, or memory ran out.</exception>
    public ITrainingSession CreateSession(Network start, TrainingData data, TrainingOptions options)
    {
        using var bindings = new HostBindings(_device);
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

    private static BackendRecommendation Recommend(Func<ContextLease> openContext)
    {
        try
        {
            using var lease = openContext();
            return DeviceLimits.Of(lease.Device).Recommend();
        }
        catch (UserErrorException error)
        {
            return BackendRecommendation.Cpu(error.Problem);
        }
    }

    private static OpenGLBackend Open(Func<ContextLease> openContext)
    {
        var lease = openContext();
        try
        {
            return new OpenGLBackend(lease.Device, KernelSettings.For(DeviceLimits.Of(lease.Device)), lease);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    // llvmpipe (LLVM 15.0.6, 256 bits), NVIDIA H100 80GB HBM3/PCIe/SSE2: the suffix does not help to identify the
    // device.
    private static string ShortName(string renderer)
    {
        var end = renderer.IndexOfAny(['(', '/'], 1);
        return end < 0 ? renderer : renderer[..end].TrimEnd();
    }

    /// <summary>Frees the kernels, and closes the context if the backend owns it; dispose the sessions first.</summary>
    public void Dispose()
    {
        _device.Dispose();
        _context?.Dispose();
    }
}
