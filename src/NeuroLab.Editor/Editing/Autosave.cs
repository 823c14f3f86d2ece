using System.Diagnostics;
using System.Globalization;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Editing;

/// <summary>
/// Keeps a copy of the experiment in the user's state folder while a program runs, and finds the copies of programs
/// that crashed.
/// </summary>
internal sealed class Autosave
{
    private const string Extension = ".neurolab.json";

    private readonly string _folder;
    private readonly string _path;
    private readonly double _interval;
    private int _savedVersion = -1;
    private double _nextSave;

    /// <param name="folder">Folder of the copies, such as <see cref="DefaultFolder"/>.</param>
    /// <param name="interval">Minimum seconds between two saves.</param>
    public Autosave(string folder, double interval = 10)
    {
        _folder = folder;
        _interval = interval;
        using var own = Process.GetCurrentProcess();
        _path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{StartOf(own)}{Extension}"));
    }

    /// <summary>
    /// <c>$XDG_STATE_HOME/neurolab</c>, by default <c>~/.local/state/neurolab</c>; on Windows the local application
    /// data; null if the user has no such folder.
    /// </summary>
    public static string? DefaultFolder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state))
                return Path.Combine(state, "neurolab");
            // Empty for a service without a home folder, and if the home folder does not exist.
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
    /// Saves if something has changed and enough time has passed: call it each frame. Gives up silently if the folder
    /// is not writable, since it is only a copy.
    /// </summary>
    /// <param name="seconds">Time of a monotonic clock.</param>
    public void Update(SceneEditor editor, double seconds)
    {
        if (editor.Log.Version == _savedVersion || seconds < _nextSave)
            return;
        _nextSave = TrySave(editor) ? seconds + _interval : double.PositiveInfinity;
    }

    /// <summary>
    /// Saves immediately: the program is about to terminate. Ignores a folder that is not writable. Blocks.
    /// </summary>
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

    /// <summary>The newest copy left by a program that is no longer running; null for none.</summary>
    public string? FindRecoveryFile() => FindRecoveryFiles().FirstOrDefault();

    private IEnumerable<string> FindRecoveryFiles() => !Directory.Exists(_folder) ? [] : Directory
        .EnumerateFiles(_folder, "*" + Extension)
        .Where(path => path != _path && !IsRunning(Path.GetFileName(path)[..^Extension.Length]))
        .OrderByDescending(File.GetLastWriteTimeUtc);

    /// <summary>The same with its content; null for none. Skips unreadable copies.</summary>
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
                // Written partially, or by a newer program: left for that one.
            }
        }
        return null;
    }

    /// <summary>
    /// Removes the copy: the program ends normally. If this is never called, the next program finds the copy.
    /// </summary>
    public void End()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It will be offered again at the next start.
        }
    }

    // Unix time in seconds.
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
            // The process id may have been reused, by another program or after a reboot.
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
