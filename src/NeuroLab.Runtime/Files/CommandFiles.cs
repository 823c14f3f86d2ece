using NeuroLab.Numerics;

namespace NeuroLab.Files;

/// <summary>
/// The files that one command reads and writes: an output never replaces an input, and output names are reserved before
/// the work begins. Applies to the thread that called <see cref="Begin"/> and to those started from it, until disposed;
/// outside a command, the files of a process are not compared.
/// </summary>
internal sealed class CommandFiles : IDisposable
{
    private static readonly AsyncLocal<CommandFiles?> Ambient = new();

    private readonly CommandFiles? _outer = Ambient.Value;
    private readonly HashSet<string> _inputs = [];
    private readonly Dictionary<string, string> _outputs = [];
    private readonly Dictionary<string, OutputFile> _claims = [];

    private CommandFiles(bool replaces, CancellationToken interruption) => (Replaces, Interruption) = (replaces, interruption);

    /// <summary>The current command's files; null outside a command.</summary>
    public static CommandFiles? Current => Ambient.Value;

    /// <summary>Whether the user asked to replace files that the program did not write.</summary>
    public bool Replaces { get; }

    /// <summary>Cancels waiting for a pipe's reader.</summary>
    public CancellationToken Interruption { get; }

    /// <summary>Starts a command.</summary>
    public static CommandFiles Begin(bool replaces, CancellationToken interruption) =>
        Ambient.Value = new CommandFiles(replaces, interruption);

    /// <summary>Registers a file as an input.</summary>
    /// <exception cref="UserErrorException">The command also writes it.</exception>
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

    /// <summary>Whether the command reads this file.</summary>
    public static bool Reads(string path)
    {
        if (Current is not { } files)
            return false;
        lock (files._inputs)
            return files._inputs.Contains(FileStatus.IdentityOf(path));
    }

    /// <summary>Stops comparing files from here on: the app is interactive.</summary>
    public static void End() => Ambient.Value = null;

    /// <summary>
    /// Reserves an output's name until it is opened; outside a command, only checks that it could be created.
    /// </summary>
    /// <exception cref="UserErrorException">It cannot be written, or is also an input.</exception>
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

    /// <summary>Takes the output that was reserved under this name; null if there is none.</summary>
    public static OutputFile? TakeClaimed(string path)
    {
        if (Current is not { } files)
            return null;
        lock (files._inputs)
            return files._claims.Remove(Path.GetFullPath(path), out var file) ? file : null;
    }

    /// <summary>Registers a file as an output.</summary>
    /// <exception cref="UserErrorException">The command also reads it.</exception>
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

    /// <summary>Releases the reserved names that were not used.</summary>
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
