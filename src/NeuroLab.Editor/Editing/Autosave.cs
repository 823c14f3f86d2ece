using System.Diagnostics;
using System.Globalization;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Editing;

/// <summary>
/// Keeps a copy of the experiment in the user's state folder while a program runs, and finds those of programs that
/// ended without removing theirs.
/// </summary>
internal sealed class Autosave
{
    private const string Extension = ".neurolab.json";

    private readonly string _folder;
    private readonly string _path;
    private readonly double _interval;
    private int _savedVersion = -1;
    private double _nextSave;

    /// <param name="folder">Where the copies are, as <see cref="DefaultFolder"/>.</param>
    /// <param name="interval">Seconds between two saves, at least.</param>
    public Autosave(string folder, double interval = 10)
    {
        _folder = folder;
        _interval = interval;
        using var own = Process.GetCurrentProcess();
        _path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{StartOf(own)}{Extension}"));
    }

    /// <summary><c>$XDG_STATE_HOME/neurolab</c>, by default <c>~/.local/state/neurolab</c>; on Windows the local application data; null where the user has no such folder.</summary>
    public static string? DefaultFolder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state))
                return Path.Combine(state, "neurolab");
            // Empty for a service without a home, and where the home does not exist.
            var home = Environment.GetFolderPath(
                OperatingSystem.IsWindows() ? Environment.SpecialFolder.LocalApplicationData : Environment.SpecialFolder.UserProfile);
            if (!Path.IsPathRooted(home))
                return null;
            return OperatingSystem.IsWindows() ? Path.Combine(home, "neurolab") : Path.Combine(home, ".local", "state", "neurolab");
        }
    }

    /// <summary>The file it saves to.</summary>
    public string SavePath => _path;

    /// <summary>
    /// Saves where something changed since the last time, not too often: call it each frame. A folder that cannot be
    /// written makes it give up silently, for it is only a copy.
    /// </summary>
    /// <param name="seconds">On any clock that goes on.</param>
    public void Update(SceneEditor editor, double seconds)
    {
        if (editor.Log.Version == _savedVersion || seconds < _nextSave)
            return;
        _nextSave = TrySave(editor) ? seconds + _interval : double.PositiveInfinity;
    }

    /// <summary>Saves at once: the program is about to end early. A folder that cannot be written is passed over. Blocks.</summary>
    public void SaveNow(SceneEditor editor) => TrySave(editor);

    private bool TrySave(SceneEditor editor)
    {
        _savedVersion = editor.Log.Version;
        try
        {
            Directory.CreateDirectory(_folder);
            editor.CurrentFile.Save(_path);
            return true;
        }
        catch (Exception e) when (e is UserErrorException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The newest copy that a program left which is no longer there; null for none.</summary>
    public string? FindRecoveryFile() => FindRecoveryFiles().FirstOrDefault();

    private IEnumerable<string> FindRecoveryFiles() => !Directory.Exists(_folder) ? [] : Directory
        .EnumerateFiles(_folder, "*" + Extension)
        .Where(path => path != _path && !IsRunning(Path.GetFileName(path)[..^Extension.Length]))
        .OrderByDescending(File.GetLastWriteTimeUtc);

    /// <summary>The same with what it holds; null for none. One that cannot be read is passed over.</summary>
    public RecoveryFile? FindRecovery()
    {
        foreach (var path in FindRecoveryFiles())
        {
            try
            {
                var file = ExperimentFile.Load(path);
                var runners = file.Runners.Count;
                return new RecoveryFile(path, File.GetLastWriteTime(path), $"{Path.GetFileName(file.Data.Source)}"
                    + (file.Network.Hidden is { Length: > 0 } hidden ? $", {string.Join('-', hidden)} units" : "")
                    + $", {file.Training.Optimizer}" + (runners > 0 ? $" and {runners} more" : ""));
            }
            catch (UserErrorException)
            {
                // Written half, or by a newer program: left for that.
            }
        }
        return null;
    }

    /// <summary>Removes the copy: the program ends in order. Never called, the next one finds it.</summary>
    public void End()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It will be offered once more at the next start.
        }
    }

    // Whole seconds since 1970.
    private static long StartOf(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();

    private static bool IsRunning(string id)
    {
        var parts = id.Split('-');
        if (!int.TryParse(parts[0], out var number))
            return false;
        try
        {
            using var process = Process.GetProcessById(number);
            using var own = Process.GetCurrentProcess();
            // The number may by now belong to another program, or to this one after the machine was started anew.
            return parts.Length > 1 && long.TryParse(parts[1], out var start)
                ? Math.Abs(StartOf(process) - start) <= 2
                : process.Id != own.Id && process.ProcessName == own.ProcessName;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
