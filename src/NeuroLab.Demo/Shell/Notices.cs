using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Overlay;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// What the person at the screen is told and asked, and the guard around what may go wrong: a mistake costs one line, and
/// a defect in a part that the rest can do without costs that part. Frame thread.
/// </summary>
/// <param name="toast">Shows the passing lines.</param>
/// <param name="model">Tells the time.</param>
internal sealed class Notices(Toast toast, HudModel model)
{
    private const double ErrorSeconds = 6, FileSeconds = 8;
    private const int MaxPath = 56;

    /// <summary>Where defects are written down; null where they end the program, as in tests.</summary>
    public FaultLog? Faults { get; set; }

    /// <summary>Keeps what panels ask for until all of them are drawn.</summary>
    public DeferredActions Deferred { get; } = new();

    /// <summary>Asks something before it is done.</summary>
    public Action<Question> Ask { get; set; } = _ => { };

    /// <summary>Says something in a passing line.</summary>
    public void Say(string text) => toast.Show(text, model.Time);

    /// <summary>Shows a folder in the system's file browser; null where that cannot be.</summary>
    public Action<string>? ShowFolder { get; set; }

    /// <summary>Says where a file is now, long enough to press the button that shows its folder.</summary>
    /// <param name="done">What was done: "Saved".</param>
    /// <param name="path">The file.</param>
    /// <param name="more">What else there is to say, after the path.</param>
    public void SayFile(string done, string path, string more = "")
    {
        path = Path.GetFullPath(path);
        toast.Show($"{done} {Shorten(path)}{more}", model.Time, FileSeconds, path: path);
    }

    // The home folder by its sign; of a long path the end, which tells more.
    private static string Shorten(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (home.Length > 1 && path.StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            path = "~" + path[home.Length..];
        var cut = path.Length > MaxPath ? path.IndexOf(Path.DirectorySeparatorChar, path.Length - MaxPath) : -1;
        return cut > 0 ? "…" + path[cut..] : path;
    }

    /// <summary>Says what went wrong.</summary>
    public void ShowError(string text) => toast.Show(text, model.Time, ErrorSeconds, isError: true);

    /// <summary>
    /// Writes down a defect in a part that the rest can do without, and says so. False where nothing may go on after it.
    /// </summary>
    /// <param name="part">What failed; the caller switches it off.</param>
    /// <param name="error">How.</param>
    public bool Contain(string part, Exception error)
    {
        if (Faults is null || error is OutOfMemoryException)
            return false;
        ShowError(Faults.Write(part, error));
        return true;
    }

    /// <summary>
    /// Does something that may go wrong through no fault of the program; while panels are drawn, when they are done.
    /// </summary>
    /// <param name="action">It.</param>
    /// <param name="otherwise">Done where it went wrong.</param>
    public void Try(Action action, Action? otherwise = null) => Try(action, message => message, otherwise);

    /// <summary>The same for a file that was just chosen: a passing line has no room for its folder, its name is enough.</summary>
    public void TryFile(string path, Action action) => Try(action, message => Path.GetDirectoryName(path) is { Length: > 0 } folder
        ? message.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
        : message);

    /// <summary>Whether an error is no defect of the program: its message says what is to be done.</summary>
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
