using System.Globalization;
using System.Numerics.Tensors;
using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Demo.App;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Shell;

/// <summary>The files of a session: opening, saving, recent files, and unsaved changes.</summary>
/// <param name="editor">The editor of the experiment.</param>
/// <param name="notices">Shows messages, and asks before replacing a file.</param>
/// <param name="loader">Reads in the background.</param>
internal sealed class FileCommands(SceneEditor editor, Notices notices, ExperimentLoader loader)
{
    private const int MaxRecent = 6;

    private readonly List<string> _recent = [];

    // Files that this session read or wrote, as it left them: they may be overwritten without asking.
    private readonly Dictionary<string, (DateTime Time, long Length)> _own = [];
    private string _savePath = "experiment.neurolab.json";
    private bool _hasSavePath;
    private Action? _afterSave;
    private int _savedVersion = editor.Log.Version;
    private string _saved = TextOf(editor);
    private TimelinePosition? _savedAt;

    /// <summary>The path to save to; a suggestion until it was chosen.</summary>
    public string SavePath
    {
        get => _savePath;
        set => (_savePath, _hasSavePath) = (value, true);
    }

    /// <summary>Asks for a path: to save to (true), or to open.</summary>
    public Action<bool> AskForPath { get; set; } = _ => { };

    /// <summary>Asks for another file, or a name: heading, hint, and what is done with the text.</summary>
    public Action<string, string, Action<string>> AskForText { get; set; } = (_, _, _) => { };

    /// <summary>
    /// Reads a network, or a run, with its data, by the arguments of the command line: the file or folder first, and a text
    /// with any number of them last. Blocks; any thread. Null where the host cannot.
    /// </summary>
    public Func<IReadOnlyList<string>, OpenedNetwork>? BindNetwork { get; set; }

    /// <summary>
    /// Asks what a network leaves open. The text has the options given so far; null if it is opened beside what is on show.
    /// </summary>
    public Action<NetworkSketch, string?> AskAbout { get; set; } = (_, _) => { };

    /// <summary>The folder for charts, images, recordings and painted points.</summary>
    public string ExportFolder { get; set; } = "";

    /// <summary>
    /// Whether the experiment was changed since it was loaded or saved; the camera pose does not count.
    /// </summary>
    public bool HasUnsavedChanges => editor.Log.Version != _savedVersion && TextOf(editor) != _saved;

    /// <summary>
    /// The step of the weights that this session saved last, if training has gone on since; null if not, or if nothing
    /// was saved.
    /// </summary>
    public long? TrainedSince => _savedAt is { } at && at != editor.Position ? at.Step : null;

    /// <summary>What quitting would lose, as a sentence; null for nothing.</summary>
    public string? Unsaved => HasUnsavedChanges ? "The experiment was changed."
        : TrainedSince is { } step ? string.Create(CultureInfo.InvariantCulture, $"Training went on since step {step:N0}, which was saved.") : null;

    /// <summary>Recently opened or saved files, last one first.</summary>
    public IReadOnlyList<string> RecentFiles => _recent;

    /// <summary>Incremented when <see cref="RecentFiles"/> changes.</summary>
    public int RecentVersion { get; private set; }

    /// <summary>The copy of an experiment left by a crashed program; null for none.</summary>
    public RecoveryFile? Recovery { get; set; }

    /// <summary>Opens a saved experiment, data to train on, or a network or run, after asking what it leaves open.</summary>
    public void Open(string path)
    {
        if (!Path.Exists(path) && !path.Contains(','))
        {
            _recent.Remove(path);
            RecentVersion++;
        }
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            loader.Load(path, () => loader.Prepare(ExperimentFile.Load(path)), prepared =>
            {
                editor.Load(prepared);
                SavePath = path;
                NoteSaved(path);
                if (prepared.File.Network.Weights is { } weights)
                    NoteOwn(weights);
                notices.Say($"{Path.GetFileName(path)}: starts {(prepared.Experiment.Weights is null ? "" : "from the saved weights, ")}at step 0{(prepared.Experiment.Weights is null ? "" : "\nIts surface is laid anew, from them")}");
                Remember(path);
            });
            return;
        }
        if (!Directory.Exists(path) && (!File.Exists(path) || DatasetFile.IsTable(path)))
        {
            OpenTable(path, new DatasetFileOptions());
            return;
        }
        var seed = editor.Origin.Seed;
        loader.Load(path, () =>
        {
            var isRun = Directory.Exists(path);
            if (!isRun && !WeightsFormat.IsWeights(path))
            {
                var prepared = ReadTable(path, new DatasetFileOptions(), seed);
                return () => Show(path, prepared);
            }
            var sketch = NetworkSketch.Of(path);
            return isRun && sketch is { Data: not null, LacksActivation: false } ? () => OpenNetwork(path, [path, ""]) : () => AskAbout(sketch, null);
        });
    }

    /// <summary>Opens a network or a run.</summary>
    /// <param name="path">Its file or folder.</param>
    /// <param name="arguments">Those of the command line.</param>
    /// <param name="bound">What <see cref="BindNetwork"/> made of them; null if that is to be done.</param>
    public void OpenNetwork(string path, IReadOnlyList<string> arguments, OpenedNetwork? bound = null) => loader.Load(path, () =>
    {
        bound ??= BindNetwork?.Invoke(arguments) ?? throw new UserErrorException($"{path}: networks are not opened here; open it from the command line");
        return loader.Prepare(bound.File, bound.Experiment);
    }, prepared => Show(path, prepared, bound?.Note));

    /// <summary>Opens data to learn, read with these options.</summary>
    public void OpenTable(string path, DatasetFileOptions reading)
    {
        var seed = editor.Origin.Seed;
        IReadOnlyList<string> texts = [];
        loader.Load(path, () =>
        {
            try
            {
                return ReadTable(path, reading, seed);
            }
            catch (UserErrorException) when (reading.Categories is null)
            {
                // Where columns of text are all that is in the way, the user chooses what becomes of them.
                var prepared = TryWithTexts(path, reading, seed);
                texts = [.. prepared?.Experiment.Train.Reading?.OneHot.Select(text => text[..text.LastIndexOf(" (", StringComparison.Ordinal)]) ?? []];
                if (prepared is null || texts.Count == 0)
                    throw;
                return prepared;
            }
        }, prepared =>
        {
            if (texts.Count == 0)
            {
                Show(path, prepared);
                return;
            }
            notices.Ask(new Question(
                $"{Path.GetFileName(path)}: {string.Join(", ", texts)} {(texts.Count == 1 ? "is" : "are")} text. An input for each word, or without?",
                ("One-hot", () => Show(path, prepared)),
                ("Leave out", () => OpenTable(path, reading with { Ignored = [.. reading.Ignored ?? [], .. texts] }))));
        });
    }

    private PreparedExperiment? TryWithTexts(string path, DatasetFileOptions reading, ulong seed)
    {
        try
        {
            return ReadTable(path, reading with { Categories = TextColumns.OneHot }, seed);
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    /// <summary>Continues from such a copy, and deletes it.</summary>
    public void Restore(string path) => loader.Load(path, () => loader.Prepare(ExperimentFile.Load(path)), prepared =>
    {
        editor.Load(prepared);
        File.Delete(path);
        notices.Say("Restored: starts at step 0");
    });

    /// <summary>Saves the experiment with its current settings; asks for a path the first time.</summary>
    public void Save() => Save(null);

    /// <summary>Asks for a path, and saves there.</summary>
    public void SaveAs()
    {
        _afterSave = null;
        AskForPath(true);
    }

    /// <summary>Saves to a path; asks before replacing a file of another session.</summary>
    public void SaveTo(string path)
    {
        if (new[] { path, WeightsPath(path) }.FirstOrDefault(one => File.Exists(one) && !IsOwn(one)) is not { } other)
            Write(path);
        else
            notices.Ask(new Question(
                $"{Path.GetFileName(other)} is there already, and not from this sitting.",
                ("Replace", () => Write(path)), ("Save as…", () => AskForPath(true))));
    }

    /// <summary>Saves like <see cref="Save()"/>, and then runs an action; not if saving failed.</summary>
    public void Save(Action? then)
    {
        _afterSave = then;
        if (_hasSavePath)
            SaveTo(SavePath);
        else
            AskForPath(true);
    }

    /// <summary>Records the file given at the start: saving goes there if it is an experiment.</summary>
    public void NoteStart(string path)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            SavePath = path;
            NoteSaved(path);
        }
        Remember(path);
    }

    /// <summary>Restores the recent files of earlier sessions.</summary>
    public void Recall(IReadOnlyList<string> files) => _recent.AddRange(files.Take(MaxRecent));

    /// <summary>Marks the current experiment as saved.</summary>
    /// <param name="path">Its path; null if it comes from elsewhere.</param>
    public void NoteSaved(string? path = null)
    {
        (_savedVersion, _saved, _savedAt) = (editor.Log.Version, TextOf(editor), null);
        if (path is not null)
            NoteOwn(path);
    }

    /// <summary>Moves a file to the front of the recent files.</summary>
    public void Remember(string path)
    {
        path = Path.GetFullPath(path);
        RecentVersion++;
        _recent.Remove(path);
        _recent.Insert(0, path);
        if (_recent.Count > MaxRecent)
            _recent.RemoveAt(MaxRecent);
    }

    private void Write(string path) => notices.TryFile(path, () =>
    {
        var file = editor.CurrentFile;
        var what = "";
        if (editor.Scene.Trainer.FollowsRun)
            what = "\nThe run's checkpoints stay where they are; opening watches them again";
        else if (TrainedWeights() is not { } trained)
            what = editor.Scene.Race.Runners.Count > 1 ? "\nA race is saved with its common start, without weights" : "";
        else if (!double.IsFinite(TensorPrimitives.Sum(trained.Parameters)))
            what = "\nThe weights are not finite and not kept: opening starts from the first ones";
        else
        {
            var weights = WeightsPath(path);
            WeightsFile.Save(weights, trained.Shape.Sizes.AsSpan(), trained.Parameters, trained.Shape.ActivationNames, editor.Scene.Trainer.Experiment.Train.Reading?.Standardization, trained.Shape.HasSkips);
            file = file with { Network = file.Network with { Weights = weights, Prefix = null, Run = null } };
            NoteOwn(weights);
            what = $"\nWeights in {Path.GetFileName(weights)}; opening goes on from them";
        }
        file.Save(path, replaces: true);
        SavePath = path;
        Remember(path);
        NoteSaved(path);
        _savedAt = editor.Scene.Race.Runners.Count > 1 ? null : editor.Position;
        notices.SayFile("Saved to", path, what);
        var then = _afterSave;
        _afterSave = null;
        then?.Invoke();
    });

    private static string WeightsPath(string path) => Path.ChangeExtension(path, ".safetensors");

    // Null where the start says it all: nothing was trained, or several runners began there.
    private Network? TrainedWeights()
    {
        var trainer = editor.Scene.Trainer;
        var parameters = new float[trainer.Session.Shape.ParameterCount];
        trainer.Session.ReadParameters(parameters);
        return editor.Scene.Race.Runners.Count > 1 || trainer.StartState.Parameters.AsSpan().SequenceEqual(parameters)
            ? null
            : new Network(trainer.Session.Shape, parameters);
    }

    private void NoteOwn(string path)
    {
        if (new FileInfo(path) is { Exists: true } file)
            _own[file.FullName] = (file.LastWriteTimeUtc, file.Length);
    }

    private bool IsOwn(string path)
    {
        var file = new FileInfo(path);
        return _own.TryGetValue(file.FullName, out var left) && left == (file.LastWriteTimeUtc, file.Length);
    }

    // Weights are looked at before they are trained on.
    private void Show(string path, PreparedExperiment prepared, string? note = null)
    {
        editor.Load(prepared);
        NoteSaved();
        Remember(path);
        var (train, test) = (prepared.Experiment.Train, prepared.Experiment.Test);
        if (prepared.Experiment.Weights is not null)
        {
            editor.Scene.Trainer.IsPlaying = prepared.Experiment.Run is not null;
            notices.Say(note ?? "");
            return;
        }
        var understood = train.Reading?.Summary() ?? train.Name;
        notices.Say(string.Create(CultureInfo.InvariantCulture, $"{understood}; {test!.Count:N0} kept for testing"));
    }

    private static string TextOf(SceneEditor editor) => (editor.CurrentFile with { Camera = null, Bookmarks = null }).ToJson();

    private PreparedExperiment ReadTable(string path, DatasetFileOptions reading, ulong seed)
    {
        var (train, test) = DatasetFile.Split(DatasetFile.Load(path, reading), StartSettings.TestShare, seed, DatasetFile.Standardizes(path, reading));
        var data = new DatasetSplit(train, test!);
        return loader.Prepare(StartSettings.FileOf(data, ExperimentFile.DataSection.Of(Path.GetFullPath(path), reading, StartSettings.TestShare), seed), data);
    }
}
