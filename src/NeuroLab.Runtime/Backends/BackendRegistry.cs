using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Graphics;
using NeuroLab.Training;

namespace NeuroLab.Backends;

/// <summary>
/// All backends: the single place where they are wired, for the plugin, the app and windowless commands. A new one is
/// one line.
/// </summary>
internal static class BackendRegistry
{
    // The first is the fallback of all others.
    private static readonly Func<Func<ContextLease>, BackendOpener>[] Entries =
    [
        _ => new BackendOpener(
            BackendKind.Cpu, () => new(BackendKind.Cpu, "training on the CPU"), () => new CpuBackend()),
        OpenGLBackend.Opener,
    ];

    /// <summary>
    /// Opens the CPU backend and lists the others, which run in the context of a host that also draws.
    /// </summary>
    /// <param name="device">The host's context, current on the training thread.</param>
    public static BackendSwitch Open(GraphicsDevice device) => Open(() => new ContextLease(device));

    /// <summary>Lets a window's frames go first where a software renderer draws them: surfaces take what is left.</summary>
    public static BackendSwitch YieldToDrawing(this BackendSwitch backends, GraphicsDevice device)
    {
        if (backends.Fallback is CpuBackend processors)
            processors.YieldsToDrawing = device.IsSoftware;
        return backends;
    }

    /// <summary>The same, with a context that is created when needed.</summary>
    /// <param name="openContext">Creates a context and makes it current on this thread; throws
    /// <see cref="Numerics.UserErrorException"/> if it cannot.</param>
    public static BackendSwitch Open(Func<ContextLease> openContext) =>
        new([.. Entries.Select(entry => entry(openContext))]);
}
