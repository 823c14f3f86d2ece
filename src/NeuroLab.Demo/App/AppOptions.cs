using NeuroLab.Datasets;
using NeuroLab.Demo.Shell;
using NeuroLab.Experiments;
using NeuroLab.Graphics;
using NeuroLab.Training;

namespace NeuroLab.Demo.App;

/// <summary>Start options of the app.</summary>
/// <param name="Dataset">A name in the catalogue.</param>
/// <param name="Seed">Seed of data, weights, batches and planes.</param>
/// <param name="Scale">Interface scale, on top of the monitor's; null for the saved one.</param>
/// <param name="StateFolder">Folder of settings, run logs and recovery copies; null for none.</param>
internal sealed record AppOptions(string Dataset = "spirals", ulong Seed = 7, float? Scale = null, string? StateFolder = null)
{
    /// <summary>The experiment to start with instead of a built-in data set; null for none.</summary>
    public ExperimentFile? File { get; init; }

    /// <summary>The file's experiment, if already loaded. The app takes it out: the options would keep its data.</summary>
    public Experiment? Experiment { get; set; }

    /// <summary>The path given on the command line; null for none.</summary>
    public string? Path { get; init; }

    /// <summary>A message shown at the start; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the app starts paused.</summary>
    public bool StartsPaused { get; init; }

    /// <summary>The lesson's station to start in, from 0; null for no lesson.</summary>
    public int? Station { get; init; }

    /// <summary>
    /// Opens the backends, in the window's context; null starts on the CPU and lets the user change that.
    /// </summary>
    public Func<GraphicsDevice, BackendSwitch>? OpenBackend { get; init; }

    /// <summary>Shows the folder of a file that was written; null for none.</summary>
    public Action<string>? ShowFolder { get; init; }

    /// <summary>Parses what the person types about how a file is to be read; null offers no field for it.</summary>
    public Func<string, DatasetFileOptions>? ParseReading { get; init; }

    /// <summary>Opens a network by the arguments of the command line; null offers none. See <see cref="FileCommands.BindNetwork"/>.</summary>
    public Func<IReadOnlyList<string>, OpenedNetwork>? BindNetwork { get; init; }

    /// <summary>A network to ask about at the start, with the options given for it; null for none.</summary>
    public (NetworkSketch Network, string Options)? Question { get; init; }

    /// <summary>The initial experiment, and its data if choosing it required reading them. Blocks.</summary>
    /// <exception cref="Numerics.UserErrorException">The data set is not available.</exception>
    public (ExperimentFile File, DatasetSplit? Data) Start() => File is { } given
        ? (given, null)
        : StartSettings.StartOf(Catalog.Dataset(Dataset), Seed);
}
