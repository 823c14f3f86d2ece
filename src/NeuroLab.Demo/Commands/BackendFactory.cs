using System.CommandLine;
using NeuroLab.Backends.Cpu;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>What <c>--backend</c> stands for.</summary>
internal static class BackendFactory
{
    private static readonly string[] Names = ["auto", "cpu", "gpu"];

    public static Option<string> CreateOption() =>
        OptionKinds.Choice("--backend", "backend", "Where to compute", Names).Default("auto");

    /// <summary>Opens a backend; a GPU's belongs to the calling thread.</summary>
    /// <exception cref="UserErrorException">This machine does not have it.</exception>
    public static IComputeBackend Create(string name) => name switch
    {
        // Auto is the processor as long as it is the only backend.
        "gpu" => throw new UserErrorException("there is no OpenGL with compute shaders here; use --backend cpu"),
        _ => new CpuBackend(),
    };
}
