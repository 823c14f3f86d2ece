using System.Globalization;
using NeuroLab.Datasets;

namespace NeuroLab.Demo.Tests.Commands;

public sealed class ReferenceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Cases => ReferenceFiles.Names;

    [Theory, MemberData(nameof(Cases))]
    public void Evaluate_gives_the_reference_loss_and_gradient(string name)
    {
        var reference = new ReferenceFiles(name, _folder);
        var path = _folder["gradients.safetensors"];

        var run = CommandRun.Of(["evaluate", .. reference.Arguments, "--gradients", path]);

        AssertClose(reference.Loss, run.Number("loss"), 1e-5);
        var gradients = SafetensorsFile.Read(path).ToDictionary(tensor => tensor.Name);
        Assert.Equal(reference.Gradients.Length, gradients.Count);
        var largest = reference.Gradients.Max(tensor => tensor.ToFloats().Max(Math.Abs));
        foreach (var expected in reference.Gradients)
        {
            var actual = gradients[expected.Name];
            Assert.Equal(expected.Shape, actual.Shape);
            foreach (var (want, got) in expected.ToFloats().Zip(actual.ToFloats()))
                Assert.InRange(got, want - 1e-4 * largest, want + 1e-4 * largest);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Train_logs_the_reference_curve_of_every_optimizer(string name)
    {
        var reference = new ReferenceFiles(name, _folder);
        foreach (var (optimizer, knobs) in ((string, string[])[])
        [
            ("sgd", ["--learning-rate", "0.05"]),
            ("momentum", ["--learning-rate", "0.02", "--momentum", "0.9"]),
            ("nesterov", ["--learning-rate", "0.02", "--momentum", "0.9"]),
            ("adagrad", ["--learning-rate", "0.05"]),
            ("rmsprop", ["--learning-rate", "0.005", "--beta2", "0.99", "--epsilon", "1e-8"]),
            ("adam", ["--learning-rate", "0.01"]),
            ("adamw", ["--learning-rate", "0.01", "--weight-decay", "0.05"]),
        ])
        {
            var log = _folder["log.csv"];
            var run = CommandRun.Of(
                ["train", .. reference.Arguments, "--optimizer", optimizer, .. knobs, "--batch", "full", "--steps", "25", "--log", log]);

            var rows = File.ReadAllLines(log);
            Assert.StartsWith("step,loss,", rows[0]);
            var curve = reference.Curve(optimizer);
            Assert.Equal(26, curve.Length);
            Assert.Equal(curve.Length, rows.Length - 1);
            for (var step = 0; step < curve.Length; step++)
            {
                var fields = rows[step + 1].Split(',');
                Assert.Equal(step, int.Parse(fields[0], CultureInfo.InvariantCulture));
                AssertClose(curve[step], double.Parse(fields[1], CultureInfo.InvariantCulture), 1e-3);
            }
            Assert.Equal(25, run.Number("steps"));
            AssertClose(curve[25], run.Number("loss"), 1e-3);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Surface_gives_the_reference_heights(string name)
    {
        var reference = new ReferenceFiles(name, _folder);
        var expected = reference.Numbers("surface");
        var path = _folder["surface.npz"];
        foreach (var plane in (string[][])
            [["--directions", reference.Directions], ["--directions", reference.RawDirections, "--normalize", "filter"]])
        {
            var run = CommandRun.Of(["surface", .. reference.Arguments, .. plane, "--resolution", "21", "--extent", "1", "--out", path]);

            Assert.Equal(0, run.Number("holes"));
            var arrays = NpzFile.Read(path);
            Assert.Equal([21, 21], arrays["loss"].Shape);
            Assert.Equal([21], arrays["alpha"].Shape);
            var axis = arrays["beta"].ToFloats();
            Assert.Equal((-1f, 0f, 1f), (axis[0], axis[10], axis[20]));
            var heights = arrays["loss"].ToFloats();
            for (var i = 0; i < expected.Length; i++)
                AssertClose(expected[i], heights[i], 1e-4);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertClose(double expected, double actual, double relative) =>
        Assert.InRange(actual, expected - relative * Math.Abs(expected), expected + relative * Math.Abs(expected));
}
