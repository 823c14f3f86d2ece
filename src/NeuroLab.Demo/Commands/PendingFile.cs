using NeuroLab.Datasets;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>A text file that appears under its name only when it is whole; disposed before that, it leaves nothing.</summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string _path, _temporary;
    private readonly StreamWriter _writer;
    private bool _isClosed;

    /// <exception cref="UserErrorException">The file cannot be written there.</exception>
    public PendingFile(string path)
    {
        _path = path;
        _temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            if (Directory.Exists(path))
                throw new IOException("it is a folder");
            _writer = new StreamWriter(_temporary);
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            throw CannotWrite(path, exception);
        }
    }

    /// <summary>Fails now where writing would fail later.</summary>
    /// <exception cref="UserErrorException">The file cannot be written there.</exception>
    public static void RequireWritable(string path) => new PendingFile(path).Dispose();

    /// <exception cref="UserErrorException">The line cannot be written, for example because the disk is full.</exception>
    public void WriteLine(ReadOnlySpan<char> line)
    {
        try
        {
            _writer.Write(line);
            _writer.Write('\n');
        }
        catch (IOException exception)
        {
            throw CannotWrite(_path, exception);
        }
    }

    /// <summary>Closes the file and gives it its name, replacing an older one.</summary>
    /// <exception cref="UserErrorException">The rest cannot be written.</exception>
    public void Commit()
    {
        try
        {
            _writer.Dispose();
            File.Move(_temporary, _path, overwrite: true);
            _isClosed = true;
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            throw CannotWrite(_path, exception);
        }
    }

    public void Dispose()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        try
        {
            _writer.Dispose();
        }
        catch (IOException)
        {
            // On a full disk the last flush fails too; the file goes away all the same.
        }
        File.Delete(_temporary);
    }

    private static bool IsFileError(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static UserErrorException CannotWrite(string path, Exception exception) =>
        new($"{path}: cannot be written ({UserFile.Cause(exception)}); choose another place", exception);
}
