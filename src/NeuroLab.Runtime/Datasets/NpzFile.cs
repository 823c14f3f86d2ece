using System.IO.Compression;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>numpy's NPZ archives: a ZIP file with one NPY array per entry, as np.savez and np.load exchange them.</summary>
internal static class NpzFile
{
    /// <summary>
    /// Reads every array. Blocks. Little-endian numbers, row- or column-major, stored or deflated; checksums are
    /// verified.
    /// </summary>
    /// <exception cref="UserErrorException">The file is missing, damaged, or holds arrays that are not
    /// numeric.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path) =>
        Read(path, wanted: null).ToDictionary(array => array.Key, array => array.Value!);

    /// <summary>Reads only the arrays of these names; the others are null, whatever their type.</summary>
    internal static Dictionary<string, NpyArray?> Read(string path, string[]? wanted)
    {
        using var stream = UserFile.OpenRead(path);
        var arrays = new Dictionary<string, NpyArray?>();
        if (stream.ReadByte() != 'P' || stream.ReadByte() != 'K')
            throw new UserErrorException($"{path}: is not an NPZ archive (wrong magic bytes); save it with numpy.savez");
        stream.Position = 0;
        UserFile.Read(path, () =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            foreach (var entry in archive.Entries)
            {
                var name = entry.FullName.EndsWith(".npy", StringComparison.Ordinal) ? entry.FullName[..^4] : entry.FullName;
                var isWanted = wanted?.Contains(name) ?? true;
                if (!arrays.TryAdd(name, isWanted ? ReadEntry(entry, $"{path}: array {name}", stream.Length) : null))
                    throw new UserErrorException($"{path}: array {name} occurs twice; save it again with numpy.savez");
            }
        });
        return arrays;
    }

    /// <summary>
    /// Writes float, double and long arrays atomically, in the given order, uncompressed. Equal arrays give equal
    /// bytes. Blocks.
    /// </summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public static void Write(string path, params (string Name, NpyArray Array)[] arrays) => OutputFile.Replace(path, stream =>
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true) { Comment = OwnMark.Text };
        foreach ((var name, var array) in arrays)
        {
            var entry = archive.CreateEntry($"{name}.npy", CompressionLevel.NoCompression);
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var content = entry.Open();
            NpyFormat.Write(content, array);
        }
    });

    private static NpyArray ReadEntry(ZipArchiveEntry entry, string place, long fileLength)
    {
        if (entry.IsEncrypted)
            throw new UserErrorException($"{place}: is encrypted; save it without a password");
        if (entry.CompressedLength > fileLength || entry.Length > (entry.CompressedLength + 1) * UserFile.MaxDeflateRatio)
            throw new UserErrorException($"{place}: claims {entry.Length} bytes, more than the file can hold; copy or save the file again");
        using var content = new Crc32Stream(entry.Open());
        var array = NpyFormat.Read(content, place, entry.Length);
        if (content.Crc != entry.Crc32)
            throw new UserErrorException($"{place}: is damaged (its checksum does not match); copy or save the file again");
        return array;
    }
}
