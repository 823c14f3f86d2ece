using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Graphics;
using NeuroLab.Training;

namespace NeuroLab.Backends;

/// <summary>
/// Every way to train there is: the one place where backends are wired, for the plugin, for the app and for commands
/// without a window. A new one is one line.
/// </summary>
internal static class BackendRegistry
{
    // The first is what all fall back on.
    private static readonly Func<Func<ContextLease>, BackendOpener>[] Entries =
    [
        _ => new BackendOpener(
            BackendKind.Cpu, () => new(BackendKind.Cpu, "training on the CPU"), () => new CpuBackend()),
        OpenGLBackend.Opener,
    ];

    /// <summary>Opens the processor, with everything else to choose from, in the context of a host that draws as well.</summary>
    /// <param name="device">The host's context, current on the thread that trains.</param>
    public static BackendSwitch Open(GraphicsDevice device) => Open(() => new ContextLease(device));

    /// <summary>The same where a context is made when one is needed.</summary>
    /// <param name="openContext">Makes one and current on this thread; throws a <see cref="Numerics.UserErrorException"/> where it cannot.</param>
    public static BackendSwitch Open(Func<ContextLease> openContext) =>
        new([.. Entries.Select(entry => entry(openContext))]);
}
