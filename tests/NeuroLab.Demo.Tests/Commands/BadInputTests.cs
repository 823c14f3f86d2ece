using System.Buffers.Binary;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>Everything that can be wrong with the input is said in one line, with the place, and leaves no file.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("train --data irsi", "unknown data set 'irsi'", "'iris'")]
    [InlineData("train --data moons --optimizer adm", "unknown optimizer 'adm'", "'adam'")]
    [InlineData("train --data moons --activation rely", "unknown activation 'rely'", "'relu'")]
    [InlineData("train --data moons --loss msa", "unknown loss 'msa'", "'mse'")]
    [InlineData("train --data moons --init hee", "unknown initializer 'hee'", "'he'")]
    [InlineData("train --data moons --backend gpx", "unknown backend 'gpx'", "'gpu'")]
    [InlineData("record --data moons --out x.gif --plane randon", "unknown plane 'randon'", "'random'")]
    [InlineData("trian --data moons", "unknown command 'trian'", "'train'")]
    [InlineData("train --data moons --lerning-rate 3", "unknown option '--lerning-rate'", "'--learning-rate'")]
    [InlineData("train moons", "unknown argument 'moons'", "neurolab train --help")]
    [InlineData("train", "'--data' is required")]
    [InlineData("train --data", "--data")]
    [InlineData("train --data moons --layers 0", "--layers", "'0'", "from 1")]
    [InlineData("train --data moons --layers 16,-4", "--layers", "'-4'")]
    [InlineData("train --data moons --layers 16,", "--layers", "''")]
    [InlineData("train --data moons --layers 100000,100000", "100000-100000", "choose smaller layers")]
    [InlineData("train --data moons --layers 99999999999", "--layers", "'99999999999'")]
    [InlineData("train --data moons --batch 0", "--batch", "'0'")]
    [InlineData("train --data moons --steps -1", "--steps", "'-1'")]
    [InlineData("train --data moons --steps ten", "--steps", "'ten'", "a whole number")]
    [InlineData("train --data moons --steps 5 --epochs 5", "--steps and --epochs")]
    [InlineData("train --data moons --learning-rate -0.1", "--learning-rate", "'-0.1'")]
    [InlineData("train --data moons --learning-rate fast", "--learning-rate", "'fast'")]
    [InlineData("train --data moons --learning-rate NaN", "--learning-rate", "'NaN'")]
    [InlineData("train --data moons --momentum 1", "--momentum", "'1'")]
    [InlineData("train --data moons --seed -1", "--seed", "'-1'")]
    [InlineData("train --data moons --test-share 0.5", "--test-share", "moons")]
    [InlineData("train --data moons --target y", "--target", "moons")]
    [InlineData("train --data sine --loss softmax_cross_entropy", "sine", "mse")]
    [InlineData("train --data nowhere.csv", "nowhere.csv", "no such file")]
    [InlineData("train --data moons --weights nowhere.safetensors", "nowhere.safetensors", "no such file")]
    [InlineData("train --data moons --save missing/w.safetensors", "missing/w.safetensors", "cannot be written")]
    [InlineData("train --data moons --log missing/log.csv", "missing/log.csv", "cannot be written")]
    [InlineData("record --data moons --out x.gif --fps 0", "--fps", "'0'", "240")]
    [InlineData("record --data moons --out x.gif --size 0x720", "--size", "'0'", "16")]
    [InlineData("record --data moons --out x.gif --size 99999x720", "--size", "'99999'", "7680")]
    [InlineData("record --data moons --out x.gif --size large", "--size", "'large'", "1280x720")]
    [InlineData("record --data moons --out x.gif --seconds 0", "--seconds", "'0'")]
    [InlineData("record --data moons --out x.avi", "x.avi", ".mp4")]
    public void Usage_is_refused(string command, params string[] fragments) =>
        CommandRun.Of(command.Split(' ')).AssertRefused(fragments);

    [Theory]
    [InlineData("a,b,y\n1,2,3\n4,5\n", "row 3", "2 columns")]
    [InlineData("a,b,y\n1,2,0.5\n1,two,0.5\n", "row 3", "'b'", "'two'")]
    [InlineData("a,b,y\n1,2,0.5\n1,NaN,0.5\n", "row 3", "'b'", "NaN")]
    [InlineData("a,b,y\n", "no rows")]
    [InlineData("", "is empty")]
    public void A_damaged_table_is_refused_with_its_place(string text, params string[] fragments) =>
        Refuse("table.csv", _folder.Write("table.csv", text), fragments);

    [Fact]
    public void An_unknown_column_is_refused_with_the_nearest()
    {
        var table = _folder.Write("table.csv", "length,width,y\n1,2,3\n");
        CommandRun.Of("train", "--data", table, "--target", "widht").AssertRefused("table.csv", "'widht'", "'width'");
    }

    [Fact]
    public void A_damaged_archive_is_refused()
    {
        var length = new FileInfo(_folder.WriteSamples("s.npz", (long[])[0, 1])).Length;
        Refuse("s.npz", _folder.Truncate("s.npz", (int)length / 2));
        Refuse("bad.npz", _folder.Write("bad.npz", "no archive at all"), "magic");
        Refuse("nan.npz", _folder.WriteSamples("nan.npz", (float[])[0, float.NaN]), "nan");
    }

    [Fact]
    public void A_damaged_pair_of_images_and_labels_is_refused()
    {
        var header = new byte[16];
        header[2] = 8;
        header[3] = 3;
        foreach (var (axis, extent) in ((int, int)[])[(0, 2), (1, 2), (2, 2)])
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * axis), extent);
        _folder.Write("t-labels-idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 2, 0, 1);

        Refuse("t-images-idx3-ubyte", _folder.Write("t-images-idx3-ubyte", [.. header, 1, 2, 3, 4, 5]), "5 of 8 bytes");
        Refuse("t-images-idx3-ubyte", _folder.Write("t-images-idx3-ubyte", "no magic bytes here"), "magic");
    }

    [Fact]
    public void Damaged_weights_are_refused()
    {
        var weights = _folder.WriteWeights("w.safetensors", 2, 1);
        _folder.Truncate("w.safetensors", (int)new FileInfo(weights).Length - 3);
        CommandRun.Of("evaluate", "--weights", weights, "--data", "moons").AssertRefused("w.safetensors");
        CommandRun.Of("evaluate", "--weights", _folder.Write("v.safetensors", "no header here"), "--data", "moons")
            .AssertRefused("v.safetensors");
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused()
    {
        var wide = _folder.WriteWeights("wide.safetensors", 3, 1);
        CommandRun.Of("evaluate", "--weights", wide, "--data", "moons").AssertRefused("wide.safetensors", "3 inputs", "moons has 2");
        CommandRun.Of("train", "--weights", wide, "--data", "moons").AssertRefused("wide.safetensors", "3 inputs", "moons has 2");

        var two = _folder.WriteWeights("two.safetensors", 2, 8, 2);
        CommandRun.Of("evaluate", "--weights", two, "--data", "moons").AssertRefused("two.safetensors", "2 outputs", "needs 1");
        CommandRun.Of("train", "--weights", two, "--data", "moons", "--loss", "softmax_cross_entropy", "--layers", "9")
            .AssertRefused("two.safetensors", "2-8-2", "leave --layers out");
    }

    [Fact]
    public void Class_labels_out_of_range_are_refused_with_their_sample()
    {
        var weights = _folder.WriteWeights("w.safetensors", 2, 3);
        CommandRun.Of(
            "evaluate", "--weights", weights, "--loss", "softmax_cross_entropy", "--data", _folder.WriteSamples("s.npz", (long[])[0, 1, 7, 2]))
            .AssertRefused("s.npz", "sample 3", "label 7", "3 outputs");
        CommandRun.Of("train", "--loss", "binary_cross_entropy", "--data", _folder.WriteSamples("v.npz", (float[])[0, 1, 7, 2]))
            .AssertRefused("v.npz", "sample 3", "target 7");
        CommandRun.Of("train", "--loss", "softmax_cross_entropy", "--data", _folder.WriteSamples("n.npz", (long[])[0, -1, 1, 1]))
            .AssertRefused("sample 2", "-1");
    }

    [Fact]
    public void A_folder_is_no_data() => Refuse("folder.csv", Directory.CreateDirectory(_folder["folder.csv"]).FullName, "is a folder");

    [Fact]
    public void Outputs_that_cannot_be_written_are_refused_before_any_work()
    {
        var weights = _folder.WriteWeights("w.safetensors", 2, 1);
        Directory.CreateDirectory(_folder["taken.npz"]);
        string[] surface = ["surface", "--weights", weights, "--data", "nowhere.csv", "--out"];

        CommandRun.Of([.. surface, _folder["missing/s.npz"]]).AssertRefused("missing/s.npz", "cannot be written");
        CommandRun.Of([.. surface, _folder["taken.npz"]]).AssertRefused("taken.npz", "cannot be written", "folder");
        CommandRun.Of([.. surface, _folder["s.txt"]]).AssertRefused("s.txt", ".npz");
        CommandRun.Of([.. surface, _folder["w.safetensors/s.csv"]]).AssertRefused("s.csv", "cannot be written");
        CommandRun.Of("evaluate", "--weights", weights, "--data", "nowhere.csv", "--gradients", _folder["missing/g.safetensors"])
            .AssertRefused("missing/g.safetensors", "cannot be written");
        Assert.Equal(["taken.npz", "w.safetensors"], _folder.Files);
    }

    [Fact]
    public void Directions_that_do_not_fit_are_refused()
    {
        var weights = _folder.WriteWeights("w.safetensors", 2, 1);
        string[] surface = ["surface", "--weights", weights, "--data", "moons", "--out", _folder["s.npz"]];

        CommandRun.Of([.. surface, "--directions", weights]).AssertRefused("w.safetensors", "dir1");
        CommandRun.Of([.. surface, "--directions", weights, "--plane", "random"]).AssertRefused("--plane and --directions");
        CommandRun.Of([.. surface, "--plane", "descent"]).AssertRefused("--plane", "choose another");
        CommandRun.Of([.. surface, "--resolution", "1"]).AssertRefused("--resolution", "'1'");
        CommandRun.Of([.. surface, "--extent", "0"]).AssertRefused("--extent", "'0'");
        Assert.Equal(["w.safetensors"], _folder.Files);
    }

    public void Dispose() => _folder.Dispose();

    private void Refuse(string file, string path, params string[] fragments)
    {
        var before = _folder.Files;
        CommandRun.Of("train", "--data", path, "--save", _folder["net.safetensors"], "--log", _folder["log.csv"])
            .AssertRefused([file, .. fragments]);
        Assert.Equal(before, _folder.Files);
    }
}
