using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NeuroLab.Runtime.Tests.Unit.Datasets.Weights;

/// <summary>Writes a pickle instruction by instruction, and the archive that torch.save would put it in.</summary>
internal sealed class Pickle
{
    private readonly MemoryStream _bytes = new();

    public Pickle(byte protocol = 2) => Raw(0x80, protocol);

    public byte[] Bytes => _bytes.ToArray();

    public Pickle Raw(params byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public Pickle Code(string codes) => Raw(Encoding.Latin1.GetBytes(codes));

    public Pickle Global(string module, string name) => Code($"c{module}\n{name}\n");

    public Pickle Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        return Code("X").Raw(length).Raw(bytes);
    }

    public Pickle Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return Code("J").Raw(bytes);
    }

    /// <summary>A tensor in a storage of the archive.</summary>
    public Pickle Tensor(string key, int count, int[] shape, int[] strides, int offset = 0, string storage = "FloatStorage")
    {
        Global("torch._utils", "_rebuild_tensor_v2").Code("((").Text("storage").Global("torch", storage).Text(key).Text("cpu").Number(count).Code("tQ").Number(offset);
        foreach (var extents in (int[][])[shape, strides])
        {
            Code("(");
            foreach (var extent in extents) Number(extent);
            Code("t");
        }
        return Code("\x89").Global("collections", "OrderedDict").Code(")RtR");
    }

    /// <summary>A state dict of one layer, 2→1.</summary>
    public static Pickle Network() => new Pickle().Code("}(").Text("0.weight").Tensor("0", 3, [1, 2], [2, 1]).Text("0.bias").Tensor("0", 3, [1], [1], 2).Code("u.");

    /// <summary>An archive with this pickle and a storage of three numbers: 1, 2, 3.</summary>
    public byte[] Archive(CompressionLevel compression = CompressionLevel.NoCompression, params (string Name, byte[] Content)[] more)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in ((string, byte[])[])[("net/data.pkl", Bytes), ("net/data/0", [0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64]), .. more])
            {
                using var entry = archive.CreateEntry(name, compression).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }
}
