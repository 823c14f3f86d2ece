using System.Diagnostics;
using NeuroLab.Numerics;

namespace NeuroLab.Editing;

/// <summary>
/// Keeps a copy of the experiment in the user's state folder while a program runs, and finds those of programs that
/// ended without removing theirs.
/// </summary>
public sealed class Autosave : IDisposable
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
        _path = Path.Combine(_folder, Environment.ProcessId + Extension);
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
        _savedVersion = editor.Log.Version;
        _nextSave = seconds + _interval;
        try
        {
            Directory.CreateDirectory(_folder);
            editor.CurrentFile.Save(_path);
        }
        catch (Exception e) when (e is UserErrorException or IOException or UnauthorizedAccessException)
        {
            _nextSave = double.PositiveInfinity;
        }
    }

    /// <summary>The newest copy that a program left which is no longer there; null for none.</summary>
    public string? FindRecoveryFile()
    {
        if (!Directory.Exists(_folder))
            return null;
        return Directory.EnumerateFiles(_folder, "*" + Extension)
            .Where(path => path != _path && !IsRunning(Path.GetFileName(path)[..^Extension.Length]))
            .MaxBy(File.GetLastWriteTimeUtc);
    }

    /// <summary>Removes the copy: the program ends in order.</summary>
    public void Dispose()
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

    private static bool IsRunning(string id)
    {
        if (!int.TryParse(id, out var number))
            return false;
        try
        {
            using var process = Process.GetProcessById(number);
            using var own = Process.GetCurrentProcess();
            // The number may by now belong to another program.
            return process.ProcessName == own.ProcessName;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
