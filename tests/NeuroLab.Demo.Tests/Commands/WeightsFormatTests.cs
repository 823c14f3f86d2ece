using System.Text.Json;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using NeuroLab.Datasets;
using NeuroLab.Demo.Commands;
using NeuroLab.Demo.Formats.Onnx;
using NeuroLab.Networks;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>Files that other programs wrote hold the networks that those programs say they hold.</summary>
public sealed class WeightsFormatTests : IDisposable
{
    private static readonly string Files = Path.Combine(AppContext.BaseDirectory, "Reference", "data", "weights");
    private static readonly string Samples = Path.Combine(Files, "samples.npz");

    private static readonly JsonElement[] Expected =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Files, "expected.json"))).RootElement.EnumerateArray()];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Expected.Select(entry => entry.GetProperty("file").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_loss_is_the_one_that_PyTorch_computes(string name)
    {
        var entry = Expected.Single(each => each.GetProperty("file").GetString() == name);
        string[] activation = entry.GetProperty("activation").GetString() is { } given ? ["--activation", given] : [];
        var loss = CommandRun.Of(["evaluate", "--weights", Path.Combine(Files, name), "--data", Samples, "--backend", "cpu", "--json", .. activation]).Number("loss");
        Assert.Equal(entry.GetProperty("loss").GetDouble(), loss, 1e-6);
    }

    [Theory]
    [InlineData("legacy.pt", "is a bare pickle")]
    [InlineData("protocol5.pt", "is a pickle of protocol 5")]
    [InlineData("module.pt", "asks for torch.nn.modules.container.Sequential")]
    [InlineData("convolution.onnx", "Conv '/0/Conv' [2, 1, 2] is no part of a dense network")]
    [InlineData("convolution.pt", "0.weight has the shape [4, 3, 3, 3]", "a convolution is not trained here")]
    public void What_is_no_dense_network_is_refused(string name, params string[] fragments) =>
        CommandRun.Of("evaluate", "--weights", Path.Combine(Files, name), "--data", Samples).AssertRefused([name, .. fragments]);

    [Fact]
    public void What_was_understood_is_said()
    {
        Assert.Contains("input 4→16, hidden 16→8, classes 8→3; no biases: zero", Said("unbiased.pt"), StringComparison.Ordinal);
        Assert.Contains("from model_state_dict; passed over: epoch, optimizer_state_dict, loss", Said("checkpoint.pth"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_graph_says_is_used_and_said_and_not_contradicted()
    {
        Assert.Contains("activation silu, softmax at the end, as part of the loss", Said("silu.onnx"), StringComparison.Ordinal);
        Assert.Contains("first 4→16, second 16→8, last 8→3; passed over: optimizer; activation tanh, softmax at the end", Said("net.keras"), StringComparison.Ordinal);
        Assert.Contains("zeta 4→16, eta 16→8, alpha 8→3; activation tanh", Said("model.h5"), StringComparison.Ordinal);
        Evaluate("net.onnx", "--activation", "relu").AssertRefused("net.onnx: its hidden layers have the activation tanh, and relu is asked for");
        Evaluate("net.keras", "--loss", "mse").AssertRefused("net.keras: ends with softmax, which is part of softmax_cross_entropy and not of mse");
        Evaluate("net.onnx", "--prefix", "0").AssertRefused("net.onnx: says itself which layers it has");
        Assert.Equal(CommandLine.Success, Evaluate("net.onnx", "--activation", "tanh").ExitCode);
        Assert.Equal(CommandLine.Success, Evaluate("net.onnx", "--activation", "tanh,tanh").ExitCode);
        Evaluate("net.onnx", "--activation", "tanh,relu").AssertRefused("net.onnx: its hidden layers have the activation tanh, and tanh,relu is asked for");
        Evaluate("mixed.onnx", "--skip").AssertRefused("mixed.onnx: its graph has no skip connections, and the experiment has some");
    }

    [Fact]
    public void Connect_and_planes_take_every_format()
    {
        var json = CommandRun.Of("connect", In("net.keras"), In("net.pt"), In("net.weights.h5"), "--data", Samples, "--points", "3", "--backend", "cpu", "--json").Json;
        Assert.Equal(0, json.GetProperty("barrier_loss").GetDouble(), 1e-6);
        string[] surface = ["surface", "--data", Samples, "--resolution", "3", "--backend", "cpu", "--json", "--out", _folder["s.npz"]];
        Assert.Equal(CommandLine.Success, CommandRun.Of(
            [.. surface, "--weights", In("relu.onnx"), "--plane", $"line:{In("relu.onnx")},{Converted("other.npz")}"]).ExitCode);
        CommandRun.Of([.. surface, "--weights", In("relu.onnx"), "--plane", $"line:{In("relu.onnx")},{In("elu.onnx")}"])
            .AssertRefused("elu.onnx: its hidden layers have the activation elu and the experiment relu");
        CommandRun.Of("connect", In("relu.onnx"), In("elu.onnx"), "--data", Samples).AssertRefused("elu.onnx: its hidden layers have the activation elu, and relu is asked for");

        static string In(string name) => Path.Combine(Files, name);

        // Numbers alone, which fit any activation.
        string Converted(string name)
        {
            CommandRun.Of("convert", In("elu.onnx"), _folder[name]);
            return _folder[name];
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Converted_files_hold_the_same_network(string name)
    {
        var entry = Expected.Single(each => each.GetProperty("file").GetString() == name);
        string[] activation = entry.GetProperty("activation").GetString() is { } given ? ["--activation", given] : [];
        foreach (var ending in (string[])[".onnx", ".npz", ".safetensors"])
        {
            var to = _folder["converted" + ending];
            Assert.Equal(CommandLine.Success, CommandRun.Of(["convert", Path.Combine(Files, name), to, "--json", .. activation]).ExitCode);
            string[] again = ending == ".npz" ? ["--activation", entry.TryGetProperty("says", out var says) ? says.GetString()! : "tanh", .. name == "residual.onnx" ? (string[])["--skip"] : []] : [];
            Assert.Equal(entry.GetProperty("loss").GetDouble(),
                CommandRun.Of(["evaluate", "--weights", to, "--data", Samples, "--backend", "cpu", "--json", .. again]).Number("loss"), 1e-6);
        }
    }

    [Theory]
    [InlineData("net.pt", "tanh", false)]
    [InlineData("unbiased.pt", "tanh", true)]
    [InlineData("gelu.onnx", null, true)]
    [InlineData("silu.onnx", null, false)]
    [InlineData("elu.onnx", null, false)]
    [InlineData("leaky_relu.onnx", null, true)]
    [InlineData("softplus.onnx", null, false)]
    [InlineData("sigmoid.onnx", null, false)]
    [InlineData("relu.onnx", null, false)]
    [InlineData("net.keras", null, false)]
    [InlineData("mixed.onnx", null, false)]
    [InlineData("residual.onnx", null, true)]
    [InlineData("net.safetensors", "linear", false)]
    [InlineData("net.safetensors", "gelu,silu", true)]
    public void A_written_graph_runs_in_onnxruntime_with_the_same_outputs(string name, string? activation, bool softmax)
    {
        var to = _folder["net.onnx"];
        string[] more = [.. activation is null ? [] : (string[])["--activation", activation], .. softmax ? (string[])["--softmax"] : []];
        var converted = CommandRun.Of(["convert", Path.Combine(Files, name), to, "--json", .. more]).Json;
        var network = NetworkFile.Load(to, null).Network;
        var inputs = NpzFile.Read(Samples)["x"].ToFloats();
        using var session = new InferenceSession(to);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("input", new DenseTensor<float>(inputs, [inputs.Length / 4, 4]))]);
        var outputs = results.Single().AsEnumerable<float>().ToArray();
        var isSoftmax = softmax || converted.GetProperty("output").ValueKind == JsonValueKind.String;

        for (var sample = 0; sample < inputs.Length / 4; sample++)
        {
            var expected = Forward(network, inputs.AsSpan(sample * 4, 4));
            if (isSoftmax)
            {
                var sum = expected.Sum(Math.Exp);
                expected = Array.ConvertAll(expected, value => Math.Exp(value) / sum);
            }
            for (var k = 0; k < 3; k++)
                Assert.Equal(expected[k], outputs[(sample * 3) + k], 1e-5);
        }
    }

    [Fact]
    public void A_graph_needs_an_activation_and_numbers_alone_hold_none()
    {
        CommandRun.Of("convert", Path.Combine(Files, "net.pt"), _folder["net.onnx"]).AssertRefused("an ONNX graph holds its activation", "--activation");
        Assert.False(File.Exists(_folder["net.onnx"]));
        CommandRun.Of("convert", Path.Combine(Files, "net.pt"), _folder["net.npz"], "--softmax").AssertRefused("--softmax: a NumPy archive holds nothing but numbers");
        Assert.Contains("left out: tanh, softmax", CommandRun.Of("convert", Path.Combine(Files, "net.keras"), _folder["net.npz"]).Error, StringComparison.Ordinal);
        CommandRun.Of("convert", Path.Combine(Files, "net.pt"), _folder["net.pt"]).AssertRefused("'.pt' is not a known kind of weights; write .safetensors, .npz or .onnx");
        File.Copy(Path.Combine(Files, "net.safetensors"), _folder["foreign.safetensors"]);
        CommandRun.Of("convert", Path.Combine(Files, "net.pt"), _folder["foreign.safetensors"]).AssertRefused("foreign.safetensors", "--force");
        Assert.Equal(CommandLine.Success, CommandRun.Of("convert", Path.Combine(Files, "net.pt"), _folder["foreign.safetensors"], "--force").ExitCode);
        // Ours may be replaced.
        Assert.Equal(CommandLine.Success, CommandRun.Of("convert", Path.Combine(Files, "net.keras"), _folder["ours.onnx"]).ExitCode);
        Assert.Equal(CommandLine.Success, CommandRun.Of("convert", Path.Combine(Files, "net.keras"), _folder["ours.onnx"]).ExitCode);
    }

    [Fact]
    public void Skip_connections_are_not_lost_in_silence()
    {
        WeightsFile.Save(_folder["skip.safetensors"], [4, 5, 5, 3], new float[25 + 30 + 18], "tanh", hasSkips: true);
        CommandRun.Of("convert", _folder["skip.safetensors"], _folder["skip.onnx"]);
        Assert.True(NetworkFile.Load(_folder["skip.onnx"], null).Network.Shape.Layers[1].HasSkip);
        Assert.Contains("left out: tanh, skip", CommandRun.Of("convert", _folder["skip.safetensors"], _folder["skip.npz"]).Error, StringComparison.Ordinal);
        CommandRun.Of("convert", _folder["skip.safetensors"], _folder["again.safetensors"]);
        Assert.True(NetworkFile.Load(_folder["again.safetensors"], null).Network.Shape.HasSkips);
    }

    [Theory]
    [InlineData("residual, then an activation", "Tanh 'after' follows the sum of a skip connection")]
    [InlineData("around two layers", "goes around more than one layer")]
    [InlineData("around the first layer", "goes around the first layer")]
    [InlineData("around one of two", "third has no skip connection, and another layer has one")]
    [InlineData("around the last layer", "last has a skip connection, and is no hidden layer as wide as the one before")]
    public void A_graph_with_other_skips_is_refused(string kind, string said)
    {
        var graph = new Graph { Name = "dense" };
        graph.Input.Add(new ValueInfo { Name = "x" });
        string Node(string operation, string output, params string[] inputs)
        {
            graph.Node.Add(new Node { OpType = operation, Name = output, Input = { inputs }, Output = { output } });
            return output;
        }

        string Layer(string name, string from)
        {
            var weight = new Demo.Formats.Onnx.Tensor { Name = name + ".weight", DataType = 1, Dims = { 2, 2 }, FloatData = { 1, 2, 3, 4 } };
            graph.Initializer.Add(weight);
            return Node("MatMul", name, from, weight.Name);
        }

        string Hidden(string name, string from) => Node("Tanh", name + ".tanh", Layer(name, from));
        string Sum(string name, string one, string other) => Node("Add", name + ".sum", one, other);

        var first = kind == "around the first layer" ? Sum("first", Hidden("first", "x"), "x") : Hidden("first", "x");
        var second = Hidden("second", first);
        if (kind != "around two layers")
            second = Sum("second", first, second);
        if (kind == "residual, then an activation")
            second = Node("Tanh", "after", second);
        var third = Hidden("third", second);
        third = kind switch
        {
            "around two layers" => Sum("third", first, third),
            "around one of two" => third,
            _ => Sum("third", second, third),
        };
        var last = Layer("last", third);
        graph.Output.Add(new ValueInfo { Name = kind == "around the last layer" ? Sum("last", last, third) : last });
        var model = new Model { IrVersion = 7, Graph = graph };
        model.OpsetImport.Add(new OperatorSet { Version = 13 });
        File.WriteAllBytes(_folder["skips.onnx"], model.ToByteArray());
        CommandRun.Of("evaluate", "--weights", _folder["skips.onnx"], "--data", "moons").AssertRefused("skips.onnx: ", said);
    }

    [Fact]
    public void Standardized_data_stay_known_in_a_graph()
    {
        var table = _folder.Write("s.csv", "a,b,class\n0,10,0\n1,20,1\n3,30,0\n5,10,1\n");
        CommandRun.Of("train", "--data", table, "--layers", "3", "--steps", "3", "--test-share", "0", "--save", _folder["w.safetensors"]);
        CommandRun.Of("convert", _folder["w.safetensors"], _folder["w.onnx"]);
        Assert.Equal(
            CommandRun.Of("evaluate", "--weights", _folder["w.safetensors"], "--data", table, "--json").Number("loss"),
            CommandRun.Of("evaluate", "--weights", _folder["w.onnx"], "--data", table, "--json").Number("loss"));
        Assert.NotNull(NetworkFile.Load(_folder["w.onnx"], null).Standardization);
    }

    // Independent of the kernels.
    private static double[] Forward(Network network, ReadOnlySpan<float> sample)
    {
        var values = Array.ConvertAll(sample.ToArray(), value => (double)value);
        foreach (var layer in network.Shape.Layers)
        {
            var next = new double[layer.Outputs];
            for (var j = 0; j < layer.Outputs; j++)
            {
                next[j] = network.Bias(layer)[j];
                for (var i = 0; i < layer.Inputs; i++)
                    next[j] += network.Weight(layer)[(j * layer.Inputs) + i] * values[i];
            }
            if (layer.Index < network.Shape.Layers.Length - 1)
                next = [.. next.Select((sum, j) => layer.Activation!.Value(sum) + (layer.HasSkip ? values[j] : 0))];
            values = next;
        }
        return values;
    }

    private static CommandRun Evaluate(string name, params string[] more) =>
        CommandRun.Of(["evaluate", "--weights", Path.Combine(Files, name), "--data", Samples, "--backend", "cpu", .. more]);

    private static string Said(string name) => CommandRun.Of("evaluate", "--weights", Path.Combine(Files, name), "--data", Samples, "--backend", "cpu").Error;

    public void Dispose() => _folder.Dispose();
}
