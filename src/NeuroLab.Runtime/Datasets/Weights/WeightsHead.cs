using System.IO.Compression;

namespace NeuroLab.Datasets.Weights;

/// <summary>The beginning of a file and, of a ZIP archive, the names in it: what its format is recognized by.</summary>
/// <param name="Start">At most <see cref="Length"/> bytes.</param>
/// <param name="Entries">Empty if it is no archive.</param>
internal sealed record WeightsHead(byte[] Start, IReadOnlyList<string> Entries)
{
    private const int Length = 64;

    /// <summary>Whether the file begins with these bytes.</summary>
    public bool StartsWith(ReadOnlySpan<byte> bytes) => Start.AsSpan().StartsWith(bytes);

    /// <summary>Reads the head of a file. Blocks.</summary>
    /// <exception cref="Numerics.UserErrorException">It cannot be opened, or is empty.</exception>
    public static WeightsHead Of(string path)
    {
        using var stream = UserFile.OpenRead(path);
        var start = new byte[Math.Min(Length, stream.Length)];
        UserFile.Read(path, () => stream.ReadExactly(start));
        var head = new WeightsHead(start, []);
        if (!head.StartsWith("PK\x03\x04"u8))
            return head;
        stream.Position = 0;
        UserFile.Read(path, () =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            head = head with { Entries = [.. archive.Entries.Select(entry => entry.FullName)] };
        });
        return head;
    }
}
