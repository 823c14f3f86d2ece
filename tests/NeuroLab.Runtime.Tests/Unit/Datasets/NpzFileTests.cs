using System.IO.Compression;
using System.Text;
using CsCheck;
using NeuroLab.Datasets;

namespace NeuroLab.Runtime.Tests.Unit.Datasets;

public sealed class NpzFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder["data.npz"];

    /// <summary>An archive with hand-made entries.</summary>
    private string Zip(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var archive = new ZipArchive(File.Create(Path), ZipArchiveMode.Create);
        foreach ((var name, var content) in entries)
        {
            using var stream = archive.CreateEntry(name, level).Open();
            stream.Write(content);
        }
        return Path;
    }

    private static byte[] Npy(string header, params byte[] data) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)(header.Length + 1), 0, .. Encoding.ASCII.GetBytes(header + "\n"), .. data];

    private string Error(params byte[] npy)
    {
        Zip(CompressionLevel.NoCompression, ("x.npy", npy));
        return TemporaryFolder.Error(() => NpzFile.Read(Path));
    }

    /// <summary>
    /// Written by CPython's zipfile with numpy's header text: x float64 in column-major order, deflated; y int64, stored.
    /// </summary>
    [Fact]
    public void An_archive_from_python_is_read()
    {
        File.WriteAllBytes(Path, Convert.FromBase64String(
            "UEsDBC0AAAAIAAAAIQDLvvE///////////8FABQAeC5ucHkBABAAsAAAAAAAAABaAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqGuo6Ce"
            + "ll9UUpSYF59flJIKEg8pKk0FChdnJBakArkaxjoKRpo6CrUK5AMuBjD4YA+hGRwgFAeUVoHSJhC6wc4BAFBLAwQtAAAAAAAAACEAihrOE///////"
            + "////BQAUAHkubnB5AQAQAJgAAAAAAAAAmAAAAAAAAACTTlVNUFkBAHYAeydkZXNjcic6ICc8aTgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAn"
            + "c2hhcGUnOiAoMywpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgCgIAAAAAAAAA"
            + "AAAAAAAAAAABAAAAAAAAAFBLAQItAy0AAAAIAAAAIQDLvvE/WgAAALAAAAAFAAAAAAAAAAAAAACAAQAAAAB4Lm5weVBLAQItAy0AAAAAAAAAIQCK"
            + "Gs4TmAAAAJgAAAAFAAAAAAAAAAAAAACAAZEAAAB5Lm5weVBLBQYAAAAAAgACAGYAAABgAQAAAAA="));
        var arrays = NpzFile.Read(Path);
        Assert.Equal([3, 2], arrays["x"].Shape);
        Assert.Equal(new double[] { 1, 10, 2, 20, 3, 30.5 }, (double[])arrays["x"].Data);
        var data = DatasetFile.Load(Path);
        Assert.Equal([1, 10, 2, 20, 3, 30.5f], data.Inputs);
        Assert.Equal([2, 0, 1], data.Labels!);
        Assert.Equal([2, 0, 1], data.Values!);
        Assert.Equal(["0", "1", "2"], data.ClassNames);
    }

    [Theory]
    [InlineData("<i4", new byte[] { 255, 255, 255, 255, 2, 0, 0, 0 }, new float[] { -1, 2 })]
    [InlineData("<u4", new byte[] { 1, 0, 0, 128, 2, 0, 0, 0 }, new float[] { 2147483649, 2 })]
    [InlineData("<i2", new byte[] { 254, 255, 2, 0 }, new float[] { -2, 2 })]
    [InlineData("<u2", new byte[] { 254, 255, 2, 0 }, new float[] { 65534, 2 })]
    [InlineData("|i1", new byte[] { 255, 2 }, new float[] { -1, 2 })]
    [InlineData("|u1", new byte[] { 255, 2 }, new float[] { 255, 2 })]
    [InlineData("|b1", new byte[] { 1, 0 }, new float[] { 1, 0 })]
    [InlineData("<f2", new byte[] { 0, 0x3C, 0, 0xC0 }, new float[] { 1, -2 })]
    [InlineData("<f4", new byte[] { 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0 }, new float[] { 1, -2 })]
    [InlineData("<u8", new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0 }, new float[] { 3, 4 })]
    public void Element_types_of_numpy_are_read(string type, byte[] bytes, float[] expected)
    {
        Zip(CompressionLevel.Optimal, ("a.npy", Npy($"{{'descr': '{type}', 'fortran_order': False, 'shape': (2,), }}", bytes)));
        Assert.Equal(expected, NpzFile.Read(Path)["a"].ToFloats());
    }

    [Fact]
    public void A_written_array_has_numpys_layout()
    {
        NpzFile.Write(Path, ("w", new NpyArray(new float[] { 1, 2, 3, 4, 5, 6 }, 2, 3)), ("v", new NpyArray(new[] { 7L }, 1)), ("s", new NpyArray(new[] { 0.5 })));
        using var archive = ZipFile.OpenRead(Path);
        Assert.Equal(["w.npy", "v.npy", "s.npy"], archive.Entries.Select(entry => entry.FullName));
        var content = new MemoryStream();
        archive.Entries[0].Open().CopyTo(content);
        var bytes = content.ToArray();
        Assert.Equal(128 + 24, bytes.Length);
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0], bytes[..10]);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".PadRight(117) + "\n", Encoding.ASCII.GetString(bytes, 10, 118));
        Assert.Equal([0, 0, 0x80, 0x3F], bytes[128..132]);
        Assert.Contains("'shape': (1,), }", Header(1), StringComparison.Ordinal);
        Assert.Contains("'shape': (), }", Header(2), StringComparison.Ordinal);

        string Header(int entry)
        {
            using var reader = new StreamReader(archive.Entries[entry].Open(), Encoding.Latin1);
            return reader.ReadToEnd();
        }
    }

    [Fact]
    public void Equal_arrays_give_equal_bytes()
    {
        NpzFile.Write(Path, ("w", new NpyArray(new float[] { 1, 2 }, 2)));
        var first = File.ReadAllBytes(Path);
        NpzFile.Write(Path, ("w", new NpyArray(new float[] { 1, 2 }, 2)));
        Assert.Equal(first, File.ReadAllBytes(Path));
        Assert.Equal([Path], Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Fact]
    public void Arrays_survive_a_round_trip() =>
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7], Gen.Float.Array[49], Gen.Double.Array[49], Gen.Long.Array[49]).Sample((rows, columns, floats, doubles, longs) =>
        {
            var n = rows * columns;
            NpzFile.Write(Path, ("f", new NpyArray(floats[..n], rows, columns)), ("d", new NpyArray(doubles[..n], n)), ("l", new NpyArray(longs[..n], columns, rows)));
            var read = NpzFile.Read(Path);
            Assert.Equal([rows, columns], read["f"].Shape);
            Assert.Equal(floats[..n], (float[])read["f"].Data);
            Assert.Equal(doubles[..n], (double[])read["d"].Data);
            Assert.Equal(longs[..n], (long[])read["l"].Data);
        }, iter: 100, threads: 1);

    [Fact]
    public void Damage_is_named_by_array()
    {
        const string Good = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }";
        Assert.Equal($"{Path}: array x: is not an NPY array (wrong magic bytes); save it again with numpy.savez", Error("no array at all"u8.ToArray()));
        Assert.Equal($"{Path}: array x: is too short for an NPY array; save it again with numpy.savez", Error(1, 2));
        Assert.Equal($"{Path}: array x: its shape (1,) does not fit 3 bytes of data; save it again with numpy.savez", Error(Npy(Good, 1, 2, 3)));
        Assert.Equal($"{Path}: array x: its NPY header cannot be understood; save it again with numpy.savez as a plain array of numbers",
            Error(Npy(Good.Replace("1,", "99999999999,", StringComparison.Ordinal), 1, 2, 3, 4)));
        Assert.Equal($"{Path}: array x: its shape (2000000000, 2000000000) does not fit 4 bytes of data; save it again with numpy.savez",
            Error(Npy(Good.Replace("1,", "2000000000, 2000000000", StringComparison.Ordinal), 1, 2, 3, 4)));
        Assert.Equal($"{Path}: array x: is stored big-endian ('>f4'); save it again after astype('<f4')", Error(Npy(Good.Replace('<', '>'), 1, 2, 3, 4)));
        Assert.Equal($"{Path}: array x: holds Python objects ('|O'), as lists of unequal length or mixed types become; save rows of equal length, all numbers",
            Error(Npy(Good.Replace("<f4", "|O", StringComparison.Ordinal), 1, 2, 3, 4)));
        Assert.Equal($"{Path}: array x: holds text ('<U1'); number the texts, for example with numpy.unique(…, return_inverse=True)[1]",
            Error(Npy(Good.Replace("<f4", "<U1", StringComparison.Ordinal), 1, 2, 3, 4)));
        Assert.Equal($"{Path}: array x: holds elements of type '<c8'; save it as float32 or int64",
            Error(Npy(Good.Replace("<f4", "<c8", StringComparison.Ordinal), 1, 2, 3, 4)));
        Assert.Equal($"{Path}: array x: its header claims 4294967295 bytes, more than there are; save it again with numpy.savez",
            Error([0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255]));
    }

    [Fact]
    public void Shapes_of_python_2_are_read()
    {
        Zip(CompressionLevel.NoCompression, ("x.npy", Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1L, 2L), }", 7, 9)));
        Assert.Equal([1, 2], NpzFile.Read(Path)["x"].Shape);
    }

    [Fact]
    public void A_damaged_archive_is_refused()
    {
        NpzFile.Write(Path, ("x", new NpyArray(new float[] { 1, 2, 3, 4 }, 4)));
        var good = File.ReadAllBytes(Path);
        var data = good.AsSpan().IndexOf("NUMPY"u8) + 130;
        byte[] flipped = [.. good];
        flipped[data] ^= 1;
        File.WriteAllBytes(Path, flipped);
        Assert.Equal($"{Path}: array x: is damaged (its checksum does not match); copy or save the file again", TemporaryFolder.Error(() => NpzFile.Read(Path)));
        File.WriteAllBytes(Path, good[..^30]);
        Assert.StartsWith($"{Path}: is damaged (", TemporaryFolder.Error(() => NpzFile.Read(Path)), StringComparison.Ordinal);
        File.WriteAllText(Path, "plain text");
        Assert.Equal($"{Path}: is not an NPZ archive (wrong magic bytes); save it with numpy.savez", TemporaryFolder.Error(() => NpzFile.Read(Path)));
    }
}
