using System.Text;
using CsCheck;
using NeuroLab.Datasets;

namespace NeuroLab.Runtime.Tests.Unit.Datasets;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder["model.safetensors"];

    private IReadOnlyList<SafetensorsTensor> Read(string header, params byte[] data)
    {
        File.WriteAllBytes(Path, [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), .. data]);
        return SafetensorsFile.Read(Path);
    }

    private string Error(string header, params byte[] data) => TemporaryFolder.Error(() => Read(header, data));

    private static string Tensor(string name, string type, string shape, int begin, int end) =>
        $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{shape}],\"data_offsets\":[{begin},{end}]}}";

    [Theory]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0x3F }, 1.5)]
    [InlineData("F32", new byte[] { 0, 0, 0xC0, 0x3F }, 1.5)]
    [InlineData("F16", new byte[] { 0, 0x3E }, 1.5)]
    [InlineData("BF16", new byte[] { 0xC0, 0x3F }, 1.5)]
    [InlineData("I64", new byte[] { 254, 255, 255, 255, 255, 255, 255, 255 }, -2)]
    [InlineData("I32", new byte[] { 254, 255, 255, 255 }, -2)]
    [InlineData("U32", new byte[] { 254, 255, 255, 255 }, 4294967294)]
    [InlineData("I16", new byte[] { 254, 255 }, -2)]
    [InlineData("U16", new byte[] { 254, 255 }, 65534)]
    [InlineData("I8", new byte[] { 254 }, -2)]
    [InlineData("U8", new byte[] { 254 }, 254)]
    [InlineData("BOOL", new byte[] { 1 }, 1)]
    public void Element_types_are_read(string type, byte[] bytes, double expected)
    {
        var tensor = Assert.Single(Read($"{{{Tensor("a", type, "1", 0, bytes.Length)}}}", bytes));
        Assert.Equal(("a", type), (tensor.Name, tensor.DataType));
        Assert.Equal(expected, Convert.ToDouble(tensor.Data.GetValue(0), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((float)expected, tensor.ToFloats()[0]);
    }

    [Fact]
    public void Metadata_padding_and_scalars_are_read()
    {
        var tensors = Read(
            $"{{\"__metadata__\":{{\"format\":\"pt\"}},{Tensor("b", "U8", "2,1", 1, 3)},{Tensor("a", "U8", "", 0, 1)}}}    ", 7, 8, 9);
        Assert.Equal(["a", "b"], tensors.Select(tensor => tensor.Name));
        Assert.Empty(tensors[0].Shape);
        Assert.Equal(new long[] { 8, 9 }, (long[])tensors[1].Data);
    }

    [Fact]
    public void The_layout_that_is_written_is_fixed()
    {
        SafetensorsFile.Write(Path, [new("b", [1f, 2f], 2, 1), new("a", [0.5f], 1)]);
        var header = "{\"__metadata__\":{\"comment\":\"made with NeuroLab\"},\"b\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
        header = header.PadRight((header.Length + 7) / 8 * 8);
        Assert.Equal([.. BitConverter.GetBytes((long)header.Length), .. Encoding.ASCII.GetBytes(header), 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0, 0x3F],
            File.ReadAllBytes(Path));
        Assert.Equal([Path], Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Fact]
    public void Tensors_survive_a_round_trip() =>
        Gen.Select(Gen.String, Gen.Int[0, 6], Gen.Int[0, 6], Gen.Float.Array[36]).Where(tuple => tuple.Item1 is not ("z" or "__metadata__") && !tuple.Item1.Any(char.IsSurrogate))
            .Sample((name, rows, columns, data) =>
        {
            SafetensorsFile.Write(Path, [new(name, data[..(rows * columns)], rows, columns), new("z", data, data.Length)]);
            var read = SafetensorsFile.Read(Path);
            var first = read.Single(tensor => tensor.Name == name);
            Assert.Equal([rows, columns], first.Shape);
            Assert.Equal(data[..(rows * columns)], (float[])first.Data);
            Assert.Equal(data, (float[])read.Single(tensor => tensor.Name == "z").Data);
        }, iter: 200, threads: 1);

    [Fact]
    public void Damage_is_named_by_tensor()
    {
        const string Remedy = "copy or save the file again";
        Assert.Equal($"{Path}: tensor b overlaps the one before it at byte 3; {Remedy}",
            Error($"{{{Tensor("a", "F32", "1", 0, 4)},{Tensor("b", "U8", "2", 3, 5)}}}", 0, 0, 0, 0, 0));
        Assert.Equal($"{Path}: the bytes 4 to 6 before tensor b belong to no tensor; {Remedy}",
            Error($"{{{Tensor("a", "F32", "1", 0, 4)},{Tensor("b", "U8", "2", 6, 8)}}}", 0, 0, 0, 0, 0, 0, 0, 0));
        Assert.Equal($"{Path}: tensor a lies at the bytes 0 to 4 of 3; {Remedy}", Error($"{{{Tensor("a", "F32", "1", 0, 4)}}}", 0, 0, 0));
        Assert.Equal($"{Path}: tensor a lies at the bytes 0 to -4 of 3; {Remedy}", Error($"{{{Tensor("a", "F32", "1", 0, -4)}}}", 0, 0, 0));
        Assert.Equal($"{Path}: the last 2 bytes belong to no tensor; {Remedy}", Error($"{{{Tensor("a", "U8", "1", 0, 1)}}}", 0, 0, 0));
        Assert.Equal($"{Path}: tensor a has the shape [2, 3] of F32 and 4 bytes; {Remedy}", Error($"{{{Tensor("a", "F32", "2,3", 0, 4)}}}", 0, 0, 0, 0));
        Assert.Equal($"{Path}: tensor a has the shape [2000000000, 2000000000, 4] of F32 and 4 bytes; {Remedy}",
            Error($"{{{Tensor("a", "F32", "2000000000,2000000000,4", 0, 4)}}}", 0, 0, 0, 0));
        Assert.Equal($"{Path}: the header is not valid JSON (at byte 13); {Remedy}", Error("{\"a\":!}"));
        Assert.Equal($"{Path}: the header does not describe tensors; {Remedy}", Error("{\"a\":{}}"));
        Assert.Equal($"{Path}: the header does not describe tensors; {Remedy}", Error("[1]"));
        var twice = Tensor("a", "U8", "1", 0, 1);
        Assert.StartsWith($"{Path}: the header is not valid JSON (at byte ", Error($"{{{twice},{twice}}}", 0), StringComparison.Ordinal);
    }

    [Fact]
    public void Absurd_lengths_are_refused_before_anything_is_allocated()
    {
        File.WriteAllBytes(Path, [.. BitConverter.GetBytes(ulong.MaxValue), 0, 0]);
        Assert.Equal($"{Path}: is not a safetensors file (its header would be 18446744073709551615 bytes long); save it with safetensors",
            TemporaryFolder.Error(() => SafetensorsFile.Read(Path)));
        File.WriteAllBytes(Path, [.. BitConverter.GetBytes(90_000_000L), 0, 0]);
        Assert.Equal($"{Path}: its header claims 90000000 bytes and the file ends after 2; copy or save the file again",
            TemporaryFolder.Error(() => SafetensorsFile.Read(Path)));
        File.WriteAllBytes(Path, [1, 2, 3]);
        Assert.Equal($"{Path}: 3 bytes are too few for a safetensors file; copy or save the file again", TemporaryFolder.Error(() => SafetensorsFile.Read(Path)));
    }
}
