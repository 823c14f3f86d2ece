using System.Globalization;
using NeuroLab.Datasets;
using NeuroLab.Demo.Commands;

namespace NeuroLab.Demo.Tests.Commands;

public sealed class SurfaceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string[] _arguments;

    public SurfaceCommandTests() =>
        _arguments = ["surface", "--weights", _folder.WriteWeights("w.safetensors", 2, 4, 1), "--data", "moons", "--resolution", "5"];

    [Fact]
    public void Rows_and_arrays_hold_the_same_surface()
    {
        CommandRun.Of([.. _arguments, "--extent", "2", "--out", _folder["s.npz"]]);
        CommandRun.Of([.. _arguments, "--extent", "2", "--out", _folder["s.csv"]]);

        var arrays = NpzFile.Read(_folder["s.npz"]);
        var rows = File.ReadAllLines(_folder["s.csv"]);
        Assert.Equal("alpha,beta,loss", rows[0]);
        Assert.Equal(26, rows.Length);
        for (var i = 0; i < 25; i++)
        {
            float[] row = [.. rows[i + 1].Split(',').Select(field => float.Parse(field, CultureInfo.InvariantCulture))];
            Assert.Equal(arrays["alpha"].ToFloats()[i % 5], row[0]);
            Assert.Equal(arrays["beta"].ToFloats()[i / 5], row[1]);
            Assert.Equal(arrays["loss"].ToFloats()[i], row[2]);
        }
    }

    [Fact]
    public void The_middle_of_the_surface_is_the_loss_of_the_weights()
    {
        CommandRun.Of([.. _arguments, "--out", _folder["s.npz"]]);
        var loss = CommandRun.Of("evaluate", "--weights", _folder["w.safetensors"], "--data", "moons", "--part", "train", "--json").Number("loss");

        Assert.Equal(loss, NpzFile.Read(_folder["s.npz"])["loss"].ToFloats()[12], 1e-6);
    }

    [Fact]
    public void A_seed_determines_the_random_plane()
    {
        var first = Heights("--plane", "random", "--seed", "2");

        Assert.Equal(first, Heights("--plane", "random", "--seed", "2"));
        Assert.NotEqual(first, Heights("--plane", "random", "--seed", "2", "--normalize", "none"));
    }

    [Fact]
    public void The_plane_of_the_Hessian_is_that_of_the_eigenvectors_that_curvature_saves()
    {
        CommandRun.Of(["curvature", .. _arguments[1..5], "--top", "3", "--bottom", "1", "--vectors", _folder["v.safetensors"]]);
        var plane = Heights("--plane", "hessian");
        var norm = Math.Sqrt(SafetensorsFile.Read(_folder["w.safetensors"]).Sum(tensor => tensor.ToFloats().Sum(value => (double)value * value)));
        // Directions of another sign show the same surface mirrored.
        var saved = Heights("--directions", _folder["v.safetensors"], "--extent", (0.4 * norm).ToString(CultureInfo.InvariantCulture));
        var mirrored = new[] { saved, Mirror(saved, rows: true, columns: false), Mirror(saved, false, true), Mirror(saved, true, true) };
        Assert.Contains(mirrored, other => other.Zip(plane).All(pair => Math.Abs(pair.First - pair.Second) < 2e-3 * pair.Second));
        Assert.NotEqual(plane, Heights("--plane", "hessian:max,min"));

        static float[] Mirror(float[] heights, bool rows, bool columns) =>
            [.. Enumerable.Range(0, 25).Select(i => heights[5 * (rows ? 4 - i / 5 : i / 5) + (columns ? 4 - i % 5 : i % 5)])];
    }

    [Fact]
    public void What_is_not_finite_is_a_hole()
    {
        var run = CommandRun.Of([.. _arguments, "--extent", "1e9", "--loss", "mse", "--normalize", "none", "--out", _folder["s.npz"], "--json"]);
        var finite = NpzFile.Read(_folder["s.npz"])["loss"].ToFloats().Count(float.IsFinite);

        Assert.Equal(25 - finite, run.Number("holes"));
    }

    [Fact]
    public void Fewer_samples_can_be_asked_for() =>
        Assert.Equal(40, CommandRun.Of([.. _arguments, "--samples", "40", "--out", _folder["s.npz"], "--json"]).Number("samples"));

    [Fact]
    public void Interruption_leaves_no_file()
    {
        var run = CommandRun.Of(
            new CancellationToken(canceled: true), false, [.. _arguments, "--out", _folder["s.npz"]]);

        Assert.Equal(CommandLine.Interrupted, run.ExitCode);
        Assert.Equal(["w.safetensors"], _folder.Files);
    }

    public void Dispose() => _folder.Dispose();

    private float[] Heights(params string[] plane)
    {
        CommandRun.Of([.. _arguments, .. plane, "--out", _folder["s.npz"]]);
        return NpzFile.Read(_folder["s.npz"])["loss"].ToFloats();
    }
}
