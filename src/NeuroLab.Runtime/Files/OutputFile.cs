using System.Text;
using NeuroLab.Numerics;

namespace NeuroLab.Files;

/// <summary>
/// Writes a file atomically; every file the program writes goes through here. It is written as <c>name.partial.ext</c>
/// in the same folder, locked by this process, renamed to its final name by <see cref="Commit"/>, and deleted by
/// <see cref="Dispose"/> otherwise. A symbolic link is kept and its target replaced; permissions and owner are kept; a
/// device or a pipe is written to directly. A file that this program did not write (<see cref="OwnMark"/>) is replaced
/// only if the user asked for it.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly string _target, _mark;
    private readonly bool _isStream, _isSpooled;
    private FileStream? _stream;
    private bool _isClosed;

    /// <param name="path">As the user gave it.</param>
    /// <param name="mark">The text that identifies an existing file as ours.</param>
    /// <param name="makesFolder">Whether to create a missing folder.</param>
    /// <param name="isSpooled">Whether output to a device is buffered in a file first, so that <see cref="Patch"/>
    /// works.</param>
    /// <param name="replaces">Whether any existing file may be replaced, because the user confirmed it or the folder is
    /// our own.</param>
    /// <exception cref="UserErrorException">The file cannot be created, or must not be replaced.</exception>
    public OutputFile(
        string path, string mark = OwnMark.Text, bool makesFolder = false, bool isSpooled = false, bool replaces = false)
    {
        (Path, _mark, _isSpooled) = (path, mark, isSpooled);
        PartialPath = "";
        try
        {
            if (Directory.Exists(path))
                throw new IOException("it is a folder");
            if (makesFolder)
                Directory.CreateDirectory(FolderOf(path));
            _isStream = IsStream(path);
            _target = _isStream ? path : TargetOf(path);
            CommandFiles.Write(_target);
            if (!replaces)
                RequireReplaceable(path, mark);
            if (!_isStream)
                _stream = OpenPartial(_target);
            else if (_isSpooled)
                _stream = OpenPartial(System.IO.Path.Combine(
                    System.IO.Path.GetTempPath(), $"neurolab-{Environment.ProcessId}-{System.IO.Path.GetFileName(path)}"));
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw CannotWrite(path, e);
        }
    }

    /// <summary>As the user gave it.</summary>
    public string Path { get; }

    /// <summary>The path until <see cref="Commit"/>; empty for unbuffered output to a device.</summary>
    public string PartialPath { get; private set; }

    /// <summary>Bytes passed to <see cref="Write(ReadOnlySpan{byte})"/>.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Opens the output that the command reserved under this name, or a new one.</summary>
    /// <exception cref="UserErrorException">The file cannot be created, or must not be replaced.</exception>
    public static OutputFile Open(
        string path, string mark = OwnMark.Text, bool makesFolder = false, bool isSpooled = false) =>
        CommandFiles.TakeClaimed(path) ?? new OutputFile(path, mark, makesFolder, isSpooled);

    /// <summary>Writes a whole file. Blocks.</summary>
    /// <exception cref="UserErrorException">It cannot be written or must not be replaced; the existing file is
    /// unchanged.</exception>
    public static void Replace(string path, Action<Stream> write, string mark = OwnMark.Text, bool replaces = false)
    {
        using var file = CommandFiles.TakeClaimed(path) ?? new OutputFile(path, mark, replaces: replaces);
        try
        {
            write(file.Content);
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw CannotWrite(path, e);
        }
        file.Commit();
    }

    /// <summary>Throws if the file was not written by this program, unless the user asked to replace it.</summary>
    /// <exception cref="UserErrorException">It would be replaced.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static void RequireReplaceable(string path, string mark = OwnMark.Text)
    {
        if (CommandFiles.Current is { Replaces: true } || Objection(path, mark) is not { } objection)
            return;
        var remedy = CommandFiles.Current is null ? "move that file away" : "replace it with --force";
        throw new UserErrorException($"{path}: {objection}; choose another name, or {remedy}");
    }

    /// <summary>Why the existing file should not be replaced without asking; null if it may be.</summary>
    /// <param name="mark">The text that identifies an existing file as ours.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? Objection(string path, string mark = OwnMark.Text)
    {
        if (IsStream(path) || !File.Exists(path = TargetOf(path)))
            return null;
        if (FileStatus.Of(path) is { IsProtected: true } || (OperatingSystem.IsWindows() && new FileInfo(path).IsReadOnly))
            return "is there and write-protected";
        return OwnMark.IsOn(path, mark) ? null : "is there and was not made by this program";
    }

    /// <summary>
    /// Whether a file of this name can be written without losing anything: an existing one is ours, and no input of the
    /// command.
    /// </summary>
    public static bool IsFree(string path, string mark)
    {
        try
        {
            return Objection(path, mark) is null && !CommandFiles.Reads(path);
        }
        catch (Exception e) when (IsFileError(e))
        {
            return false;
        }
    }

    public static string PartialNameOf(string path) =>
        System.IO.Path.ChangeExtension(path, ".partial" + System.IO.Path.GetExtension(path));

    public static bool IsFileError(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    public static UserErrorException CannotWrite(string path, Exception e) =>
        new($"{path}: cannot be written ({Cause(e)}); choose another place or make room there", e);

    /// <summary>The cause of an error, in words that contain neither the path nor a temporary one.</summary>
    public static string Cause(Exception e)
    {
        var line = e.Message.ReplaceLineEndings("\n").Split('\n')[0];
        var cut = line.IndexOf(" '", StringComparison.Ordinal);
        return e switch
        {
            UnauthorizedAccessException => "permission denied",
            DirectoryNotFoundException => "its folder does not exist",
            _ => (cut < 0 ? line : line[..cut]).TrimEnd('.', ' ', ':'),
        };
    }

    /// <summary>The file as a stream, for writers that need one; its exceptions are not converted.</summary>
    public Stream Content => _stream ??= OpenDevice(Path);

    /// <exception cref="UserErrorException">The disk is full or gone.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Content.Write(bytes);
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw CannotWrite(Path, e);
        }
        BytesWritten += bytes.Length;
    }

    /// <summary>Appends a line of text, in UTF-8.</summary>
    /// <exception cref="UserErrorException">The disk is full or gone.</exception>
    public void WriteLine(ReadOnlySpan<char> line)
    {
        Span<byte> bytes = stackalloc byte[Math.Min(1024, Encoding.UTF8.GetMaxByteCount(line.Length) + 1)];
        if (Encoding.UTF8.TryGetBytes(line, bytes[..^1], out var length))
        {
            bytes[length] = (byte)'\n';
            Write(bytes[..(length + 1)]);
            return;
        }
        Write(Encoding.UTF8.GetBytes([.. line, '\n']));
    }

    /// <summary>Overwrites bytes already written, for sizes known only at the end.</summary>
    public void Patch(long position, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var stream = Content;
            stream.Position = position;
            stream.Write(bytes);
            stream.Position = BytesWritten;
        }
        catch (IOException e)
        {
            throw CannotWrite(Path, e);
        }
    }

    /// <summary>Closes the file and renames it to its final name, replacing an older file.</summary>
    /// <exception cref="UserErrorException">The rest cannot be written; the existing file is unchanged.</exception>
    public void Commit()
    {
        try
        {
            Content.Flush();
            if (_isStream)
                HandOver();
            else
                Rename();
            _stream!.Dispose();
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw CannotWrite(Path, e);
        }
        _isClosed = true;
    }

    /// <summary>Closes the file and leaves it under <see cref="PartialPath"/>.</summary>
    public void Abandon()
    {
        _isClosed = true;
        Close();
    }

    public void Dispose()
    {
        if (_isClosed)
            return;
        Abandon();
        if (PartialPath.Length > 0)
            TryDelete(PartialPath);
    }

    /// <summary>Deletes a file if possible: failing to is no reason to fail an abort.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (IsFileError(e))
        {
        }
    }

    // What the shell has opened for us is a stream too: it would not see a file that replaces it.
    public static bool IsStream(string path) =>
        FileStatus.Of(path) is { IsStream: true }
        || (!OperatingSystem.IsWindows() && (path is "/dev/stdout" or "/dev/stderr"
            || path.StartsWith("/dev/fd/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal)));

    private static string TargetOf(string path)
    {
        // .NET does not resolve a chain of links whose final target does not exist yet.
        const int MaxLinks = 40;
        for (var links = 0; new FileInfo(path).LinkTarget is { } next; links++)
        {
            if (links == MaxLinks)
                throw new IOException("too many links lead from one to the next");
            path = System.IO.Path.Combine(FolderOf(path), next);
        }
        return path;
    }

    private static string FolderOf(string path) => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;

    // Opening a pipe blocks until it has a reader.
    private static FileStream OpenDevice(string path)
    {
        var opening = Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1));
        try
        {
            opening.Wait(CommandFiles.Current?.Interruption ?? CancellationToken.None);
        }
        catch (AggregateException e)
        {
            throw new IOException(e.InnerException!.Message, e.InnerException);
        }
        if (opening.Result.CanSeek)
            opening.Result.Seek(0, SeekOrigin.End);
        return opening.Result;
    }

    // The lock ends with the process, so the leftover of a killed one is replaced, unless another user owns it.
    private FileStream OpenPartial(string target)
    {
        for (var number = 1; ; number++)
        {
            var name = number == 1 ? PartialNameOf(target) : PartialNameOf(System.IO.Path.ChangeExtension(target, $"{number}{System.IO.Path.GetExtension(target)}"));
            FileStream stream;
            try
            {
                stream = new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.ReadWrite : FileShare.None, BufferSize);
            }
            catch (IOException e) when (IsLocked(e))
            {
                throw new UserErrorException($"{Path}: is being written already, by this command or another; give it another name", e);
            }
            // Its writer may have finished and renamed it between our two calls.
            if (!File.Exists(name))
                number--;
            else if (OwnMark.IsOn(stream, _mark))
            {
                if (stream.Length == 0 || OperatingSystem.IsWindows())
                {
                    stream.SetLength(0);
                    PartialPath = name;
                    return stream;
                }
                // Not emptied: the killed process' encoder may still be writing to it.
                File.Delete(name);
                number--;
            }
            stream.Dispose();
        }
    }

    // EWOULDBLOCK on Linux and on macOS.
    private static bool IsLocked(IOException e) => e.HResult is 11 or 35;

    private void Rename()
    {
        if (!OperatingSystem.IsWindows() && File.Exists(_target))
        {
            if (OperatingSystem.IsLinux())
                FileStatus.Of(_target)?.ApplyOwnerTo(PartialPath);
            File.SetUnixFileMode(PartialPath, File.GetUnixFileMode(_target));
        }
        // Locked until it is renamed; Windows renames closed files only.
        if (OperatingSystem.IsWindows())
            _stream!.Dispose();
        File.Move(PartialPath, _target, overwrite: true);
    }

    private void HandOver()
    {
        if (!_isSpooled)
            return;
        // The partial file is locked, and may no longer be the one that was opened: an encoder's copy can replace it.
        _stream!.Dispose();
        using (var device = OpenDevice(Path))
        using (FileStream spooled = new(PartialPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            spooled.CopyTo(device);
        TryDelete(PartialPath);
    }

    private void Close()
    {
        try
        {
            _stream?.Dispose();
        }
        catch (IOException)
        {
            // On a full disk the last flush fails too; the file is deleted all the same.
        }
    }
}
