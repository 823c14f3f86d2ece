using System.CommandLine;
using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Windowing;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>What <c>--backend</c> stands for.</summary>
internal static class BackendFactory
{
    private static readonly string[] Names =
        [.. Enum.GetNames<BackendKind>().Select(name => name.ToLowerInvariant())];

    public static Option<string> CreateOption() =>
        OptionKinds.Choice("--backend", "backend", "Where to compute", Names).Default("auto");

    /// <summary>Opens a backend for a verb that draws nothing; a GPU's context comes with it.</summary>
    /// <exception cref="UserErrorException">This machine does not have it.</exception>
    public static BackendSwitch Create(string name, CommandContext context)
    {
        var backend = new BackendSwitch(new CpuBackend(), OpenGpu, PrefersGpu);
        return Begin(backend, name, context);
    }

    /// <summary>Opens a backend in a context that draws as well; a GPU's belongs to the calling thread.</summary>
    /// <exception cref="UserErrorException">This machine does not have it.</exception>
    public static BackendSwitch Create(string name, GraphicsDevice device, CommandContext context) =>
        Begin(SharedContext.OpenBackends(device), name, context);

    private static BackendSwitch Begin(BackendSwitch backend, string name, CommandContext context)
    {
        try
        {
            backend.Choice = Enum.Parse<BackendKind>(name, ignoreCase: true);
            backend.FellBack += context.Say;
            return backend;
        }
        catch (UserErrorException error)
        {
            backend.Dispose();
            // Nothing has begun that could go on.
            throw error.InnerException is UserErrorException
                ? error.InnerException
                : new UserErrorException($"{error.InnerException?.Message ?? error.Message}; use --backend cpu", error);
        }
    }

    private static OwnContextBackend OpenGpu()
    {
        if (!HeadlessWindow.TryCreate(new WindowOptions("NeuroLab", 16, 16), out var surface, out var reason))
            throw new UserErrorException($"there is no OpenGL here ({reason}); use --backend cpu");
        try
        {
            return new OwnContextBackend(new OpenGLBackend(new GraphicsDevice(surface.Gl)), surface);
        }
        catch
        {
            surface.Dispose();
            throw;
        }
    }

    private static bool PrefersGpu()
    {
        if (!HeadlessWindow.TryCreate(new WindowOptions("NeuroLab", 16, 16), out var surface, out _))
            return false;
        using (surface)
            return BackendRecommendation.Auto(DeviceLimits.Of(new GraphicsDevice(surface.Gl))).UseGpu;
    }
}
