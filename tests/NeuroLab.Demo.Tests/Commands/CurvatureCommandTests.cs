using NeuroLab.Datasets;

namespace NeuroLab.Demo.Tests.Commands;

public sealed class CurvatureCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("tanh_mse"), InlineData("relu_ce"), InlineData("sigmoid_bce"), InlineData("linear_mse")]
    public void The_eigenvalues_are_PyTorchs(string name)
    {
        var reference = new ReferenceFiles(name, _folder);
        var json = CommandRun.Of(["curvature", .. reference.Arguments, "--top", "5", "--bottom", "3", "--trace"]).Json;
        Close(reference.Hessian("hessian_top5"), json.GetProperty("eigenvalues").EnumerateArray().Select(e => e.GetDouble()));
        Close(reference.Hessian("hessian_bottom3"), json.GetProperty("bottom").EnumerateArray().Select(e => e.GetDouble()));
        Assert.All(json.GetProperty("residuals").EnumerateArray(), residual => Assert.InRange(residual.GetDouble(), 0, 1e-3));
        Assert.InRange(json.GetProperty("gradient_share").GetDouble(), 0, 1.00001);
        Assert.True(json.GetProperty("trace").GetDouble() > 0);
        Assert.Equal("CPU", json.GetProperty("backend").GetString());
    }

    [Fact]
    public void Each_layer_has_its_own_eigenvalues_and_their_traces_add_up()
    {
        var reference = new ReferenceFiles("sigmoid_bce", _folder);
        var json = CommandRun.Of(["curvature", .. reference.Arguments, "--top", "1", "--trace", "--per-layer"]).Json;
        var layers = json.GetProperty("per_layer").EnumerateArray().ToArray();
        Assert.Equal([0, 1], layers.Select(layer => layer.GetProperty("layer").GetInt32()));
        // 33 parameters: exact, by unit vectors.
        Assert.Equal(json.GetProperty("trace").GetDouble(), layers.Sum(layer => layer.GetProperty("trace").GetDouble()), 1e-5);
        Assert.All(layers, layer => Assert.InRange(
            layer.GetProperty("eigenvalues")[0].GetDouble(), 0, json.GetProperty("eigenvalues")[0].GetDouble() + 1e-6));
    }

    [Fact]
    public void A_product_agrees_with_the_difference_of_gradients() =>
        Assert.InRange(
            CommandRun.Of(["curvature", .. new ReferenceFiles("tanh_mse", _folder).Arguments, "--check"]).Number("check"), 0, 1e-3);

    [Fact]
    public void Eigenvectors_span_the_plane_of_a_surface()
    {
        var reference = new ReferenceFiles("tanh_mse", _folder);
        CommandRun.Of(["curvature", .. reference.Arguments, "--top", "2", "--vectors", _folder["v.safetensors"]]);
        Assert.Equal(12, SafetensorsFile.Read(_folder["v.safetensors"]).Count);
        var run = CommandRun.Of([
            "surface", .. reference.Arguments, "--directions", _folder["v.safetensors"], "--resolution", "3", "--extent", "0.01",
            "--out", _folder["s.npz"],
        ]);
        Assert.Equal(0, run.ExitCode);
        // Along an eigenvector of length 1 the second difference is λ·h².
        var loss = NpzFile.Read(_folder["s.npz"])["loss"].ToFloats();
        var bend = (loss[3] - 2 * loss[4] + loss[5]) / 1e-4;
        Assert.Equal(reference.Hessian("hessian_top5")[0], bend, 0.05 * bend);
    }

    [Fact]
    public void The_density_is_a_table_or_a_picture()
    {
        var reference = new ReferenceFiles("sigmoid_bce", _folder);
        CommandRun.Of(["curvature", .. reference.Arguments, "--density", _folder["d.csv"]]);
        CommandRun.Of(["curvature", .. reference.Arguments, "--density", _folder["d.png"]]);
        var rows = File.ReadAllLines(_folder["d.csv"]);
        Assert.Equal("eigenvalue,density", rows[0]);
        var points = rows.Skip(1).Select(row => Array.ConvertAll(row.Split(','), double.Parse)).ToArray();
        Assert.Equal(1, points.Zip(points.Skip(1), (a, b) => (b[0] - a[0]) * b[1]).Sum(), 1e-2);
        Assert.True(new FileInfo(_folder["d.png"]).Length > 1000);
        CommandRun.Of(["curvature", .. reference.Arguments, "--density", _folder["d.txt"]]).AssertRefused("d.txt", ".csv, .png, .svg or .pdf");
    }

    [Fact]
    public void Weights_without_a_finite_loss_have_no_curvature()
    {
        var weights = _folder["huge.safetensors"];
        SafetensorsFile.Write(weights, [new SafetensorsTensor("0.weight", [1e30f, 1], 1, 2), new SafetensorsTensor("0.bias", [0f], 1)]);
        var run = CommandRun.Of("curvature", "--weights", weights, "--data", "moons", "--loss", "mse", "--backend", "cpu");
        Assert.Equal((NeuroLab.Demo.Commands.CommandLine.BadInput, ""), (run.ExitCode, run.Output));
        Assert.Contains("huge.safetensors: the loss is not finite on these data", run.Error);
    }

    [Fact]
    public void Training_logs_the_largest_eigenvalues_beside_the_optimizers_edge()
    {
        string[] arguments =
            ["train", "--data", "moons", "--layers", "4", "--batch", "full", "--backend", "cpu", "--steps", "40",
                "--optimizer", "sgd", "--learning-rate", "0.1"];
        CommandRun.Of([.. arguments, "--curvature", "2", "--curvature-every", "20", "--log", _folder["l.csv"], "--save", _folder["w.safetensors"]]);
        var rows = File.ReadAllLines(_folder["l.csv"]);
        Assert.Equal("step,loss,gradient_norm,learning_rate,lambda_1,lambda_2,edge", rows[0]);
        Assert.Equal(["0", "20", "40"], rows.Skip(1).Where(row => !row.EndsWith(",,,", StringComparison.Ordinal)).Select(row => row.Split(',')[0]));
        Assert.All(rows.Skip(1).Where(row => !row.EndsWith(",,,", StringComparison.Ordinal)), row => Assert.Equal("20", row.Split(',')[6]));
        // The other verb, at the weights that training came to.
        var run = CommandRun.Of(
            "curvature", "--weights", _folder["w.safetensors"], "--data", "moons", "--top", "2", "--backend", "cpu", "--json");
        var found = run.Json.GetProperty("eigenvalues").EnumerateArray().Select(e => e.GetDouble()).ToArray();
        var logged = rows[^1].Split(',');
        Assert.Equal(found[0], double.Parse(logged[4]), 2e-3 * found[0]);
        Assert.Equal(found[1], double.Parse(logged[5]), 2e-3 * found[1]);
        CommandRun.Of([.. arguments, "--curvature", "1"]).AssertRefused("--curvature", "--log");
    }

    [Fact]
    public void An_adaptive_optimizers_edge_is_logged_from_its_first_step_on()
    {
        CommandRun.Of(
            "train", "--data", "moons", "--layers", "4", "--batch", "full", "--backend", "cpu", "--steps", "40", "--optimizer", "adam",
            "--learning-rate", "0.01", "--curvature", "1", "--curvature-every", "20", "--log", _folder["l.csv"]);
        var rows = File.ReadAllLines(_folder["l.csv"]).Skip(1).Select(row => row.Split(',')).Where(row => row[4] != "").ToArray();
        Assert.Equal(["20", "40"], rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Equal(3800, double.Parse(row[5]), 1e-6));
        Assert.All(rows, row => Assert.InRange(double.Parse(row[4]), 1, 3800));
    }

    [Fact]
    public void Interruption_ends_it()
    {
        var reference = new ReferenceFiles("tanh_mse", _folder);
        var run = CommandRun.Of(new CancellationToken(canceled: true), false, ["curvature", .. reference.Arguments]);
        Assert.Equal(NeuroLab.Demo.Commands.CommandLine.Interrupted, run.ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    private static void Close(double[] expected, IEnumerable<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count());
        foreach (var (value, found) in expected.Zip(actual))
            Assert.Equal(value, found, 1e-3 * Math.Abs(value));
    }
}
