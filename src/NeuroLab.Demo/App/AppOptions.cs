using NeuroLab.Graphics;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>How the app starts.</summary>
/// <param name="Dataset">A name in the catalogue.</param>
/// <param name="Seed">Determines data, weights, batches and planes.</param>
/// <param name="Scale">Enlarges the interface, on top of what the monitor asks for.</param>
/// <param name="StateFolder">Where copies are kept that survive a crash; null keeps none.</param>
public sealed record AppOptions(string Dataset = "spirals", ulong Seed = 7, float Scale = 1, string? StateFolder = null)
{
    /// <summary>Opens what trains, in the window's context; null begins on the processor and lets the person change that.</summary>
    public Func<GraphicsDevice, IComputeBackend>? OpenBackend { get; init; }
}
