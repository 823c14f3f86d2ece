using NeuroLab.Numerics;

namespace NeuroLab.Recording;

/// <summary>
/// A file that appears under its name only when it is whole: written as <c>name.partial.ext</c> in the same folder,
/// renamed by <see cref="Commit"/>, removed by <see cref="Dispose"/> otherwise. The folder is made when it is missing.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly FileStream _stream;
    private bool _closed;

    /// <exception cref="UserErrorException">The file cannot be created there.</exception>
    public OutputFile(string path)
    {
        Path = path;
        PartialPath = PartialNameOf(path);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            if (Directory.Exists(path))
                throw new IOException("a folder has this name");

            _stream = new FileStream(PartialPath, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw CannotWrite(path, e);
        }
    }

    public string Path { get; }

    public string PartialPath { get; }

    public long BytesWritten { get; private set; }

    public static string PartialNameOf(string path) =>
        System.IO.Path.ChangeExtension(path, ".partial" + System.IO.Path.GetExtension(path));

    public static bool IsFileError(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    public static UserErrorException CannotWrite(string path, Exception e)
    {
        // .NET appends the path it tried, which is our temporary one: the cause alone says more.
        var cut = e.Message.IndexOf(" : '", StringComparison.Ordinal);
        var cause = cut < 0 ? e.Message.TrimEnd('.') : e.Message[..cut];
        return new UserErrorException($"cannot write '{path}': {cause}; choose another place or make room there", e);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
        }
        catch (IOException e)
        {
            throw CannotWrite(Path, e);
        }

        BytesWritten += bytes.Length;
    }

    /// <summary>Writes over bytes already written, for sizes known only at the end.</summary>
    public void Patch(long position, ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Position = position;
            _stream.Write(bytes);
            _stream.Position = BytesWritten;
        }
        catch (IOException e)
        {
            throw CannotWrite(Path, e);
        }
    }

    /// <summary>Closes the file and gives it its name, replacing an older file.</summary>
    public void Commit()
    {
        try
        {
            _stream.Dispose();
            File.Move(PartialPath, Path, overwrite: true);
        }
        catch (Exception e) when (IsFileError(e))
        {
            throw CannotWrite(Path, e);
        }

        _closed = true;
    }

    public void Dispose()
    {
        if (_closed)
            return;

        _closed = true;
        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // On a full disk the last flush fails as well; the file goes away in the next line.
        }

        TryDelete(PartialPath);
    }

    /// <summary>Removes a file as far as the system lets us: leaving it is no reason to fail an abort.</summary>
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
}
