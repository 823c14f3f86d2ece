using NeuroLab.Datasets;
using NeuroLab.Demo.Shell;
using NeuroLab.Experiments;
using NeuroLab.Graphics;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>How the app starts.</summary>
/// <param name="Dataset">A name in the catalogue.</param>
/// <param name="Seed">Determines data, weights, batches and planes.</param>
/// <param name="Scale">Enlarges the interface, on top of what the monitor asks for; null as it was last.</param>
/// <param name="StateFolder">Where settings, run logs and copies that survive a crash are kept; null keeps none.</param>
internal sealed record AppOptions(string Dataset = "spirals", ulong Seed = 7, float? Scale = null, string? StateFolder = null)
{
    /// <summary>What to start with in place of a data set of the catalogue; null for that.</summary>
    public ExperimentFile? File { get; init; }

    /// <summary>The file's experiment, where it was read before.</summary>
    public Experiment? Experiment { get; init; }

    /// <summary>The file that was asked for; null for none.</summary>
    public string? Path { get; init; }

    /// <summary>Said at the start, in a passing line; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether nothing trains until the person plays.</summary>
    public bool StartsPaused { get; init; }

    /// <summary>The station of the lesson to start in, from 0; null starts without.</summary>
    public int? Station { get; init; }

    /// <summary>Opens what trains, in the window's context; null begins on the processor and lets the person change that.</summary>
    public Func<GraphicsDevice, BackendSwitch>? OpenBackend { get; init; }

    /// <summary>Shows the folder of a take that is done; null shows none.</summary>
    public Action<string>? ShowFolder { get; init; }

    /// <summary>Parses what the person types about how a file is to be read; null offers no field for it.</summary>
    public Func<string, DatasetFileOptions>? ParseReading { get; init; }

    /// <summary>The experiment to start with, and its data where that had to be read to choose it. Blocks.</summary>
    /// <exception cref="Numerics.UserErrorException">The data set cannot be had.</exception>
    public (ExperimentFile File, DatasetSplit? Data) Start() => File is { } given
        ? (given, null)
        : Preset.StartOf(Catalog.Dataset(Dataset), Seed);
}
