using System.Globalization;
using NeuroLab.Activations;
using NeuroLab.Datasets;
using NeuroLab.Demo.Shell;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.App;

// Whole experiments: from the catalogue, from files, into files.
internal sealed partial class DescentCommands
{
    private const int MaxRecent = 6;

    /// <summary>How much of a file's samples is kept for testing.</summary>
    public const double TestShare = 0.2;

    private readonly List<string> _recent = [];
    private Dataset? _savedPoints;
    private string _pointsPath = "";
    private int _coming = -1;

    // What this sitting read and wrote, as it left it: these may be written again without a question.
    private readonly Dictionary<string, (DateTime Time, long Length)> _own = [];
    private string _savePath = "experiment.neurolab.json";
    private bool _hasSavePath;
    private Action? _afterSave;
    private int _savedVersion = editor.Log.Version;
    private string _saved = TextOf(editor);

    /// <summary>The file that saving writes to; until it was chosen, a suggestion.</summary>
    public string SavePath
    {
        get => _savePath;
        set => (_savePath, _hasSavePath) = (value, true);
    }

    /// <summary>Asks for the path of a file: to save to (true), or to open.</summary>
    public Action<bool> AskForPath { get; set; } = _ => { };

    /// <summary>Whether the experiment was changed since it was loaded or saved; where the camera stands does not count.</summary>
    public bool HasUnsavedChanges => editor.Log.Version != _savedVersion && TextOf(editor) != _saved;

    /// <summary>Where charts are saved.</summary>
    public string ExportFolder { get; set; } = "";

    /// <summary>Files that were opened or saved, the last one first.</summary>
    public IReadOnlyList<string> RecentFiles => _recent;

    /// <summary>Rises when <see cref="RecentFiles"/> changes.</summary>
    internal int RecentVersion { get; private set; }

    /// <summary>Reads what is opened, while the experiment on screen goes on.</summary>
    public ExperimentLoader Loader { get; } = new();

    /// <summary>Loads the catalogue's next data set, after the one that is still on its way.</summary>
    public void NextDataset() => LoadDataset(((Loader.IsBusy && _coming >= 0 ? _coming : Dataset) + 1) % Catalog.Datasets.Count);

    /// <summary>Loads a data set of the catalogue with the settings that suit it.</summary>
    public void LoadDataset(int index)
    {
        var (source, seed) = (Catalog.Datasets[index], editor.Origin.Seed);
        Load(source.Name, () =>
        {
            var (file, data) = StartOf(source, seed);
            return Prepare(file, data);
        }, prepared =>
        {
            editor.Load(prepared);
            NoteSaved();
            Say($"{source.Name}: {source.Description}; starts from the seed");
        });
        _coming = index;
    }

    /// <summary>Opens an experiment that was saved, or data to learn.</summary>
    public void Open(string path)
    {
        if (!Path.Exists(path) && !path.Contains(','))
        {
            _recent.Remove(path);
            RecentVersion++;
        }
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            Load(path, () => Prepare(ExperimentFile.Load(path)), prepared =>
            {
                editor.Load(prepared);
                SavePath = path;
                NoteSaved(path);
                Say($"{Path.GetFileName(path)}: starts at step 0");
                Remember(path);
            });
            return;
        }
        var seed = editor.Origin.Seed;
        Load(path, () => ReadTable(path, seed), prepared =>
        {
            editor.Load(prepared);
            NoteSaved();
            var (train, test) = (prepared.Experiment.Train, prepared.Experiment.Test!);
            var understood = train.Reading?.Summary() ?? train.Name;
            Say(string.Create(CultureInfo.InvariantCulture, $"{understood}; {test.Count:N0} kept for testing"));
            Remember(path);
        });
    }

    /// <summary>A copy of an experiment whose program ended early; null for none.</summary>
    public RecoveryFile? Recovery { get; set; }

    /// <summary>Goes on with such a copy, which is removed then.</summary>
    public void Restore(string path) => Load(path, () => Prepare(ExperimentFile.Load(path)), prepared =>
    {
        editor.Load(prepared);
        File.Delete(path);
        Say("Restored: starts at step 0");
    });

    /// <summary>Stops what is being read; the experiment on screen never noticed. False where nothing is.</summary>
    public bool CancelLoading()
    {
        if (!Loader.IsBusy)
            return false;
        Say($"{Loader.Name}: not opened");
        Loader.Cancel();
        return true;
    }

    /// <summary>Saves the experiment as it is set now; asks where to, the first time.</summary>
    public void Save() => Save(null);

    /// <summary>Asks where to, and saves there.</summary>
    public void SaveAs()
    {
        _afterSave = null;
        AskForPath(true);
    }

    /// <summary>Saves to a path; asks before it replaces what another sitting wrote.</summary>
    public void SaveTo(string path)
    {
        if (!File.Exists(path) || IsOwn(path))
            Write(path);
        else
            Ask(new Question(
                $"{Path.GetFileName(path)} is there already, and not from this sitting.",
                ("Replace", () => Write(path)), ("Save as…", () => AskForPath(true))));
    }

    /// <summary>Ends the program; asks first where something would be lost.</summary>
    public void Quit()
    {
        if (!HasUnsavedChanges)
            Host?.Quit();
        else
            Ask(new Question(
                "The experiment was changed. Save it before quitting?",
                ("Save", () => Save(() => Host?.Quit())), ("Discard", () => Host?.Quit())));
    }

    private void Save(Action? then)
    {
        _afterSave = then;
        if (_hasSavePath)
            SaveTo(SavePath);
        else
            AskForPath(true);
    }

    private void Write(string path) => TryFile(path, () =>
    {
        editor.CurrentFile.Save(path, replaces: true);
        SavePath = path;
        Remember(path);
        NoteSaved(path);
        Say($"Saved to {path}");
        var then = _afterSave;
        _afterSave = null;
        then?.Invoke();
    });

    private void NoteSaved(string? path = null)
    {
        (_savedVersion, _saved) = (editor.Log.Version, TextOf(editor));
        if (path is not null && new FileInfo(path) is { Exists: true } file)
            _own[file.FullName] = (file.LastWriteTimeUtc, file.Length);
    }

    private bool IsOwn(string path)
    {
        var file = new FileInfo(path);
        return _own.TryGetValue(file.FullName, out var left) && left == (file.LastWriteTimeUtc, file.Length);
    }

    private static string TextOf(SceneEditor editor) => (editor.CurrentFile with { Camera = null, Bookmarks = null }).ToJson();

    /// <summary>Copies the command that trains what is on screen; points that were painted are saved for it.</summary>
    public void CopyCommandLine() => Try(() =>
    {
        var file = editor.CurrentFile;
        if (file.Data.Points is not null)
            file = file with { Data = new ExperimentFile.DataSection(PointsFile()) };
        Host?.Copy(file.TrainCommand());
        Say(file.Data.Source == _pointsPath ? $"Copied as a command line; the points are in {_pointsPath}" : "Copied as a command line");
    });

    /// <summary>
    /// Learns points that were painted: live, from the present weights; with another number of classes the network is
    /// another one, and starts from the seed.
    /// </summary>
    public void Paint(Dataset points) => Try(() =>
    {
        if (points.ClassCount == Trainer.Experiment.Train.ClassCount)
        {
            editor.Paint(points);
            Say(string.Create(CultureInfo.InvariantCulture, $"{points.Count:N0} points: training goes on with them"));
            return;
        }
        // Nothing is to be read: the points are here.
        Loader.Cancel();
        editor.Load(editor.CurrentFile with { Data = ExperimentFile.DataSection.Painted(points), Loss = null });
        Say($"{points.ClassCount} classes need another network: {Trainer.Experiment.Shape} starts from the seed");
    });

    /// <summary>Writes the points of the plane that are learnt as a table.</summary>
    public void SavePoints() => Try(() => Say($"Saved {PointsFile()}"));

    private string PointsFile()
    {
        var data = Trainer.Experiment.Train;
        if (ReferenceEquals(data, _savedPoints) && File.Exists(_pointsPath))
            return _pointsPath;
        var path = Path.Combine(ExportFolder, "painted.csv");
        for (var i = 2; File.Exists(path); i++)
            path = Path.Combine(ExportFolder, string.Create(CultureInfo.InvariantCulture, $"painted-{i}.csv"));
        PlanePoints.SaveCsv(data, path);
        (_savedPoints, _pointsPath) = (data, path);
        Remember(path);
        return path;
    }

    /// <summary>Another activation or other hidden layers: starts again from the seed.</summary>
    /// <param name="hidden">Units of each hidden layer, as in 16-16; null keeps them.</param>
    /// <param name="activation">Behind each of them; null keeps it.</param>
    public void ChangeNetwork(string? hidden = null, Activation? activation = null) => Try(() =>
    {
        var file = editor.CurrentFile;
        var network = file.Network;
        if (hidden is not null)
            network = network with { Hidden = ReadSizes(hidden) };
        if (activation is not null)
            network = network with { Activation = activation.Name };
        file = file with { Network = network };
        Load(file.Data.Source, () => Prepare(file), prepared =>
        {
            editor.Load(prepared);
            Say($"{Trainer.Experiment.Shape}: starts from the seed again");
        });
    });

    /// <summary>Draws other weights, other batches and, where it is generated, other data.</summary>
    public void ChangeSeed(string text) => Try(() =>
    {
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            throw new UserErrorException($"seed '{text}': is no whole number; give one such as 7");
        var file = editor.CurrentFile with { Seed = seed };
        Load(file.Data.Source, () => Prepare(file), prepared =>
        {
            editor.Load(prepared);
            Say(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: starts again"));
        });
    });

    /// <summary>The experiment that a data set of the catalogue is started with, and its data. Blocks.</summary>
    public static (ExperimentFile File, DatasetSplit Data) StartOf(DatasetSource source, ulong seed)
    {
        var data = source.Load(new DatasetOptions { Seed = seed });
        return (FileOf(data, new ExperimentFile.DataSection(source.Name), seed), data);
    }

    /// <summary>The experiment that data is started with.</summary>
    public static ExperimentFile FileOf(DatasetSplit data, ExperimentFile.DataSection section, ulong seed)
    {
        var preset = Preset.For(data.Train);
        var file = ExperimentFile.Of(preset.CreateExperiment(data, seed), section);
        return file with
        {
            Training = file.Training with { StepsPerFrame = preset.StepsPerFrame },
            Plane = new ExperimentFile.PlaneSection(Steps: preset.RehearsalSteps),
        };
    }

    /// <summary>The app has started with a file: saving goes there where it is an experiment.</summary>
    public void NoteStart(string path)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            SavePath = path;
            NoteSaved(path);
        }
        Remember(path);
    }

    /// <summary>Files of earlier starts.</summary>
    internal void Recall(IReadOnlyList<string> files) => _recent.AddRange(files.Take(MaxRecent));

    private PreparedExperiment ReadTable(string path, ulong seed)
    {
        if (Directory.Exists(path))
            throw new UserErrorException($"{path}: is a folder; choose a file in it");
        var reading = new DatasetFileOptions();
        var (train, test) = DatasetFile.Load(path, reading).Split(TestShare, seed);
        var data = new DatasetSplit(train, test);
        return Prepare(FileOf(data, ExperimentFile.DataSection.Of(Path.GetFullPath(path), reading, TestShare), seed), data);
    }

    // A passing line has no room for folders: the file's own name is enough, they were just chosen.
    private void TryFile(string path, Action action) => Try(action, message =>
        Path.GetDirectoryName(path) is { Length: > 0 } folder
            ? message.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
            : message);

    private void Remember(string path)
    {
        path = Path.GetFullPath(path);
        RecentVersion++;
        _recent.Remove(path);
        _recent.Insert(0, path);
        if (_recent.Count > MaxRecent)
            _recent.RemoveAt(MaxRecent);
    }

    private static int[] ReadSizes(string text)
    {
        var parts = text.Split(['-', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
        var sizes = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]))
                throw new UserErrorException($"hidden layers '{text}': '{parts[i]}' is no size; give numbers such as 16-16");
        }
        return sizes;
    }
}
