using System.Globalization;
using System.Text.Json;
using NeuroLab.Datasets;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>
/// Runs and weights that PyTorch wrote (<c>Fixtures/pytorch/make.py</c>), and the losses and surfaces that it found for them.
/// </summary>
public sealed class PyTorchRunTests : IDisposable
{
    private static readonly string Made = Path.Combine(AppContext.BaseDirectory, "Fixtures", "pytorch");
    private static readonly JsonElement Expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Made, "expected.json"))).RootElement;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Losses_at_the_checkpoints_of_a_run_are_PyTorchs()
    {
        var count = 0;
        foreach (var loss in Expected.GetProperty("losses").EnumerateObject())
        {
            var step = long.Parse(loss.Name, CultureInfo.InvariantCulture);
            var run = CommandRun.Of("evaluate", "--weights", FileOf($"run/step-{step:D8}.safetensors"), "--data", FileOf("run/data.safetensors"), "--activation", "tanh", "--loss", "mse", "--json");
            Assert.Equal(loss.Value.GetDouble(), run.Number("loss"), 1e-5);
            count++;
        }
        Assert.Equal(11, count);
    }

    [Fact]
    public void A_watched_run_shows_its_losses_in_a_recording()
    {
        var run = CommandRun.Of("record", "--run", FileOf("run"), "--frames", "11", "--size", "64x64", "--out", _folder["run.gif"], "--json");
        Assert.Equal(2000, run.Number("steps"));
        var rows = File.ReadAllLines(_folder["run.csv"]).Where(line => line.Length > 0 && char.IsAsciiDigit(line[0])).Select(line => line.Split(',')).ToArray();
        var names = File.ReadAllLines(_folder["run.csv"]).First(line => line.Contains("loss", StringComparison.Ordinal) && !line.StartsWith('#')).Split(',');
        var (step, loss) = (Array.IndexOf(names, "step"), Array.IndexOf(names, "loss"));
        Assert.Equal(11, rows.Length);
        foreach (var row in rows)
            Assert.Equal(Expected.GetProperty("losses").GetProperty(row[step]).GetDouble(), double.Parse(row[loss], CultureInfo.InvariantCulture), 1e-5);
        // The experiment beside it watches the run again.
        Assert.Equal(2000, CommandRun.Of("record", "--experiment", _folder["run.neurolab.json"], "--out", _folder["again.gif"], "--json").Number("steps"));
        Assert.Equal(File.ReadAllBytes(_folder["run.gif"]), File.ReadAllBytes(_folder["again.gif"]));
    }

    [Theory]
    [InlineData("surface", "run/step-00002000.safetensors", "run/directions.safetensors", "tanh")]
    [InlineData("skip_surface", "skip/net.safetensors", "skip/directions.safetensors", "relu", "--skip")]
    public void Surfaces_are_those_of_PyTorchs_naive_loop(string name, string weights, string directions, string activation, params string[] more)
    {
        Assert.Equal(0, CommandRun.Of([
            "surface", "--weights", FileOf(weights), "--data", FileOf("run/data.safetensors"), "--activation", activation, "--loss", "mse",
            "--directions", FileOf(directions), "--resolution", "11", "--out", _folder["s.csv"], .. more]).ExitCode);
        var losses = File.ReadAllLines(_folder["s.csv"]).Where(line => line.Length > 0 && (char.IsAsciiDigit(line[0]) || line[0] == '-'))
            .Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.Equal(121, losses.Length);
        foreach (var point in losses)
        {
            var (column, row) = ((int)Math.Round((point[0] + 1) * 5), (int)Math.Round((point[1] + 1) * 5));
            var expected = Expected.GetProperty(name)[row][column].GetDouble();
            Assert.Equal(expected, point[2], 1e-4 * Math.Max(1, expected));
        }
    }

    [Fact]
    public void A_network_with_skips_has_PyTorchs_loss_and_gradient()
    {
        var run = CommandRun.Of("evaluate", "--weights", FileOf("skip/net.safetensors"), "--data", FileOf("run/data.safetensors"), "--activation", "relu", "--skip", "--loss", "mse", "--gradients", _folder["g.safetensors"], "--json");
        Assert.Equal(Expected.GetProperty("skip_loss").GetDouble(), run.Number("loss"), 1e-5);
        var found = SafetensorsFile.Read(_folder["g.safetensors"]).ToDictionary(tensor => tensor.Name, tensor => tensor.ToFloats());
        var largest = 0f;
        foreach (var tensor in SafetensorsFile.Read(FileOf("skip/gradient.safetensors")))
        {
            var expected = tensor.ToFloats();
            largest = Math.Max(largest, expected.Max(Math.Abs));
            for (var i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], found[tensor.Name][i], 1e-4f * Math.Max(largest, 1e-2f));
        }
        Assert.True(largest > 0);
    }

    private static string FileOf(string name) => Path.Combine(Made, name);
}
