using System.Text;

namespace NeuroLab.Files;

/// <summary>
/// How the program recognizes a file that it wrote: most formats carry <see cref="Text"/> as a comment; tables, which
/// cannot hold one, are recognized by their header, and experiments by a property name that no other file has.
/// </summary>
internal static class OwnMark
{
    /// <summary>The comment in the file.</summary>
    public const string Text = "made with NeuroLab";

    /// <summary>The first property of every experiment file.</summary>
    public const string OfExperiments = "\"neurolab\":";

    // A video's index may precede its comment; an archive's comment is at its end.
    private const int Head = 4 << 20, Tail = 1 << 16;

    /// <summary>Whether the file contains the mark, or nothing that could be lost. Blocks.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to it is denied.</exception>
    public static bool IsOn(string path, string mark)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        return IsOn(file, mark);
    }

    /// <summary>The same for an open file; moves its position.</summary>
    public static bool IsOn(FileStream file, string mark)
    {
        if (file.Length == 0)
            return true;
        var bytes = Encoding.UTF8.GetBytes(mark);
        return Holds(file, 0, Head, bytes) || (file.Length > Head && Holds(file, Math.Max(0, file.Length - Tail), Tail, bytes));
    }

    private static bool Holds(FileStream file, long start, int length, ReadOnlySpan<byte> mark)
    {
        var part = new byte[Math.Min(length, file.Length - start)];
        file.Position = start;
        return part.AsSpan(0, file.ReadAtLeast(part, part.Length, throwOnEndOfStream: false)).IndexOf(mark) >= 0;
    }
}
