using System.Globalization;
using System.Text.Json;
using NeuroLab.Datasets;

namespace NeuroLab.Demo.Tests.Commands;

public sealed class ConnectCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Frankle et al. 2020 and Ainsworth et al. 2023 in small: one start is one valley, two starts are two, until they are matched.</summary>
    [Fact]
    public void Networks_from_one_start_lie_in_one_valley_and_matching_brings_others_there()
    {
        string[] digits = ["train", "--data", "digits", "--activation", "relu", "--optimizer", "adam", "--lr", "0.001", "--batch", "64", "--backend", "cpu"];
        string start = _folder["start.safetensors"], a = _folder["a.safetensors"], b = _folder["b.safetensors"], other = _folder["other.safetensors"];
        string[] fresh = [.. digits, "--layers", "128,128", "--init", "he"];
        CommandRun.Of([.. fresh, "--seed", "1", "--steps", "0", "--save", start]);
        // The seed of given weights orders the batches only.
        CommandRun.Of([.. digits, "--weights", start, "--seed", "1", "--epochs", "40", "--save", a]);
        CommandRun.Of([.. digits, "--weights", start, "--seed", "2", "--epochs", "40", "--save", b]);
        CommandRun.Of([.. fresh, "--seed", "2", "--epochs", "40", "--save", other]);
        Assert.NotEqual(File.ReadAllBytes(a), File.ReadAllBytes(b));

        var near = CommandRun.Of("connect", a, b, "--data", "digits", "--backend", "cpu", "--json").Json;
        Assert.InRange(Number(near, "barrier_error"), 0, 0.02);
        Assert.InRange(Number(near, "test_barrier_error"), 0, 0.02);
        Assert.False(near.TryGetProperty("matched", out _));

        var far = CommandRun.Of("connect", a, other, "--data", "digits", "--backend", "cpu", "--match", "--json").Json;
        var matched = far.GetProperty("matched");
        Assert.InRange(Number(far, "barrier_error"), 0.1, 1);
        Assert.InRange(Number(far, "test_barrier_error"), 0.1, 1);
        Assert.InRange(Number(matched, "output_change"), 0, 1e-6);
        Assert.InRange(Number(matched, "barrier_error"), 0, Number(far, "barrier_error") / 4);
        Assert.InRange(Number(matched, "test_barrier_error"), 0, Number(far, "test_barrier_error") / 4);
        Assert.InRange(Number(matched, "barrier_loss"), 0, Number(far, "barrier_loss") / 4);
    }

    [Fact]
    public void The_table_has_what_the_summary_says()
    {
        var (a, b) = (Train("a", 1), Train("b", 2));
        var json = CommandRun.Of(
            "connect", a, b, "--data", "iris", "--points", "11", "--match", "--curve", "--steps", "50", "--out", _folder["c.csv"], "--json").Json;
        var rows = File.ReadAllLines(_folder["c.csv"]).Select(row => row.Split(',')).ToArray();
        var header = rows[0];
        Assert.Equal(
            "from,to,t,train_loss,train_error,test_loss,test_error,matched_train_loss,matched_train_error,matched_test_loss,matched_test_error,"
            + "curve_train_loss,curve_train_error,curve_test_loss,curve_test_error",
            string.Join(',', header));
        Assert.Equal(12, rows.Length);
        Assert.All(rows.Skip(1), row => Assert.Equal((a, b, 15), (row[0], row[1], row.Length)));
        Assert.Equal([0, 0.1, 0.2], Column("t").Take(3).Select(t => Math.Round(t, 12)));
        Assert.Equal(Number(json, "barrier_loss"), Barrier("train_loss"), 1e-9);
        Assert.Equal(Number(json, "barrier_error"), Barrier("train_error"), 1e-9);
        Assert.Equal(Number(json, "test_barrier_error"), Barrier("test_error"), 1e-9);
        Assert.Equal(Number(json.GetProperty("matched"), "barrier_loss"), Barrier("matched_train_loss"), 1e-9);
        Assert.Equal(Number(json.GetProperty("curve"), "max_loss"), Column("curve_train_loss").Max(), 1e-9);
        Assert.Equal(Number(json.GetProperty("curve"), "mean_loss"), Column("curve_train_loss").Average(), 1e-9);

        // The ends are the networks.
        var run = CommandRun.Of("evaluate", "--weights", b, "--data", "iris", "--part", "test", "--json");
        Assert.Equal(run.Number("loss"), Column("test_loss")[^1], 1e-6);
        Assert.Equal([Column("train_loss")[0], Column("train_loss")[^1]], json.GetProperty("end_losses").EnumerateArray().Select(loss => loss.GetDouble()));
        Assert.Equal(1 - run.Number("accuracy"), Column("test_error")[^1], 1e-9);

        double[] Column(string name) =>
            [.. rows.Skip(1).Select(row => double.Parse(row[Array.IndexOf(header, name)], CultureInfo.InvariantCulture))];

        double Barrier(string name) => Column(name).Max() - (Column(name)[0] + Column(name)[^1]) / 2;
    }

    [Fact]
    public void Of_several_networks_every_two_are_connected_and_all_are_matched_with_the_first()
    {
        string[] files = [Train("a", 1), Train("b", 2), Train("c", 3)];
        var json = CommandRun.Of(["connect", .. files, "--data", "iris", "--match", "--json"]).Json;
        var pairs = json.GetProperty("pairs").EnumerateArray().ToArray();
        Assert.Equal(
            [(files[0], files[1]), (files[0], files[2]), (files[1], files[2])],
            pairs.Select(pair => (pair.GetProperty("from").GetString()!, pair.GetProperty("to").GetString()!)));
        Assert.Equal(pairs.Max(pair => Number(pair, "barrier_loss")), Number(json, "barrier_loss"));
        Assert.Equal(
            pairs.Max(pair => Number(pair.GetProperty("matched"), "barrier_error")), Number(json.GetProperty("matched"), "barrier_error"));
        // Alone they are matched as in company.
        var alone = CommandRun.Of("connect", files[0], files[2], "--data", "iris", "--match", "--json").Json;
        Assert.Equal(Number(alone.GetProperty("matched"), "barrier_loss"), Number(pairs[1].GetProperty("matched"), "barrier_loss"), 1e-9);
    }

    [Fact]
    public void A_matched_network_is_saved_with_its_names_and_does_the_same()
    {
        var (a, b) = (Train("a", 1), Train("b", 2));
        CommandRun.Of("connect", a, b, "--data", "iris", "--match", "--save-matched", _folder["m.safetensors"]);
        Assert.NotEqual(File.ReadAllBytes(b), File.ReadAllBytes(_folder["m.safetensors"]));
        Assert.Equal(
            CommandRun.Of("evaluate", "--weights", b, "--data", "iris", "--json").Number("loss"),
            CommandRun.Of("evaluate", "--weights", _folder["m.safetensors"], "--data", "iris", "--json").Number("loss"), 1e-6);
        // In one order already.
        var json = CommandRun.Of("connect", a, _folder["m.safetensors"], "--data", "iris", "--json").Json;
        var matched = CommandRun.Of("connect", a, b, "--data", "iris", "--match", "--json").Json.GetProperty("matched");
        Assert.Equal(Number(matched, "barrier_loss"), Number(json, "barrier_loss"), 1e-6);
    }

    [Fact]
    public void A_file_has_no_test_set_and_quantities_have_no_error()
    {
        var table = _folder.Write("t.csv", "x,y\n0,0\n1,1\n2,3\n3,2.5\n");
        string a = _folder.WriteWeights("a.safetensors", 1, 3, 1), b = _folder.WriteWeights("b.safetensors", 1, 3, 1);
        var json = CommandRun.Of("connect", a, b, "--data", table, "--activation", "tanh", "--out", _folder["c.csv"], "--json").Json;
        Assert.Equal(0, Number(json, "barrier_loss"), 1e-6);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("barrier_error").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("test_barrier_error").ValueKind);
        var row = File.ReadAllLines(_folder["c.csv"])[1].Split(',');
        Assert.Equal(["", "", ""], row[4..]);
        CommandRun.Of("connect", a, b, "--data", table, "--out", _folder["c.png"]);
        Assert.True(new FileInfo(_folder["c.png"]).Length > 5000);
        Assert.Contains("barrier loss", CommandRun.Of("connect", a, b, "--data", table).Output);
    }

    [Fact]
    public void What_cannot_be_connected_is_refused()
    {
        string a = _folder.WriteWeights("a.safetensors", 4, 5, 3), wide = _folder.WriteWeights("wide.safetensors", 4, 6, 3);
        string tanh = Saved("tanh"), relu = Saved("relu");
        Refuse([a], "two or more files");
        Refuse([a, wide], "wide.safetensors", "4-6-3", "4-5-3");
        Refuse([tanh, relu], "relu.safetensors", "relu", "tanh.safetensors is read with tanh");
        Refuse([relu, tanh, "--activation", "relu"], "tanh.safetensors", "saved with the activation tanh", "relu");
        Refuse([tanh, tanh, "--activation", "relu"], "tanh.safetensors", "--activation says relu");
        Refuse([a, tanh], "tanh.safetensors", "tanh", "a.safetensors is read with relu");
        Refuse([a, a, "--mach"], "unknown option '--mach'", "--match");
        Refuse([a, a, "--steps", "9"], "--steps", "--curve");
        Refuse([a, a, "--save-matched", _folder["m.safetensors"]], "--save-matched", "--match");
        Refuse([a, a, a, "--match", "--save-matched", _folder["m.safetensors"]], "--save-matched", "two files");
        Refuse([a, a, "--out", _folder["c.txt"]], "c.txt", ".csv, .png, .svg or .pdf");
        Refuse([a, a, "--out", a], "a.safetensors");
        Refuse([a, _folder["missing.safetensors"]], "missing.safetensors");
        Refuse([a, a, "--points", "2"], "--points", "'2'");
        Assert.Equal(["a.safetensors", "relu.safetensors", "tanh.safetensors", "wide.safetensors"], _folder.Files);

        void Refuse(string[] arguments, params string[] fragments) =>
            CommandRun.Of(["connect", .. arguments, "--data", "iris", "--backend", "cpu"]).AssertRefused(fragments);

        string Saved(string activation)
        {
            WeightsFile.Save(_folder[$"{activation}.safetensors"], [4, 5, 3], new float[43], activation);
            return _folder[$"{activation}.safetensors"];
        }
    }

    [Fact]
    public void The_first_files_activation_is_that_of_files_without_one()
    {
        var a = Train("a", 1);
        var tensors = SafetensorsFile.Read(a);
        SafetensorsFile.Write(_folder["b.safetensors"], tensors);
        var json = CommandRun.Of("connect", a, _folder["b.safetensors"], "--data", "iris", "--json").Json;
        Assert.Equal("4-16-16-3 tanh", json.GetProperty("network").GetString());
        Assert.Equal(0, Number(json, "barrier_loss"), 1e-6);
    }

    [Fact]
    public void Interruption_ends_it()
    {
        var a = _folder.WriteWeights("a.safetensors", 4, 5, 3);
        var run = CommandRun.Of(new CancellationToken(canceled: true), false, "connect", a, a, "--data", "iris", "--match", "--out", _folder["c.csv"]);
        Assert.Equal(NeuroLab.Demo.Commands.CommandLine.Interrupted, run.ExitCode);
        Assert.Equal(["a.safetensors"], _folder.Files);
    }

    public void Dispose() => _folder.Dispose();

    private string Train(string name, int seed)
    {
        var path = _folder[name + ".safetensors"];
        CommandRun.Of(
            "train", "--data", "iris", "--layers", "16,16", "--activation", "tanh", "--lr", "0.01", "--steps", "200", "--seed",
            seed.ToString(CultureInfo.InvariantCulture), "--backend", "cpu", "--save", path);
        return path;
    }

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();
}
