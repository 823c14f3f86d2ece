using System.IO.Compression;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets.Weights;

/// <summary>
/// What torch.save writes: a ZIP archive with a pickle, <c>NAME/data.pkl</c>, and the elements of each storage in
/// <c>NAME/data/KEY</c>. Read is a state dict, or a checkpoint with state dicts in it.
/// </summary>
internal static class PyTorchFile
{
    private const string Remedy = "copy or save the file again";

    // Tensors may share a storage, as tied weights do; a file of a few bytes cannot ask for gigabytes by that.
    private const long MaxShared = 16 << 20;
    private const int MaxShown = 80;

    /// <summary>Whether it is a bare pickle, as torch.save wrote before version 1.6.</summary>
    public static bool IsLegacy(WeightsHead head) => head.Start is [0x80, > 0 and < 6, ..];

    /// <summary>Reads the state dict. Blocks.</summary>
    /// <exception cref="UserErrorException">The file is missing or damaged, or holds other objects than tensors,
    /// numbers and texts.</exception>
    public static StoredWeights Read(string path)
    {
        using var stream = UserFile.OpenRead(path);
        if (stream.ReadByte() != 'P' || stream.ReadByte() != 'K')
        {
            stream.Position = 0;
            throw new UserErrorException(stream.ReadByte() == 0x80
                ? $"{path}: is a bare pickle, as torch.save wrote before version 1.6; load it there, and save model.state_dict() again"
                : $"{path}: is no archive of torch.save; save model.state_dict() with torch.save");
        }
        stream.Position = 0;
        StoredWeights? weights = null;
        UserFile.Read(path, () =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            weights = Read(archive, stream.Length, path);
        });
        return weights!;
    }

    /// <summary>A name from a file for a message: short, and without control characters.</summary>
    internal static string Shown(string name)
    {
        var clean = string.Concat(name.Take(MaxShown).Select(one => char.IsControl(one) || char.IsSurrogate(one) ? '?' : one));
        return name.Length > MaxShown ? clean + "…" : clean;
    }

    private static StoredWeights Read(ZipArchive archive, long length, string path)
    {
        var entries = new Dictionary<string, ZipArchiveEntry>();
        foreach (var entry in archive.Entries)
        {
            if (entry.FullName.Split('/', '\\') is var parts && (parts.Contains("..") || entry.FullName.StartsWith('/')))
                throw new UserErrorException($"{path}: holds the path {Shown(entry.FullName)}, which leads out of the archive; {Remedy}");
            if (!entries.TryAdd(entry.FullName, entry))
                throw new UserErrorException($"{path}: {Shown(entry.FullName)} occurs twice; {Remedy}");
        }
        if (entries.Keys.Where(name => name.EndsWith("data.pkl", StringComparison.Ordinal)).ToList() is not [var pickle])
            throw new UserErrorException($"{path}: holds no data.pkl, or several; save model.state_dict() with torch.save");
        var root = pickle[..^"data.pkl".Length];
        if (entries.ContainsKey(root + "constants.pkl"))
            throw new UserErrorException($"{path}: is a TorchScript program; save its state_dict() with torch.save");
        if (entries.TryGetValue(root + "byteorder", out var order) && Content(order, length, path).AsSpan().SequenceEqual("big"u8))
            throw new UserErrorException($"{path}: was saved with the most significant byte first; save it again on a common computer");

        var (tensors, part) = StateDict(PickleReader.Read(Content(entries[pickle], length, path), path), path);
        var storages = new Dictionary<string, byte[]>();
        var total = 0L;
        foreach (var (name, tensor) in tensors)
        {
            total += tensor.Shape.Aggregate(1L, (product, extent) => product * extent);
            if (total > MaxShared && total > length)
                throw new UserErrorException($"{path}: its tensors share storages until they are larger than the file; save them as copies");
            if (storages.ContainsKey(tensor.Storage.Key))
                continue;
            // A key is a number: it names an entry, and never a file.
            if (!tensor.Storage.Key.All(char.IsAsciiDigit) || !entries.TryGetValue($"{root}data/{tensor.Storage.Key}", out var data))
                throw new UserErrorException($"{path}: the storage {Shown(tensor.Storage.Key)} of {Shown(name)} is not in the archive; {Remedy}");
            storages[tensor.Storage.Key] = Content(data, length, path);
        }
        return new StoredWeights([.. tensors.Select(each => Decode(each.Name, each.Tensor, storages[each.Tensor.Storage.Key], path))]) { KeepsOrder = true, Part = part };
    }

    // torch.save compresses nothing, so that an entry is never larger than the file.
    private static byte[] Content(ZipArchiveEntry entry, long length, string path)
    {
        var name = Shown(entry.FullName);
        if (entry.IsEncrypted || entry.Length != entry.CompressedLength || entry.Length > length)
            throw new UserErrorException($"{path}: {name} is compressed or encrypted ({entry.Length} bytes from {entry.CompressedLength}), as torch.save writes none; save it again with torch.save");
        var bytes = new byte[entry.Length];
        using var content = new Crc32Stream(entry.Open());
        content.ReadExactly(bytes);
        return content.Crc == entry.Crc32 ? bytes : throw new UserErrorException($"{path}: {name} is damaged (its checksum does not match); {Remedy}");
    }

    // The state dict itself, or the one in a checkpoint; of several each with its name as a prefix.
    private static (List<(string Name, PickleTensor Tensor)> Tensors, string? Part) StateDict(object? value, string path)
    {
        if (value is not PickleDictionary root)
            throw new UserErrorException($"{path}: holds {Kind(value)} instead of named tensors; save model.state_dict()");
        if (root.Items.Any(item => item.Value is PickleTensor))
            return (TensorsOf(root, ""), PassedOver(root, item => item.Value is not PickleTensor, ""));
        var parts = root.Items.Where(item => item.Value is PickleDictionary inner && inner.Items.Any(one => one.Value is PickleTensor)).ToList();
        if (parts.Count == 0)
            throw new UserErrorException($"{path}: holds no tensors with names{(root.Items.Count == 0 ? "" : $" (only {string.Join(", ", root.Items.Take(8).Select(item => Shown($"{item.Key}")))})")}; save model.state_dict()");
        var rest = PassedOver(root, item => !parts.Contains(item), $"from {string.Join(", ", parts.Select(part => Shown($"{part.Key}")))}");
        return parts is [var only]
            ? (TensorsOf((PickleDictionary)only.Value!, ""), rest)
            : ([.. parts.SelectMany(part => TensorsOf((PickleDictionary)part.Value!, $"{part.Key}."))], rest);
    }

    private static List<(string, PickleTensor)> TensorsOf(PickleDictionary dictionary, string prefix) =>
        [.. dictionary.Items.Where(item => item.Value is PickleTensor).Select(item => ($"{prefix}{item.Key}", (PickleTensor)item.Value!))];

    private static string? PassedOver(PickleDictionary dictionary, Func<KeyValuePair<object, object?>, bool> isPassed, string from)
    {
        var passed = dictionary.Items.Where(isPassed).Select(item => Shown($"{item.Key}")).ToList();
        string[] parts = [from, passed.Count == 0 ? "" : $"passed over: {string.Join(", ", passed.Take(8))}{(passed.Count > 8 ? ", …" : "")}"];
        return string.Join("; ", parts.Where(part => part.Length > 0)) is { Length: > 0 } text ? text : null;
    }

    private static string Kind(object? value) => value switch
    {
        PickleTensor => "a single tensor",
        List<object?> or object?[] => "a list",
        null => "None",
        _ => "a single value",
    };

    private static SafetensorsTensor Decode(string name, PickleTensor tensor, byte[] storage, string path)
    {
        var size = SafetensorsFile.ElementSize(tensor.Storage.DataType);
        if (tensor.Storage.Count * size != storage.Length)
            throw new UserErrorException($"{path}: the storage of {Shown(name)} has {storage.Length} bytes for {tensor.Storage.Count} numbers; {Remedy}");
        var elements = (int)ArrayConversion.Elements(tensor.Shape);
        var bytes = Gather(tensor, storage, size, elements);
        return new SafetensorsTensor(name, tensor.Storage.DataType, tensor.Shape, SafetensorsFile.Elements(tensor.Storage.DataType, bytes));
    }

    // A view may be transposed: row-major elements.
    private static ReadOnlySpan<byte> Gather(PickleTensor tensor, byte[] storage, int size, int elements)
    {
        var isRowMajor = true;
        long step = 1;
        for (var axis = tensor.Shape.Length - 1; axis >= 0; step *= tensor.Shape[axis], axis--)
            isRowMajor &= tensor.Shape[axis] == 1 || tensor.Strides[axis] == step;
        if (isRowMajor || elements == 0)
            return elements == 0 ? [] : storage.AsSpan((int)tensor.Offset * size, elements * size);
        var bytes = new byte[elements * size];
        var index = new int[tensor.Shape.Length];
        for (var i = 0; i < elements; i++)
        {
            var from = tensor.Offset;
            for (var axis = 0; axis < index.Length; axis++)
                from += index[axis] * tensor.Strides[axis];
            storage.AsSpan((int)from * size, size).CopyTo(bytes.AsSpan(i * size));
            for (var axis = index.Length - 1; axis >= 0 && ++index[axis] == tensor.Shape[axis]; axis--)
                index[axis] = 0;
        }
        return bytes;
    }
}
