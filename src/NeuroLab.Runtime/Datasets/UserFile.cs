using System.Buffers;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>Opens files named by the user; errors become one line with the path and the remedy.</summary>
internal static class UserFile
{
    /// <summary>
    /// Maximum compression ratio of deflate: a header that claims more is wrong, and nothing is allocated for it.
    /// </summary>
    public const long MaxDeflateRatio = 1032;

    /// <param name="share">Share of reading in all work on the file, 0…1, for <see cref="ReadProgress"/>.</param>
    public static FileStream OpenRead(string path, double share = 1)
    {
        if (Directory.Exists(path))
            throw new UserErrorException($"{path}: is a folder; name a file in it");
        CommandFiles.Read(path);
        FileStream stream;
        try
        {
            stream = new UserFileStream(path, share);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserErrorException($"{path}: no such file; check the path", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserErrorException($"{path}: may not be read; check the permissions of the file", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new UserErrorException($"{path}: cannot be opened ({OneLine(e)}); check the path", e);
        }
        if (stream.CanSeek && stream.Length > 0)
            return stream;
        stream.Dispose();
        throw new UserErrorException($"{path}: is empty; save the data again");
    }

    public static byte[] ReadAllBytes(string path, double share = 1)
    {
        using var stream = OpenRead(path, share);
        if (stream.Length > Array.MaxLength)
            throw new UserErrorException($"{path}: is larger than 2 GB; use a smaller part of it or an .npz file");
        var bytes = new byte[stream.Length];
        Read(path, () => stream.ReadExactly(bytes));
        return bytes;
    }

    /// <summary>Runs a reader; damage detected by the stream becomes a user error.</summary>
    public static void Read(string path, Action read)
    {
        try
        {
            read();
        }
        catch (EndOfStreamException e)
        {
            throw new UserErrorException($"{path}: ends too early; copy or save the file again", e);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            throw new UserErrorException($"{path}: is damaged ({OneLine(e)}); copy or save the file again", e);
        }
    }

    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\r\n");

    private static string OneLine(Exception e)
    {
        var end = e.Message.AsSpan().IndexOfAny(LineBreaks);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.');
    }
}
