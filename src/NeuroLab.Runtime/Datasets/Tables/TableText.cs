using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets.Tables;

/// <summary>
/// The UTF-8 text of a table, plain or gzipped, without the byte order mark and the spreadsheet line <c>sep=;</c>.
/// </summary>
internal sealed class TableText
{
    // Reading bytes is fast compared with parsing them.
    private const double ReadingShare = 0.1;

    private readonly byte[] _file;
    private readonly int _start;

    private TableText(string path, byte[] file, int start, char? delimiter) =>
        (Path, _file, _start, Delimiter) = (path, file, start, delimiter);

    public string Path { get; }

    /// <summary>The delimiter from the line <c>sep=</c>; null without one.</summary>
    public char? Delimiter { get; }

    public ReadOnlySpan<byte> Text => _file.AsSpan(_start);

    /// <summary>Reads a file. Blocks.</summary>
    /// <exception cref="UserErrorException">It is missing, damaged or not UTF-8 text.</exception>
    public static TableText Read(string path)
    {
        var file = UserFile.ReadAllBytes(path, ReadingShare);
        if (file.AsSpan().StartsWith((byte[])[0x1F, 0x8B]))
            file = Unzip(path, file);
        ReadOnlySpan<byte> text = file;
        if (text.StartsWith((byte[])[0xFF, 0xFE]) || text.StartsWith((byte[])[0xFE, 0xFF]))
            throw new UserErrorException($"{path}: is UTF-16 text; save it as UTF-8");
        if (!Utf8.IsValid(text))
            throw new UserErrorException($"{path}: byte {FirstInvalid(text)} is not UTF-8 text; save the table as UTF-8");
        var start = text.StartsWith((byte[])[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        var delimiter = Hint(text[start..], out var length);
        return new TableText(path, file, start + length, delimiter);
    }

    /// <summary>Reports how far the rows are parsed.</summary>
    public void Report(int position) => ReadProgress.Report(ReadingShare + (1 - ReadingShare) * position / _file.Length);

    private static char? Hint(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        var end = text.IndexOfAny((byte)'\r', (byte)'\n');
        var line = (end < 0 ? text : text[..end]).Trim(" \""u8);
        if (line.Length != 5 || !Ascii.EqualsIgnoreCase(line[..4], "sep="u8))
            return null;
        length = Math.Max(end, 0); // keeps the line break, so that row numbers stay the same
        return (char)line[4];
    }

    private static byte[] Unzip(string path, byte[] file)
    {
        using var unzipped = new MemoryStream();
        UserFile.Read(path, () =>
        {
            using var stream = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            var part = new byte[1 << 16];
            while (stream.Read(part) is > 0 and var count)
            {
                if (unzipped.Length + count > Array.MaxLength)
                    throw new UserErrorException($"{path}: is larger than 2 GB when it is unpacked; use a smaller part of it or an .npz file");
                unzipped.Write(part, 0, count);
            }
        });
        // The stream does not detect truncation; the last four bytes of a gzip member are its length. Files may be
        // concatenated.
        var isOne = file.AsSpan(1).IndexOf((byte[])[0x1F, 0x8B, 8]) < 0;
        if (isOne && (file.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(file.Length - 4)) != (uint)unzipped.Length))
            throw new UserErrorException($"{path}: ends too early; copy or save the file again");
        return unzipped.Length > 0 ? unzipped.ToArray()
            : throw new UserErrorException($"{path}: is empty when it is unpacked; save the data again");
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(text[position..], out _, out var length) == System.Buffers.OperationStatus.Done)
            position += length;
        return position;
    }
}
