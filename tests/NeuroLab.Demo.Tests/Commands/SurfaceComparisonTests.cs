using System.Globalization;
using NeuroLab.Datasets;
using NeuroLab.Demo.Commands;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Experiments;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;

namespace NeuroLab.Demo.Tests.Commands;

public sealed class SurfaceComparisonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [GlFact]
    public void Two_surfaces_are_those_that_each_has_alone()
    {
        Save("a.safetensors", 1, 2, 6, 1);
        Save("b.safetensors", 2, 2, 9, 1);
        var (a, b) = (Alone("a.safetensors"), Alone("b.safetensors"));
        var run = Surface("both.npz", "a.safetensors", "--compare", _folder["b.safetensors"], "--difference", "--metrics", "--json");
        var both = NpzFile.Read(_folder["both.npz"]);
        Assert.Equal(a["loss"].ToFloats(), both["loss"].ToFloats());
        Assert.Equal(b["loss"].ToFloats(), both["compared_loss"].ToFloats());
        Assert.Equal(b["train_accuracy"].ToFloats(), both["compared_accuracy"].ToFloats());
        var difference = b["loss"].ToFloats().Zip(a["loss"].ToFloats(), (second, first) => second - first).ToArray();
        Assert.Equal(difference, both["difference"].ToFloats());
        Assert.Equal((difference.Min(), difference.Max()), ((float)run.Number("difference_minimum"), (float)run.Number("difference_maximum")));
        Assert.Equal("b", run.Json.GetProperty("compared").GetString());

        Surface("both.png", "a.safetensors", "--compare", _folder["b.safetensors"]);
        Surface("difference.png", "a.safetensors", "--compare", _folder["b.safetensors"], "--difference");
        Assert.Equal(1920, Width("both.png"));
        Assert.Equal(1280, Width("difference.png"));
    }

    [Fact]
    public void An_experiment_is_compared_with_its_own_weights_and_data()
    {
        Save("a.safetensors", 1, 2, 6, 1);
        Save("e.safetensors", 3, 2, 4, 1);
        new ExperimentFile
        {
            Version = 1,
            Data = new("circles"),
            Network = new([4], "tanh", Weights: _folder["e.safetensors"]),
            Seed = 7,
        }.Save(_folder["e.neurolab.json"]);
        Surface("both.csv", "a.safetensors", "--compare", _folder["e.neurolab.json"], "--seed", "7");
        CommandRun.Of("surface", "--weights", _folder["e.safetensors"], "--data", "circles", "--seed", "7", "--resolution", "5", "--out", _folder["e.csv"]);
        var rows = File.ReadAllLines(_folder["both.csv"]);
        Assert.Equal("alpha,beta,loss,compared_loss", rows[0]);
        Assert.Equal(File.ReadAllLines(_folder["e.csv"])[1..].Select(row => row.Split(',')[2]), rows[1..].Select(row => row.Split(',')[3]));
    }

    [Fact]
    public void The_first_row_of_the_gallery_s_table_of_roughness_is_that_of_its_networks()
    {
        var row = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", "gallery.md")).Single(line => line.StartsWith("| 1 |", StringComparison.Ordinal)).Split('|')
            .Select(cell => double.TryParse(cell.Trim(), CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "skip", $"{name}1.safetensors");
        var run = CommandRun.Of(
            "surface", "--weights", Fixture("plain"), "--compare", Fixture("skip"), "--data", "spirals", "--plane", "random:filter", "--seed", "1",
            "--resolution", "51", "--out", _folder["both.csv"], "--json");
        double[] measured =
        [
            run.Number("roughness"), run.Number("compared_roughness"), run.Number("roughness") / run.Number("compared_roughness"),
            run.Number("roughness_of_range"), run.Number("compared_roughness_of_range"), run.Number("roughness_of_range") / run.Number("compared_roughness_of_range"),
        ];
        for (var i = 0; i < measured.Length; i++)
            Assert.Equal(1, measured[i] / row[4 + i], 0.006); // three digits are written
    }

    [Fact]
    public void Matching_brings_the_ends_of_a_line_together()
    {
        // The same function with its hidden units turned around: matched, there is nothing left to cross.
        var network = Save("a.safetensors", 1, 2, 6, 1);
        var turned = network.Clone();
        var (first, second) = (network.Shape.Layers[0], network.Shape.Layers[1]);
        for (var unit = 0; unit < 6; unit++)
        {
            network.Weight(first).Slice(2 * unit, 2).CopyTo(turned.Weight(first)[(2 * (5 - unit))..]);
            turned.Bias(first)[5 - unit] = network.Bias(first)[unit];
            turned.Weight(second)[5 - unit] = network.Weight(second)[unit];
        }
        turned.Bias(second)[0] += 0.5f;
        WeightsFile.Save(_folder["b.safetensors"], turned.Shape.Sizes.AsSpan(), turned.Parameters, "tanh");
        var run = Surface("both.npz", "a.safetensors", "--plane", $"line:{_folder["b.safetensors"]}", "--compare", "matched", "--json");
        Assert.Contains("from a to b, ", run.Json.GetProperty("plane").GetString());
        Assert.Contains("from a to b, matched, 0.5 apart", run.Json.GetProperty("compared_plane").GetString());
    }

    [Fact]
    public void What_does_not_compare_is_refused()
    {
        Save("a.safetensors", 1, 2, 6, 1);
        Refuse("--difference: of what?", "s.npz", "--difference");
        Refuse("the random plane goes through one", "s.npz", "--compare", "matched");
        Refuse("b.safetensors: ", "s.npz", "--compare", _folder["b.safetensors"]);
        new ExperimentFile { Version = 1, Data = new("sine"), Network = new([4]) }.Save(_folder["e.neurolab.json"]);
        Refuse("e.neurolab.json: its loss is", "s.npz", "--compare", _folder["e.neurolab.json"]);
        Assert.False(File.Exists(_folder["s.npz"]));

        void Refuse(string message, string output, params string[] more) => CommandRun.Of(
            ["surface", "--weights", _folder["a.safetensors"], "--data", "moons", "--out", _folder[output], .. more]).AssertRefused(message);
    }

    public void Dispose() => _folder.Dispose();

    private Network Save(string name, ulong seed, params int[] sizes)
    {
        var network = Network.Create(new NetworkShape(sizes, new Activations.Tanh()), new PyTorchDefault(), seed);
        WeightsFile.Save(_folder[name], sizes, network.Parameters, "tanh");
        return network;
    }

    private IReadOnlyDictionary<string, NpyArray> Alone(string weights)
    {
        Surface("alone.npz", weights, "--metrics");
        return NpzFile.Read(_folder["alone.npz"]);
    }

    private CommandRun Surface(string output, string weights, params string[] more)
    {
        var run = CommandRun.Of(["surface", "--weights", _folder[weights], "--data", "moons", "--resolution", "5", "--out", _folder[output], .. more]);
        Assert.True(run.ExitCode == CommandLine.Success, run.Error);
        return run;
    }

    private int Width(string picture)
    {
        using var codec = SkiaSharp.SKCodec.Create(_folder[picture]);
        return codec.Info.Width;
    }
}
