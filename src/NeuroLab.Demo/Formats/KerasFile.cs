using System.IO.Compression;
using System.Text;
using System.Text.Json;
using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Formats;

/// <summary>
/// Keras' files: <c>.weights.h5</c>, the <c>.keras</c> archive of one with the model's description, and the whole models of
/// Keras 2 in <c>.h5</c>. Kernels are [inputs, outputs].
/// </summary>
internal static class KerasFile
{
    private const string Inner = "model.weights.h5", Description = "config.json", Remedy = "copy or save the file again";

    /// <summary>The archive, for the table of formats.</summary>
    public static WeightsFormat Archive { get; } = new("Keras", [".keras"], head => head.Entries.Contains(Inner), ReadArchive);

    /// <summary>HDF5 alone, for the table of formats.</summary>
    public static WeightsFormat Hdf5 { get; } = new("Keras HDF5", [".h5", ".hdf5"], head => head.StartsWith([0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10, 26, 10]),
        path => ReadHdf5(path, UserFile.ReadAllBytes(path), null));

    private static StoredWeights ReadArchive(string path)
    {
        using var stream = UserFile.OpenRead(path);
        StoredWeights? weights = null;
        UserFile.Read(path, () =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            var bytes = Content(archive, Inner, path) ?? throw new UserErrorException($"{path}: holds no {Inner}; save the model again with model.save");
            weights = ReadHdf5(path, bytes, Content(archive, Description, path));
        });
        return weights!;
    }

    private static byte[]? Content(ZipArchive archive, string name, string path)
    {
        if (archive.Entries.FirstOrDefault(entry => entry.FullName == name) is not { } entry)
            return null;
        // Keras compresses nothing, so that an entry is never larger than the file.
        if (entry.IsEncrypted || entry.Length != entry.CompressedLength)
            throw new UserErrorException($"{path}: {name} is compressed or encrypted, as Keras writes none; save the model again with model.save");
        var bytes = new byte[entry.Length];
        using var content = new Crc32Stream(entry.Open());
        content.ReadExactly(bytes);
        return content.Crc == entry.Crc32 ? bytes : throw new UserErrorException($"{path}: {name} is damaged (its checksum does not match); {Remedy}");
    }

    private static StoredWeights ReadHdf5(string path, byte[] bytes, byte[]? description)
    {
        try
        {
            var layers = new KerasLayers(new Hdf5File(bytes), path);
            using var config = description is not null ? JsonDocument.Parse(Encoding.UTF8.GetString(description))
                : layers.Description is { } text ? JsonDocument.Parse(text) : null;
            return config is null ? layers.ToWeights() : KerasConfig.Read(config.RootElement, layers, path);
        }
        catch (JsonException error)
        {
            throw new UserErrorException($"{path}: its description of the model is no JSON; {Remedy}", error);
        }
        // A damaged description breaks off anywhere.
        catch (Exception error) when (error is InvalidDataException or ArgumentException or IndexOutOfRangeException)
        {
            throw new UserErrorException($"{path}: cannot be read as HDF5 ({(error is InvalidDataException ? error.Message : "its description breaks off")}); {Remedy}", error);
        }
    }
}
