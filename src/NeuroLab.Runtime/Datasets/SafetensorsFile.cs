using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// The safetensors format: the header's length (8 bytes, little-endian), a JSON header with each tensor's type, shape
/// and offsets, then the elements without gaps.
/// </summary>
internal static class SafetensorsFile
{
    private const int MaxHeaderLength = 100_000_000; // the limit of the reference implementation
    private const string Remedy = "copy or save the file again";

    /// <summary>Reads all tensors, in the order of their offsets. Blocks.</summary>
    /// <exception cref="UserErrorException">The file is missing or damaged.</exception>
    public static IReadOnlyList<SafetensorsTensor> Read(string path) => Read(path, out _);

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="metadata">The texts of the header's <c>__metadata__</c>.</param>
    public static IReadOnlyList<SafetensorsTensor> Read(string path, out IReadOnlyDictionary<string, string> metadata)
    {
        var file = UserFile.ReadAllBytes(path);
        var headerLength = HeaderLength(path, file, file.Length);
        ReadOnlyMemory<byte> header = file.AsMemory(8, headerLength);
        ReadOnlySpan<byte> data = file.AsSpan(8 + headerLength);

        var entries = ParseHeader(path, header, out metadata);
        entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        var tensors = new List<SafetensorsTensor>(entries.Count);
        long position = 0;
        foreach (var entry in entries)
        {
            if (entry.End > data.Length || entry.End < entry.Begin)
                throw new UserErrorException($"{path}: tensor {entry.Name} lies at the bytes {entry.Begin} to {entry.End} of {data.Length}; {Remedy}");
            if (entry.Begin != position)
                throw new UserErrorException(entry.Begin < position
                    ? $"{path}: tensor {entry.Name} overlaps the one before it at byte {entry.Begin}; {Remedy}"
                    : $"{path}: the bytes {position} to {entry.Begin} before tensor {entry.Name} belong to no tensor; {Remedy}");
            tensors.Add(Decode(path, entry, data[(int)entry.Begin..(int)entry.End]));
            position = entry.End;
        }
        if (position != data.Length)
            throw new UserErrorException($"{path}: the last {data.Length - position} bytes belong to no tensor; {Remedy}");
        return tensors;
    }

    /// <summary>Reads the names of the tensors, and nothing behind the header. Blocks.</summary>
    /// <exception cref="UserErrorException">The file is missing, or its header damaged.</exception>
    public static IReadOnlyList<string> ReadNames(string path)
    {
        using var stream = UserFile.OpenRead(path);
        var start = new byte[Math.Min(sizeof(ulong), stream.Length)];
        UserFile.Read(path, () => stream.ReadExactly(start));
        var header = new byte[HeaderLength(path, start, stream.Length)];
        UserFile.Read(path, () => stream.ReadExactly(header));
        return ParseHeader(path, header, out _).ConvertAll(entry => entry.Name);
    }

    /// <summary>Reads all tensors as weights, with the texts saved beside them. Blocks.</summary>
    /// <exception cref="UserErrorException">The file is missing or damaged.</exception>
    public static Weights.StoredWeights ReadWeights(string path)
    {
        var tensors = Read(path, out var metadata);
        // PyTorch's writer sorts the tensors of a type by name.
        var isSorted = tensors.Zip(tensors.Skip(1)).All(pair => string.CompareOrdinal(pair.First.Name, pair.Second.Name) < 0);
        return new Weights.StoredWeights(tensors) { Metadata = metadata, KeepsOrder = !isSorted };
    }

    /// <summary>
    /// Writes float[] tensors as F32 atomically, in the given order. Equal tensors give equal bytes. Blocks.
    /// </summary>
    /// <param name="metadata">Texts to add to the header's <c>__metadata__</c>.</param>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<SafetensorsTensor> tensors, params ReadOnlySpan<(string Name, string Text)> metadata)
    {
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("comment", OwnMark.Text);
            foreach (var (name, text) in metadata)
                json.WriteString(name, text);
            json.WriteEndObject();
            long offset = 0;
            foreach (var tensor in tensors)
            {
                if (tensor.Data is not float[] floats || ArrayConversion.Elements(tensor.Shape) != floats.Length)
                    throw new ArgumentException($"Tensor {tensor.Name} is no float[] of its shape.", nameof(tensors));
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (var extent in tensor.Shape) json.WriteNumberValue(extent);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += floats.Length * 4L);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (header.Length % 8 != 0) header.WriteByte((byte)' '); // the elements start aligned
        OutputFile.Replace(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            header.WriteTo(stream);
            foreach (var tensor in tensors)
                stream.Write(MemoryMarshal.AsBytes<float>((float[])tensor.Data));
        });
    }

    private readonly record struct Entry(string Name, string DataType, int[] Shape, long Begin, long End);

    private static int HeaderLength(string path, ReadOnlySpan<byte> start, long fileLength)
    {
        if (start.Length < sizeof(ulong))
            throw new UserErrorException($"{path}: {fileLength} bytes are too few for a safetensors file; {Remedy}");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > MaxHeaderLength)
            throw new UserErrorException($"{path}: is not a safetensors file (its header would be {length} bytes long); save it with safetensors");
        if (length > (ulong)(fileLength - 8))
            throw new UserErrorException($"{path}: its header claims {length} bytes and the file ends after {fileLength - 8}; {Remedy}");
        return (int)length;
    }

    private static List<Entry> ParseHeader(string path, ReadOnlyMemory<byte> header, out IReadOnlyDictionary<string, string> metadata)
    {
        try
        {
            using var document = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var entries = new List<Entry>();
            var texts = new Dictionary<string, string>();
            metadata = texts;
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__")
                {
                    if (property.Value.ValueKind == JsonValueKind.Object)
                    {
                        foreach (var entry in property.Value.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.String))
                            texts[entry.Name] = entry.Value.GetString()!;
                    }
                    continue;
                }
                var offsets = property.Value.GetProperty("data_offsets");
                int[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())];
                entries.Add(new Entry(property.Name, property.Value.GetProperty("dtype").GetString() ?? "null", shape,
                    offsets[0].GetInt64(), offsets[1].GetInt64()));
            }
            return entries;
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{path}: the header is not valid JSON (at byte {8 + (e.BytePositionInLine ?? 0)}); {Remedy}", e);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new UserErrorException($"{path}: the header does not describe tensors; {Remedy}", e);
        }
    }

    private static SafetensorsTensor Decode(string path, Entry entry, ReadOnlySpan<byte> bytes)
    {
        var size = ElementSize(entry.DataType);
        // A tensor that is not used may have any type.
        if (size == 0)
            return new SafetensorsTensor(entry.Name, entry.DataType, entry.Shape, bytes.ToArray());
        var elements = ArrayConversion.Elements(entry.Shape);
        if (elements < 0 || elements * size != bytes.Length)
            throw new UserErrorException($"{path}: tensor {entry.Name} has the shape [{string.Join(", ", entry.Shape)}] of {entry.DataType} and {bytes.Length} bytes; {Remedy}");
        return new SafetensorsTensor(entry.Name, entry.DataType, entry.Shape, Elements(entry.DataType, bytes));
    }

    /// <summary>Bytes of an element; 0 for a type that is not supported.</summary>
    internal static int ElementSize(string dataType) => dataType switch
    {
        "F64" or "I64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" => 1,
        _ => 0,
    };

    /// <summary>Elements of a supported type from their little-endian bytes.</summary>
    internal static Array Elements(string dataType, ReadOnlySpan<byte> bytes) => dataType switch
    {
        "F64" => MemoryMarshal.Cast<byte, double>(bytes).ToArray(),
        "F32" => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
        "F16" => Convert<Half, float>(bytes, value => (float)value),
        "BF16" => Convert<ushort, float>(bytes, value => BitConverter.UInt32BitsToSingle((uint)value << 16)),
        "I64" => MemoryMarshal.Cast<byte, long>(bytes).ToArray(),
        "I32" => Convert<int, long>(bytes, value => value),
        "U32" => Convert<uint, long>(bytes, value => value),
        "I16" => Convert<short, long>(bytes, value => value),
        "U16" => Convert<ushort, long>(bytes, value => value),
        "I8" => Convert<sbyte, long>(bytes, value => value),
        _ => Convert<byte, long>(bytes, value => value),
    };

    private static TTo[] Convert<TFrom, TTo>(ReadOnlySpan<byte> bytes, Func<TFrom, TTo> convert) where TFrom : unmanaged
    {
        var source = MemoryMarshal.Cast<byte, TFrom>(bytes);
        var target = new TTo[source.Length];
        for (var i = 0; i < target.Length; i++) target[i] = convert(source[i]);
        return target;
    }
}
