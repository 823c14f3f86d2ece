using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// Messages to the user, questions, and exception handling: a user error becomes one line, and a defect in a part that
/// the rest can do without disables that part. Frame thread.
/// </summary>
/// <param name="toast">Shows the messages.</param>
/// <param name="model">Provides the time.</param>
internal sealed class Notices(Toast toast, HudModel model)
{
    private const double ErrorSeconds = 6, FileSeconds = 8;
    private const int MaxPath = 56;

    private (string Text, double Time) _remark = ("", double.NaN);

    /// <summary>Where defects are logged; null if they end the program, as in tests.</summary>
    public FaultLog? Faults { get; set; }

    /// <summary>Defers actions of panels until all of them are drawn.</summary>
    public DeferredActions Deferred { get; } = new();

    /// <summary>Asks the user for confirmation.</summary>
    public Action<Question> Ask { get; set; } = _ => { };

    /// <summary>Shows a message, with the remark of this moment, if there is one.</summary>
    public void Say(string text) => toast.Show(_remark.Time == model.Time ? $"{text}\n{_remark.Text}" : text, model.Time);

    /// <summary>Shows a message about a side effect of what the user does, below what is said of that itself.</summary>
    public void Remark(string text)
    {
        _remark = (text, model.Time);
        toast.Show(text, model.Time);
    }

    /// <summary>Shows a folder in the system's file browser; null if there is none.</summary>
    public Action<string>? ShowFolder { get; set; }

    /// <summary>Shows the path of a written file, long enough to press the button that shows its folder.</summary>
    /// <param name="done">The action, such as "Saved".</param>
    /// <param name="path">The file.</param>
    /// <param name="more">Text after the path.</param>
    public void SayFile(string done, string path, string more = "")
    {
        path = Path.GetFullPath(path);
        toast.Show($"{done} {Shorten(path)}{more}", model.Time, FileSeconds, path: path);
    }

    // The home folder as ~; a long path is cut at the front.
    private static string Shorten(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (home.Length > 1 && path.StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            path = "~" + path[home.Length..];
        var cut = path.Length > MaxPath ? path.IndexOf(Path.DirectorySeparatorChar, path.Length - MaxPath) : -1;
        return cut > 0 ? "…" + path[cut..] : path;
    }

    /// <summary>Shows an error.</summary>
    public void ShowError(string text) => toast.Show(text, model.Time, ErrorSeconds, isError: true);

    /// <summary>
    /// Logs a defect in a part that the rest can do without, and shows a message. False if the exception must not be
    /// caught.
    /// </summary>
    /// <param name="part">The part that failed; the caller disables it.</param>
    /// <param name="error">The exception.</param>
    public bool Contain(string part, Exception error)
    {
        if (Faults is null || error is OutOfMemoryException)
            return false;
        ShowError(Faults.Write(part, error));
        return true;
    }

    /// <summary>Runs an action and shows expected errors; while panels are drawn, runs it after them.</summary>
    /// <param name="action">The action.</param>
    /// <param name="otherwise">Called if it failed.</param>
    public void Try(Action action, Action? otherwise = null) => Try(action, message => message, otherwise);

    /// <summary>
    /// The same for a file that was just chosen: removes its folder from the message, which has no room for it.
    /// </summary>
    public void TryFile(string path, Action action) => Try(action, message => Path.GetDirectoryName(path) is { Length: > 0 } folder
        ? message.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
        : message);

    /// <summary>Whether an exception is not a defect of the program: its message contains the remedy.</summary>
    public static bool IsExpected(Exception error) => error is UserErrorException or IOException or UnauthorizedAccessException;

    private void Try(Action action, Func<string, string> shorten, Action? otherwise = null) => Deferred.Do(() =>
    {
        try
        {
            action();
        }
        catch (Exception error) when (IsExpected(error))
        {
            otherwise?.Invoke();
            ShowError(shorten(error.Message));
        }
    });
}
