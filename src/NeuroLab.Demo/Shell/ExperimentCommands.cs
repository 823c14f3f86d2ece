using System.Globalization;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Shell;

/// <summary>Changes data set, painted points, network and seed.</summary>
/// <param name="editor">The editor of the experiment.</param>
/// <param name="notices">Shows messages.</param>
/// <param name="loader">Reads in the background.</param>
/// <param name="files">Tracks what is saved.</param>
internal sealed class ExperimentCommands(SceneEditor editor, Notices notices, ExperimentLoader loader, FileCommands files)
{
    private Dataset? _savedPoints;
    private string _pointsPath = "";

    /// <summary>Catalogue index of the current data set; −1 for a file.</summary>
    public int Dataset => IndexOf(editor.Origin.Data.Source);

    private Trainer Trainer => editor.Scene.Trainer;

    /// <summary>Loads the catalogue's next data set, counting from one that is still being read.</summary>
    public void NextDataset() => LoadDataset(((IndexOf(loader.Name) is >= 0 and var coming ? coming : Dataset) + 1) % Catalog.Datasets.Count);

    /// <summary>Loads a data set of the catalogue with its preset.</summary>
    public void LoadDataset(int index)
    {
        var (source, seed) = (Catalog.Datasets[index], editor.Origin.Seed);
        loader.Load(source.Name, () =>
        {
            var (file, data) = StartSettings.StartOf(source, seed);
            return loader.Prepare(file, data);
        }, prepared =>
        {
            var wasTrained = Trainer.EnqueuedSteps > 0;
            var before = Settings();
            editor.Load(prepared);
            files.NoteSaved();
            var changed = string.Join(", ", Settings().Where((setting, i) => setting != before[i]));
            notices.Say((changed.Length > 0 ? $"{source.Name}: starts from the seed with its {changed}" : $"{source.Name}: {source.Description}; starts from the seed")
                + (!wasTrained ? "" : editor.Former.Find(editor.Log.Edits[^1].Group) is null
                    ? "\nThe former run is too large to keep: undo opens it again at step 0"
                    : "\nUndo returns to the former run, with its weights and branches"));
        });
    }

    /// <summary>Loads a prepared experiment.</summary>
    public void LoadPreset(Preset preset)
    {
        var file = preset.Create(editor.Origin.Seed);
        loader.Load(preset.Title, () => loader.Prepare(file), prepared =>
        {
            editor.Load(prepared);
            files.NoteSaved();
            notices.Say($"{preset.Title}: starts from the seed");
        });
    }

    /// <summary>Changes the number of hidden layers, all as wide as the first: restarts from the seed.</summary>
    public void ChangeDepth(int depth) =>
        ChangeNetwork(string.Join('-', Enumerable.Repeat(Trainer.Experiment.Shape.Sizes[1], depth)));

    /// <summary>
    /// Trains on painted points: live, from the current weights; if the number of classes changes, the network is
    /// replaced and starts from the seed.
    /// </summary>
    public void Paint(Dataset points) => notices.Try(() =>
    {
        var lost = Trainer.Experiment.Test is null ? "" : "; no test set any more";
        if (points.ClassCount == Trainer.Experiment.Train.ClassCount)
        {
            editor.Paint(points);
            notices.Say(string.Create(CultureInfo.InvariantCulture, $"{points.Count:N0} points: training goes on with them{lost}"));
            return;
        }
        // Nothing has to be read: the points are in memory.
        loader.Cancel();
        editor.Load(editor.CurrentFile with { Data = ExperimentFile.DataSection.Painted(points), Loss = null });
        notices.Say($"{points.ClassCount} classes need another network: {Trainer.Experiment.Shape} starts from the seed{lost}");
    });

    /// <summary>Saves the training points as a table.</summary>
    public void SavePoints() => notices.Try(() => notices.SayFile("Saved", PointsFile()));

    /// <summary>Changes the hidden layers, their activations or skips: restarts from the seed.</summary>
    /// <param name="hidden">Units of the hidden layers, such as 16-16; null keeps them.</param>
    /// <param name="activation">Their activation, or one for each, separated by commas; null keeps them, as far as the
    /// layers remain.</param>
    /// <param name="skip">Whether layers of equal width are connected by skips; null keeps it.</param>
    public void ChangeNetwork(string? hidden = null, string? activation = null, bool? skip = null) => notices.Try(() =>
    {
        var file = editor.CurrentFile;
        // Given weights fit the old network only.
        var network = file.Network with { Weights = null, Prefix = null, Run = null };
        if (hidden is not null)
        {
            network = network with { Hidden = ReadSizes(hidden) };
            var names = network.Activation.Split(',');
            if (names.Length > 1)
                network = network with { Activation = string.Join(',', network.Hidden.Select((_, i) => names[Math.Min(i, names.Length - 1)])) };
        }
        if (activation is not null)
            network = network with { Activation = activation };
        if (skip is { } skips)
            network = network with { Skip = skips };
        file = file with { Network = network };
        loader.Load(file.Data.Source, () => loader.Prepare(file), prepared =>
        {
            editor.Load(prepared);
            notices.Say($"{Trainer.Experiment.Shape}: starts from the seed again");
        });
    });

    /// <summary>Changes the seed of weights, batches and, if they are generated, data.</summary>
    public void ChangeSeed(string text) => notices.Try(() =>
    {
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            throw new UserErrorException($"seed '{text}': is not a whole number; give one such as 7");
        var file = editor.CurrentFile;
        file = file with { Seed = seed, Network = file.Network with { Weights = null, Prefix = null, Run = null } };
        loader.Load(file.Data.Source, () => loader.Prepare(file), prepared =>
        {
            editor.Load(prepared);
            notices.Say(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: starts again"));
        });
    });

    /// <summary>Parses reading options; null where the host has no words for them.</summary>
    public Func<string, DatasetFileOptions>? ParseReading { get; set; }

    /// <summary>Reads the file on show again with other options, as in <c>--header no</c>; an empty text detects all of them.</summary>
    public void ChangeReading(string text) => notices.Try(() => files.OpenTable(editor.Origin.Data.Source, ParseReading!(text)));

    /// <summary>Saves the points as a table, once for the same points. Blocks.</summary>
    /// <returns>Its path.</returns>
    public string PointsFile()
    {
        var data = Trainer.Experiment.Train;
        if (ReferenceEquals(data, _savedPoints) && File.Exists(_pointsPath))
            return _pointsPath;
        var path = Path.Combine(files.ExportFolder, "painted.csv");
        for (var i = 2; File.Exists(path); i++)
            path = Path.Combine(files.ExportFolder, string.Create(CultureInfo.InvariantCulture, $"painted-{i}.csv"));
        PlanePoints.SaveCsv(data, path);
        (_savedPoints, _pointsPath) = (data, path);
        files.Remember(path);
        return path;
    }

    // What a data set brings with it, one text each.
    private string[] Settings() =>
    [
        $"network {Trainer.Experiment.Shape}", Trainer.Optimizer.Title, $"learning rate {EditWords.Number(Trainer.LearningRate)}",
        $"batch size {Trainer.BatchSize}", $"{Trainer.StepsPerFrame} steps per frame",
    ];

    private static int IndexOf(string dataset)
    {
        for (var i = 0; i < Catalog.Datasets.Count; i++)
        {
            if (Catalog.Datasets[i].Name == dataset)
                return i;
        }
        return -1;
    }

    private static int[] ReadSizes(string text)
    {
        var parts = text.Split(['-', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
        var sizes = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]))
                throw new UserErrorException($"hidden layers '{text}': '{parts[i]}' is not a valid size; give numbers such as 16-16");
        }
        return sizes;
    }
}
