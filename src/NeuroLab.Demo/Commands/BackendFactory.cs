using System.CommandLine;
using NeuroLab.Backends;
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
    public static BackendSwitch Create(string name, CommandContext context) =>
        Begin(BackendRegistry.Open(OpenContext), name, context);

    /// <summary>Opens a backend in a context that draws as well; a GPU's belongs to the calling thread.</summary>
    /// <exception cref="UserErrorException">This machine does not have it.</exception>
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

    /// <summary>A context to compute in, where nothing is drawn.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static ContextLease OpenContext()
    {
        if (!HeadlessWindow.TryCreate(new WindowOptions("NeuroLab", 16, 16), out var surface, out var reason))
            throw new UserErrorException($"there is no OpenGL here ({reason})", "use --backend cpu");
        return new ContextLease(new GraphicsDevice(surface.Gl), surface);
    }
}
