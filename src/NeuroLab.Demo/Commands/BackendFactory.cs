using System.CommandLine;
using NeuroLab.Backends;
using NeuroLab.Demo.Windowing;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>Opens the backend given by <c>--backend</c>.</summary>
internal static class BackendFactory
{
    private static readonly string[] Names =
        [.. Enum.GetNames<BackendKind>().Select(name => name.ToLowerInvariant())];

    public static Option<string> CreateOption() =>
        OptionKinds.Choice("--backend", "backend", "Where to compute", Names).Default("auto");

    /// <summary>Opens a backend for a verb that draws nothing, with a context for a GPU.</summary>
    /// <exception cref="UserErrorException">This machine does not support it.</exception>
    public static BackendSwitch Create(string name, CommandContext context) =>
        Begin(BackendRegistry.Open(OpenContext), name, context);

    /// <summary>Opens a backend in a context that also draws; a GPU backend is bound to the calling thread.</summary>
    /// <exception cref="UserErrorException">This machine does not support it.</exception>
    public static BackendSwitch Create(string name, GraphicsDevice device, CommandContext context) =>
        Begin(BackendRegistry.Open(device), name, context);

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
            throw new UserErrorException(error.Problem, "use --backend cpu", error);
        }
    }

    /// <summary>Creates a context for computing only.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static ContextLease OpenContext()
    {
        if (!HeadlessWindow.TryCreate(new WindowOptions("NeuroLab", 16, 16), out var surface, out var reason))
            throw new UserErrorException($"OpenGL is not available ({reason})", "use --backend cpu");
        return new ContextLease(new GraphicsDevice(surface.Gl), surface);
    }
}
