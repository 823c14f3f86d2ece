using System.IO.Compression;
using NeuroLab.Datasets;
using NeuroLab.Losses;

namespace NeuroLab.Runtime.Tests.Unit.Datasets;

public sealed class DatasetFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder["data.npz"];

    private Dataset Load(NpyArray x, NpyArray y)
    {
        NpzFile.Write(Path, ("x", x), ("y", y));
        return DatasetFile.Load(Path);
    }

    private string Error(NpyArray x, NpyArray y) => TemporaryFolder.Error(() => Load(x, y));

    private static NpyArray Floats(int[] shape, params float[] data) => new(data, shape);

    private static NpyArray Longs(int[] shape, params long[] data) => new(data, shape);

    [Fact]
    public void Images_are_flattened_and_indices_are_classes()
    {
        var data = Load(Floats([2, 1, 3], 1, 2, 3, 4, 5, 6), Longs([2], 4, 2));
        Assert.Equal((2, 3, new ImageShape(3, 1)), (data.Count, data.InputCount, data.ImageShape));
        Assert.Equal([4, 2], data.Labels!);
        Assert.Equal(5, data.ClassNames.Length); // an absent class keeps its place
        Assert.Equal([4, 2], data.Values!);
    }

    [Fact]
    public void Fractional_targets_are_values()
    {
        var data = Load(Floats([2], 1, 2), Floats([2, 2], 1, 0, 0, 1));
        Assert.Null(data.Labels);
        Assert.Equal((1, 2), (data.InputCount, data.ValueCount));
    }

    [Fact]
    public void Labels_out_of_range_leave_values_and_the_loss_names_the_sample()
    {
        var data = Load(Floats([2], 1, 2), Longs([2], 0, -1));
        Assert.Null(data.Labels);
        Assert.Equal([0, -1], data.Values!);
        Assert.Equal("data: sample 2 has the target -1, which is not a class number (0 to 1000); number the classes from 0 or choose a regression loss such as mse",
            TemporaryFolder.Error(() => data.EncodeTargets(TargetEncoding.OneHot)));
        Assert.Null(Load(Floats([2], 1, 2), Longs([2], 0, 1001)).Labels);
    }

    [Fact]
    public void Safetensors_hold_data_sets_too()
    {
        SafetensorsFile.Write(_folder["d.safetensors"], [new("x", [1, 2, 3, 4], 2, 2), new("y", [5, 6], 2)]);
        var data = DatasetFile.Load(_folder["d.safetensors"]);
        Assert.Equal([1, 2, 3, 4], data.Inputs);
        Assert.Equal([5, 6], data.Values!);
        SafetensorsFile.Write(_folder["w.safetensors"], [new("0.weight", [1], 1, 1), new("0.bias", [1], 1)]);
        Assert.Equal($"{_folder["w.safetensors"]}: holds no array 'x' (only 0.weight, 0.bias); save the inputs as x and the targets as y",
            TemporaryFolder.Error(() => DatasetFile.Load(_folder["w.safetensors"])));
    }

    [Fact]
    public void Signs_are_two_classes_and_the_task_can_be_demanded()
    {
        var signs = Load(Floats([4], 1, 2, 3, 4), Longs([4], -1, 1, 1, -1));
        Assert.Equal(["-1", "1"], signs.ClassNames);
        Assert.Equal([0, 1, 1, 0], signs.Labels!);
        Assert.Equal(DatasetTask.Classification, signs.Task);
        Assert.Null(Load(Floats([4], 1, 2, 3, 4), Longs([4], -1, 1, 0, 1)).Labels); // 0, 1 and no label

        Load(Floats([4], 1, 2, 3, 4), Floats([4], 5, 5, 7.5f, 7.5f));
        var demanded = DatasetFile.Load(Path, new DatasetFileOptions { Task = DatasetTask.Classification });
        Assert.Equal(["5", "7.5"], demanded.ClassNames);
        Load(Floats([4], 1, 2, 3, 4), Longs([4], 0, 1, 0, 1));
        Assert.Equal(DatasetTask.Regression, DatasetFile.Load(Path, new DatasetFileOptions { Task = DatasetTask.Regression }).Task);
    }

    [Fact]
    public void Bytes_are_grey_levels_in_pictures_and_stay_what_they_are_in_rows()
    {
        WriteBytes("3, 1, 1");
        var pictures = DatasetFile.Load(Path);
        Assert.Equal([0, 51 / 255f, 1], pictures.Inputs);
        Assert.Contains("grey levels 0…255 scaled to 0…1", pictures.Reading!.Line());
        Assert.Equal([0, 51, 255], DatasetFile.Load(Path, new DatasetFileOptions { Scale = 1 }).Inputs);

        WriteBytes("3, 1");
        var rows = DatasetFile.Load(Path);
        Assert.Equal([0, 51, 255], rows.Inputs);
        Assert.Contains("bytes 0…255 not scaled", rows.Reading!.Line());
    }

    [Fact]
    public void Arrays_beside_x_and_y_may_hold_anything()
    {
        WriteBytes("3, 1", ("class_names", "{'descr': '<U3', 'fortran_order': False, 'shape': (1,), }", "abcdefghijkl"u8.ToArray()));
        Assert.Equal([0, 51, 255], DatasetFile.Load(Path).Inputs);
    }

    private void WriteBytes(string shape, params (string Name, string Header, byte[] Data)[] others)
    {
        using var archive = new ZipArchive(File.Create(Path), ZipArchiveMode.Create);
        foreach ((var name, var header, var data) in ((string, string, byte[])[])
        [
            .. others, ("x", $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({shape}), }}", [0, 51, 255]),
            ("y", "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", [0, 1, 0]),
        ])
        {
            using var entry = archive.CreateEntry($"{name}.npy").Open();
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), .. data]);
        }
    }

    [Fact]
    public void Arrays_that_do_not_fit_are_explained()
    {
        Assert.Equal($"{Path}: x has 2 samples and y has 3; save as many of each", Error(Floats([2, 1], 1, 2), Longs([3], 0, 1, 2)));
        Assert.Equal($"{Path}: x has 2 samples and y has a single number; save as many of each", Error(Floats([2, 1], 1, 2), Longs([], 0)));
        Assert.Equal($"{Path}: x has the shape [0, 3] and no samples; save x as [samples, inputs]", Error(Floats([0, 3]), Longs([0])));
        Assert.Equal($"{Path}: y has the shape [1, 1, 1]; save y as [samples] or [samples, outputs]", Error(Floats([1], 1), Longs([1, 1, 1], 0)));
        Assert.Equal($"{Path}: x[1, 0] is NaN; replace it or remove the sample", Error(Floats([2, 2], 1, 2, float.NaN, 4), Longs([2], 0, 1)));
        Assert.Equal($"{Path}: y[0] is infinite or too large for a 32-bit number; replace it or remove the sample",
            Error(Floats([1], 1), new NpyArray(new[] { 1e300 }, 1)));
    }

    [Fact]
    public void A_path_that_is_no_data_is_explained()
    {
        Assert.Equal($"{_folder["none.csv"]}: no such file; check the path", TemporaryFolder.Error(() => DatasetFile.Load(_folder["none.csv"])));
        Assert.Equal($"{_folder["none/none.npz"]}: no such file; check the path", TemporaryFolder.Error(() => DatasetFile.Load(_folder["none/none.npz"])));
        Assert.Equal($"{_folder["none.gz"]}: no such file; check the path", TemporaryFolder.Error(() => DatasetFile.Load(_folder["none.gz"])));
        Assert.Equal($"{_folder["none.pt"]}: no such file; check the path", TemporaryFolder.Error(() => DatasetFile.Load(_folder["none.pt"])));
        Directory.CreateDirectory(_folder["folder.csv"]);
        Assert.Equal($"{_folder["folder.csv"]}: is a folder; name a file in it", TemporaryFolder.Error(() => DatasetFile.Load(_folder["folder.csv"])));
        var empty = _folder.Write("empty.csv", "");
        Assert.Equal($"{empty}: is empty; save the data again", TemporaryFolder.Error(() => DatasetFile.Load(empty)));
        var text = _folder.Write("notes.doc", "?");
        Assert.Equal($"{text}: '.doc' is not a known kind of data; give a .csv, .npz, .safetensors or IDX (-ubyte, .gz) file",
            TemporaryFolder.Error(() => DatasetFile.Load(text)));
        Assert.Equal($"{Path}: only .csv files have columns, so 'price' cannot be a target; leave the target out",
            TemporaryFolder.Error(() => DatasetFile.Load(Path, new DatasetFileOptions { Targets = ["price"] })));
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_explained()
    {
        var path = _folder.Write("secret.csv", "a,b\n1,2\n");
        if (OperatingSystem.IsWindows())
        {
            using FileStream held = new(path, FileMode.Open, FileAccess.Read, FileShare.None);
            Assert.StartsWith($"{path}: cannot be opened (", TemporaryFolder.Error(() => DatasetFile.Load(path)), StringComparison.Ordinal);
            return;
        }
        File.SetUnixFileMode(path, UnixFileMode.None);
        if (Environment.IsPrivilegedProcess) return; // root reads everything
        Assert.Equal($"{path}: may not be read; check the permissions of the file", TemporaryFolder.Error(() => DatasetFile.Load(path)));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_explained_and_leaves_nothing_behind()
    {
        var path = _folder["none/out.npz"];
        var message = TemporaryFolder.Error(() =>
        {
            NpzFile.Write(path, ("x", Floats([1], 1)));
            return path;
        });
        Assert.StartsWith($"{path}: cannot be written (", message, StringComparison.Ordinal);
        Assert.EndsWith("); choose another place or make room there", message, StringComparison.Ordinal);
    }
}
