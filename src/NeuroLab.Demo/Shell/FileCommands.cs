using System.Globalization;
using NeuroLab.Datasets;
using NeuroLab.Demo.App;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Shell;

/// <summary>The files of a sitting: what is opened, saved and offered again, and whether something would be lost.</summary>
/// <param name="editor">What is saved, and opened into.</param>
/// <param name="notices">Says how it went, and asks before it replaces.</param>
/// <param name="loader">Reads beside the frames.</param>
internal sealed class FileCommands(SceneEditor editor, Notices notices, ExperimentLoader loader)
{
    private const int MaxRecent = 6;

    private readonly List<string> _recent = [];

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

    /// <summary>Where charts, pictures, recordings and painted points are saved.</summary>
    public string ExportFolder { get; set; } = "";

    /// <summary>Whether the experiment was changed since it was loaded or saved; where the camera stands does not count.</summary>
    public bool HasUnsavedChanges => editor.Log.Version != _savedVersion && TextOf(editor) != _saved;

    /// <summary>Files that were opened or saved, the last one first.</summary>
    public IReadOnlyList<string> RecentFiles => _recent;

    /// <summary>Rises when <see cref="RecentFiles"/> changes.</summary>
    public int RecentVersion { get; private set; }

    /// <summary>A copy of an experiment whose program ended early; null for none.</summary>
    public RecoveryFile? Recovery { get; set; }

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
            loader.Load(path, () => loader.Prepare(ExperimentFile.Load(path)), prepared =>
            {
                editor.Load(prepared);
                SavePath = path;
                NoteSaved(path);
                notices.Say($"{Path.GetFileName(path)}: starts at step 0");
                Remember(path);
            });
            return;
        }
        OpenTable(path, new DatasetFileOptions());
    }

    /// <summary>Opens data to learn, read with these options.</summary>
    public void OpenTable(string path, DatasetFileOptions reading)
    {
        var seed = editor.Origin.Seed;
        loader.Load(path, () => ReadTable(path, reading, seed), prepared =>
        {
            editor.Load(prepared);
            NoteSaved();
            var (train, test) = (prepared.Experiment.Train, prepared.Experiment.Test!);
            var understood = train.Reading?.Summary() ?? train.Name;
            notices.Say(string.Create(CultureInfo.InvariantCulture, $"{understood}; {test.Count:N0} kept for testing"));
            Remember(path);
        });
    }

    /// <summary>Goes on with such a copy, which is removed then.</summary>
    public void Restore(string path) => loader.Load(path, () => loader.Prepare(ExperimentFile.Load(path)), prepared =>
    {
        editor.Load(prepared);
        File.Delete(path);
        notices.Say("Restored: starts at step 0");
    });

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
            notices.Ask(new Question(
                $"{Path.GetFileName(path)} is there already, and not from this sitting.",
                ("Replace", () => Write(path)), ("Save as…", () => AskForPath(true))));
    }

    /// <summary>Saves as <see cref="Save()"/> does, and then does something; nothing where it was not saved.</summary>
    public void Save(Action? then)
    {
        _afterSave = then;
        if (_hasSavePath)
            SaveTo(SavePath);
        else
            AskForPath(true);
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
    public void Recall(IReadOnlyList<string> files) => _recent.AddRange(files.Take(MaxRecent));

    /// <summary>What is on screen now counts as saved.</summary>
    /// <param name="path">Where it was written or read; null where it comes from elsewhere.</param>
    public void NoteSaved(string? path = null)
    {
        (_savedVersion, _saved) = (editor.Log.Version, TextOf(editor));
        if (path is not null && new FileInfo(path) is { Exists: true } file)
            _own[file.FullName] = (file.LastWriteTimeUtc, file.Length);
    }

    /// <summary>A file was opened or saved: it is offered first from now on.</summary>
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
        editor.CurrentFile.Save(path, replaces: true);
        SavePath = path;
        Remember(path);
        NoteSaved(path);
        notices.Say($"Saved to {path}");
        var then = _afterSave;
        _afterSave = null;
        then?.Invoke();
    });

    private bool IsOwn(string path)
    {
        var file = new FileInfo(path);
        return _own.TryGetValue(file.FullName, out var left) && left == (file.LastWriteTimeUtc, file.Length);
    }

    private static string TextOf(SceneEditor editor) => (editor.CurrentFile with { Camera = null, Bookmarks = null }).ToJson();

    private PreparedExperiment ReadTable(string path, DatasetFileOptions reading, ulong seed)
    {
        if (Directory.Exists(path))
            throw new UserErrorException($"{path}: is a folder; choose a file in it");
        var (train, test) = DatasetFile.Load(path, reading).Split(Preset.TestShare, seed);
        var data = new DatasetSplit(train, test);
        return loader.Prepare(Preset.FileOf(data, ExperimentFile.DataSection.Of(Path.GetFullPath(path), reading, Preset.TestShare), seed), data);
    }
}
