using NeuroLab.Numerics;

namespace NeuroLab.Files;

/// <summary>
/// What one command reads and writes: an output never replaces an input, and its name is held from the start, before the
/// work. In force on the thread that began it, and on those started from there, until disposed; without one, the files of
/// a process are not compared.
/// </summary>
internal sealed class CommandFiles : IDisposable
{
    private static readonly AsyncLocal<CommandFiles?> Ambient = new();

    private readonly CommandFiles? _outer = Ambient.Value;
    private readonly HashSet<string> _inputs = [];
    private readonly Dictionary<string, string> _outputs = [];
    private readonly Dictionary<string, OutputFile> _claims = [];

    private CommandFiles(bool replaces, CancellationToken interruption) => (Replaces, Interruption) = (replaces, interruption);

    /// <summary>The command's; null outside of any.</summary>
    public static CommandFiles? Current => Ambient.Value;

    /// <summary>Whether the person asked to replace files that the program did not write.</summary>
    public bool Replaces { get; }

    /// <summary>Ends waiting for a pipe's reader.</summary>
    public CancellationToken Interruption { get; }

    /// <summary>Begins a command.</summary>
    public static CommandFiles Begin(bool replaces, CancellationToken interruption) =>
        Ambient.Value = new CommandFiles(replaces, interruption);

    /// <summary>A file is read.</summary>
    /// <exception cref="UserErrorException">The command writes it as well.</exception>
    public static void Read(string path)
    {
        if (Current is not { } files)
            return;
        var identity = FileStatus.IdentityOf(path);
        lock (files._inputs)
        {
            files._inputs.Add(identity);
            if (files._outputs.ContainsKey(identity))
                throw Clash(path);
        }
    }

    /// <summary>Whether the command has read this file.</summary>
    public static bool Reads(string path)
    {
        if (Current is not { } files)
            return false;
        lock (files._inputs)
            return files._inputs.Contains(FileStatus.IdentityOf(path));
    }

    /// <summary>From here on, files are not compared: a person sits at the app.</summary>
    public static void End() => Ambient.Value = null;

    /// <summary>Holds an output's name until it is opened; outside of a command, only looks whether it can be had.</summary>
    /// <exception cref="UserErrorException">It cannot be written, or is also read.</exception>
    public static void Claim(string path, string mark = OwnMark.Text)
    {
        if (Current is not { } files)
        {
            new OutputFile(path, mark).Dispose();
            return;
        }
        OutputFile file = new(path, mark);
        lock (files._inputs)
            files._claims.Add(Path.GetFullPath(path), file);
    }

    /// <summary>The output that was claimed under this name; null for none.</summary>
    public static OutputFile? TakeClaimed(string path)
    {
        if (Current is not { } files)
            return null;
        lock (files._inputs)
            return files._claims.Remove(Path.GetFullPath(path), out var file) ? file : null;
    }

    /// <summary>A file is about to be written.</summary>
    /// <exception cref="UserErrorException">The command reads it as well.</exception>
    public static void Write(string path)
    {
        if (Current is not { } files)
            return;
        var identity = FileStatus.IdentityOf(path);
        lock (files._inputs)
        {
            if (files._inputs.Contains(identity))
                throw Clash(path);
            files._outputs[identity] = path;
        }
    }

    /// <summary>Lets go of the names that were not used.</summary>
    public void Dispose()
    {
        Ambient.Value = _outer;
        foreach (var file in _claims.Values)
            file.Dispose();
        _claims.Clear();
    }

    private static UserErrorException Clash(string path) =>
        new($"{path}: cannot be written, since this command reads it; give the output another name");
}
