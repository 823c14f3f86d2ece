using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Demo.Windowing;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>What <c>--backend</c> stands for.</summary>
internal static class BackendFactory
{
    private const string Gpu = "gpu", Cpu = "cpu";
    private static readonly string[] Names = ["auto", Cpu, Gpu];

    public static Option<string> CreateOption() =>
        OptionKinds.Choice("--backend", "backend", "Where to compute", Names).Default("auto");

    /// <summary>Opens a backend for a verb that draws nothing; a GPU's context comes with it.</summary>
    /// <exception cref="UserErrorException">This machine does not have it.</exception>
    public static IComputeBackend Create(string name, CommandContext context)
    {
        if (name == Cpu)
            return new CpuBackend();
        if (!HeadlessWindow.TryCreate(new WindowOptions("NeuroLab", 16, 16), out var surface, out var reason))
        {
            return name == Gpu
                ? throw new UserErrorException($"there is no OpenGL here ({reason}); use --backend cpu")
                : new CpuBackend();
        }
        if (TryCreateGpu(name, new GraphicsDevice(surface.Gl), context, surface, out var backend))
            return backend;
        surface.Dispose();
        return new CpuBackend();
    }

    /// <summary>Opens a backend in a context that draws as well; a GPU's belongs to the calling thread.</summary>
    /// <exception cref="UserErrorException">This machine does not have it.</exception>
    public static IComputeBackend Create(string name, GraphicsDevice device, CommandContext context) =>
        name != Cpu && TryCreateGpu(name, device, context, null, out var backend) ? backend : new CpuBackend();

    /// <summary>Opens a backend for a verb whose pictures have a context of their own: the processor.</summary>
    /// <exception cref="UserErrorException">The GPU was asked for.</exception>
    public static IComputeBackend CreateBesidePictures(string name) => name == Gpu
        ? throw new UserErrorException("--backend: this verb draws while the processor trains; use cpu or auto")
        : new CpuBackend();

    private static bool TryCreateGpu(
        string name, GraphicsDevice device, CommandContext context, HeadlessWindow? surface,
        [NotNullWhen(true)] out IComputeBackend? backend)
    {
        backend = null;
        if (name != Gpu && !BackendChoice.Auto(DeviceLimits.Of(device)).UseGpu)
            return false;
        backend = new GpuBackend(new OpenGLBackend(device), surface, context.Say);
        return true;
    }
}
