using System.Diagnostics;
using NeuroLab.Backends.Cpu;
using NeuroLab.Datasets;
using NeuroLab.Demo.Commands;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>Surfaces of any size and shape: what is kept on disk, where they are sampled, and what is computed there.</summary>
public sealed class SurfaceSweepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Killed_on_the_way_the_same_command_goes_on_and_gives_the_same_bytes()
    {
        var network = Network.Create(new NetworkShape([2, 64, 64, 1], new Activations.Tanh()), new PyTorchDefault(), 1);
        WeightsFile.Save(_folder["w.safetensors"], network.Shape.Sizes.ToArray(), network.Parameters);
        string[] arguments =
            ["surface", "--weights", _folder["w.safetensors"], "--data", "spirals", "--activation", "tanh", "--resolution", "301x201", "--metrics"];
        var (whole, output) = (_folder["whole.npz"], _folder["part.npz"]);
        var checkpoint = output + ".checkpoint";
        CommandRun.Of([.. arguments, "--out", whole]);
        Assert.Equal(["w.safetensors", "whole.npz"], _folder.Files);

        var random = new Random(7);
        var kept = 0L;
        for (var i = 0; i < 2; i++)
        {
            using var run = Process.Start(new ProcessStartInfo(
                "dotnet", [Path.Combine(AppContext.BaseDirectory, "NeuroLab.Demo.dll"), .. arguments, "--out", output])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            while (!File.Exists(checkpoint) || new FileInfo(checkpoint).Length <= kept)
            {
                Assert.False(run.HasExited, "it was done before it kept anything");
                Thread.Sleep(5);
            }
            Thread.Sleep(random.Next(200));
            run.Kill();
            run.WaitForExit();
            kept = new FileInfo(checkpoint).Length;
        }
        Assert.False(File.Exists(output));

        // Ctrl+C.
        using var interruption = new CancellationTokenSource();
        var watch = new Thread(() =>
        {
            while (new FileInfo(checkpoint).Length <= kept)
                Thread.Sleep(5);
            interruption.Cancel();
        });
        watch.Start();
        var stopped = CommandRun.Of(interruption.Token, false, [.. arguments, "--out", output]);
        watch.Join();
        Assert.Equal((CommandLine.Interrupted, ""), (stopped.ExitCode, stopped.Output));
        Assert.Matches(@"\nneurolab: interrupted; [0-9,]+ of 60,501 points are kept in .*part\.npz\.checkpoint; the same command continues there\n$", stopped.Error);
        kept = new FileInfo(checkpoint).Length;

        // Another surface's, and a person's.
        CommandRun.Of([.. arguments, "--seed", "2", "--out", output]).AssertRefused("part.npz.checkpoint: holds another surface");
        CommandRun.Of([.. arguments, "--extent", "2", "--out", output]).AssertRefused("part.npz.checkpoint: holds another surface");
        CommandRun.Of([.. arguments[..^1], "--out", output]).AssertRefused("part.npz.checkpoint: holds another surface");
        _folder.Write("mine.npz.checkpoint", "not to be lost");
        CommandRun.Of([.. arguments, "--out", _folder["mine.npz"]]).AssertRefused("mine.npz.checkpoint: holds another surface");
        Assert.Equal("not to be lost", File.ReadAllText(_folder["mine.npz.checkpoint"]));
        Assert.Equal(kept, new FileInfo(checkpoint).Length);

        // Of another version of the program: the last bytes of the header.
        var bytes = File.ReadAllBytes(checkpoint);
        var end = "NeuroLab surface checkpoint 2\n".Length + 64;
        bytes[end - 1] ^= 1;
        File.WriteAllBytes(_folder["old.npz.checkpoint"], bytes);
        CommandRun.Of([.. arguments, "--out", _folder["old.npz"]]).AssertRefused("old.npz.checkpoint: was begun by another version");

        // A machine that went down cut the last record short.
        using (var file = File.OpenWrite(checkpoint))
            file.SetLength(kept - 5);
        var last = CommandRun.Of([.. arguments, "--out", output]);
        Assert.True(last.ExitCode == CommandLine.Success, last.Error);
        Assert.Contains("continues after ", last.Error);
        Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(output));
        Assert.False(File.Exists(checkpoint));
    }

    [GlTheory]
    [InlineData("cpu")]
    [InlineData("gpu")]
    public void Metrics_are_those_of_evaluate(string backend)
    {
        string[] weights = ["--weights", _folder.WriteWeights("w.safetensors", 4, 5, 3), "--data", "iris", "--backend", backend];
        CommandRun.Of(["surface", .. weights, "--resolution", "5x3", "--metrics", "--out", _folder["s.npz"]]);
        CommandRun.Of(["surface", .. weights, "--resolution", "5x3", "--metrics", "--out", _folder["s.csv"]]);
        var arrays = NpzFile.Read(_folder["s.npz"]);
        var rows = File.ReadAllLines(_folder["s.csv"]);
        Assert.Equal("alpha,beta,loss,train_loss,train_accuracy,test_loss,test_accuracy", rows[0]);
        Assert.Equal([3, 5], arrays["test_accuracy"].Shape);
        var middle = rows[1 + 7].Split(',').Select(field => double.Parse(field, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal((0, 0), (middle[0], middle[1]));
        foreach (var (part, at) in ((string, int)[])[("train", 3), ("test", 5)])
        {
            var expected = CommandRun.Of(["evaluate", .. weights, "--part", part, "--json"]);
            Assert.Equal(expected.Number("loss"), middle[at], 1e-5);
            Assert.Equal(expected.Number("accuracy"), middle[at + 1], 1e-6);
            Assert.Equal((float)middle[at], arrays[part + "_loss"].ToFloats()[7]);
            Assert.Equal((float)middle[at + 1], arrays[part + "_accuracy"].ToFloats()[7]);
        }
        Assert.Equal(arrays["loss"].ToFloats(), arrays["train_loss"].ToFloats());
    }

    [Fact]
    public void A_grid_may_have_any_sides_and_its_points_are_those_of_the_square()
    {
        string[] arguments = ["surface", "--weights", _folder.WriteWeights("w.safetensors", 2, 4, 1), "--data", "moons"];
        var square = Sample("--resolution", "9");
        var corner = Sample("--resolution", "5x3", "--alpha", "0,1", "--beta", "-0.5,0");
        Assert.Equal([0, 0.25f, 0.5f, 0.75f, 1], corner["alpha"].ToFloats());
        Assert.Equal([-0.5f, -0.25f, 0], corner["beta"].ToFloats());
        var line = Sample("--resolution", "9x1");
        Assert.Equal([0], line["beta"].ToFloats());
        Assert.Equal(square["loss"].ToFloats()[(4 * 9)..(5 * 9)], line["loss"].ToFloats());
        for (var row = 0; row < 3; row++)
            Assert.Equal(
                square["loss"].ToFloats()[((2 + row) * 9 + 4)..((2 + row) * 9 + 9)], corner["loss"].ToFloats()[(row * 5)..(row * 5 + 5)]);

        CommandRun.Of([.. arguments, "--resolution", "5x3", "--alpha", "0,1", "--out", _folder["s.png"]]).AssertRefused("--alpha, --beta: a picture shows ranges with 0 in the middle");
        CommandRun.Of([.. arguments, "--resolution", "5x1", "--out", _folder["s.png"]]).AssertRefused("--resolution: a picture needs more than one row");
        CommandRun.Of([.. arguments, "--resolution", "5x1", "--beta", "0,1", "--out", _folder["s.npz"]]).AssertRefused("--beta: a line of 5x1 points");
        CommandRun.Of([.. arguments, "--alpha", "1,1", "--out", _folder["s.npz"]]).AssertRefused("the first number must be below the second");

        IReadOnlyDictionary<string, NpyArray> Sample(params string[] grid)
        {
            var run = CommandRun.Of([.. arguments, .. grid, "--out", _folder["s.npz"]]);
            Assert.True(run.ExitCode == CommandLine.Success, run.Error);
            return NpzFile.Read(_folder["s.npz"]);
        }
    }

    [GlFact]
    public void A_loss_of_0_is_no_hole()
    {
        WeightsFile.Save(_folder["w.safetensors"], [2, 3, 1], new float[13]);
        _folder.Write("zero.csv", "a,b,y\n0,1,0\n1,0,0\n0.2,0.9,0\n");
        foreach (var name in (string[])["s.csv", "s.png"])
        {
            var run = CommandRun.Of(
                "surface", "--weights", _folder["w.safetensors"], "--data", _folder["zero.csv"], "--target", "y", "--loss", "mse",
                "--resolution", "5", "--out", _folder[name], "--json");
            Assert.Equal((0, 0, 0), (run.Number("minimum"), run.Number("maximum"), run.Number("holes")));
        }
    }

    [Fact]
    public void Blocks_of_samples_give_the_mean_over_all_of_them()
    {
        var data = Catalog.Dataset("spirals").Load(new DatasetOptions()).Train;
        var network = Network.Create(new NetworkShape([2, 6, 1], new Activations.Tanh()), new PyTorchDefault(), 1);
        var (loss, sgd) = (new BinaryCrossEntropy(), new Sgd());
        using var backend = new CpuBackend();
        var plane = new RandomPlane().Create(new PlaneContext(network, 1, []));
        var grid = new GridPart(new(-1, 1, 7), new(0, 2, 5));
        var whole = Run(1 << 20);
        // 3 numbers for each of 6 units and a sample: 100 samples at a time.
        var blocks = Run(100 * 3 * 6 * sizeof(float));
        for (var value = 0; value < 2; value++)
            for (var i = 0; i < 35; i++)
                Assert.Equal(whole[value][i], blocks[value][i], 1e-6);

        float[][] Run(long blockBytes)
        {
            using var session = backend.CreateSession(
                network, TrainingData.Create(data, null, loss, data.Count, 0), new TrainingOptions(loss, sgd, sgd.Defaults, 0, 0));
            var sweep = new SurfaceSweep(new CommandContext(TextWriter.Null, TextWriter.Null), grid, hasAccuracy: true) { BlockBytes = blockBytes };
            sweep.Add(plane, session);
            return sweep.Run(_folder["s.npz"], backend, loss, out _);
        }
    }
}
