using System.IO.Compression;
using CsCheck;
using NeuroLab.Datasets;
using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Datasets;

/// <summary>Whatever befalls a good file, reading it gives a result or one line for the user, and never another exception.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data.csv")]
    [InlineData("data.npz")]
    [InlineData("deflated.npz")]
    [InlineData("data.safetensors")]
    [InlineData("my-images-idx3-ubyte")]
    [InlineData("my-images-idx3-ubyte.gz")]
    public void Cuts_and_flipped_bits_never_surprise(string file)
    {
        var good = GoodFile(file);
        _folder.Write("my-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 3, 1]);
        var path = _folder.Write(file, good);
        Assert.Equal(2, DatasetFile.Load(path).Count);
        var refused = 0;
        Gen.Select(Gen.Int[0, good.Length], Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Array[0, 4]).Sample((length, flips) =>
        {
            byte[] bad = [.. good];
            foreach ((var at, var bits) in flips) bad[at] ^= bits;
            File.WriteAllBytes(path, flips.Length > 0 ? bad : bad[..length]);
            try
            {
                DatasetFile.Load(path);
            }
            catch (UserErrorException e)
            {
                Assert.StartsWith(_folder[""], e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
                refused++;
            }
        }, iter: 400, threads: 1);
        Assert.True(refused > 20, $"only {refused} of 400 damaged files were refused");
    }

    private byte[] GoodFile(string file)
    {
        var path = _folder[file];
        byte[] images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 255];
        switch (file)
        {
            case "data.csv":
                return "first,second,kind\r\n1,2.5,\"a\"\r\n3,-4e2,\"b, c\"\r\n"u8.ToArray();
            case "data.safetensors":
                SafetensorsFile.Write(path, [new("x", [1, 2, 3, 4], 2, 2), new("y", [5, 6], 2)]);
                return File.ReadAllBytes(path);
            case "data.npz":
                NpzFile.Write(path, ("x", new NpyArray(new float[] { 1, 2, 3, 4 }, 2, 2)), ("y", new NpyArray(new long[] { 0, 1 }, 2)));
                return File.ReadAllBytes(path);
            case "deflated.npz":
                return Deflated(GoodFile("data.npz"));
            case "my-images-idx3-ubyte":
                return images;
            default:
                var zipped = new MemoryStream();
                using (var stream = new GZipStream(zipped, CompressionMode.Compress)) stream.Write(images);
                return zipped.ToArray();
        }
    }

    private static byte[] Deflated(byte[] stored)
    {
        var result = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(stored)))
        using (var target = new ZipArchive(result, ZipArchiveMode.Create))
        {
            foreach (var entry in source.Entries)
            {
                using Stream from = entry.Open(), to = target.CreateEntry(entry.FullName, CompressionLevel.Optimal).Open();
                from.CopyTo(to);
            }
        }
        return result.ToArray();
    }
}
