using NeuroLab.Datasets;

namespace NeuroLab.Demo.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Json_has_every_result_on_the_full_data()
    {
        var json = CommandRun.Of("evaluate", "--weights", _folder.WriteWeights("w.safetensors", 2, 3, 1), "--data", "moons", "--json").Json;

        Assert.Equal(
            ["loss", "accuracy", "samples", "parameters", "backend", "data", "layers"], json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(512 + 128, json.GetProperty("samples").GetInt32());
        Assert.Equal(13, json.GetProperty("parameters").GetInt32());
    }

    [Fact]
    public void The_full_data_is_the_mean_over_both_parts()
    {
        string[] arguments = ["evaluate", "--weights", _folder.WriteWeights("w.safetensors", 2, 1), "--data", "moons", "--json", "--part"];

        var train = CommandRun.Of([.. arguments, "train"]);
        var test = CommandRun.Of([.. arguments, "test"]);
        var all = CommandRun.Of([.. arguments, "all"]);

        Assert.Equal((train.Number("loss") * 512 + test.Number("loss") * 128) / 640, all.Number("loss"), 1e-12);
        Assert.Equal((train.Number("accuracy") * 512 + test.Number("accuracy") * 128) / 640, all.Number("accuracy"), 1e-12);
    }

    [Fact]
    public void Gradients_carry_the_names_of_the_weights()
    {
        var weights = _folder["net.safetensors"];
        SafetensorsFile.Write(weights,
        [
            new SafetensorsTensor("net.fc10.weight", [1f, 2f, 3f], 1, 3),
            new SafetensorsTensor("net.fc10.bias", [0f], 1),
            new SafetensorsTensor("net.fc2.weight", [1f, 2f, 3f, 4f, 5f, 6f], 3, 2),
        ]);

        CommandRun.Of(
            "evaluate", "--weights", weights, "--data", _folder.WriteSamples("s.npz", (float[])[0.5f, -1, 2]),
            "--gradients", _folder["g.safetensors"]);

        Assert.Equal(
            ["net.fc2.weight [3, 2]", "net.fc10.weight [1, 3]", "net.fc10.bias [1]"],
            SafetensorsFile.Read(_folder["g.safetensors"]).Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]"));
    }

    [Fact]
    public void Data_need_not_show_every_class_of_the_network()
    {
        var weights = _folder.WriteWeights("w.safetensors", 2, 4);
        var array = _folder.WriteSamples("s.npz", (long[])[0, 2, 2, 0]);
        var table = _folder.Write("s.csv", "a,b,class\n0,0,0\n0.25,0,2\n0.5,0,2\n0.75,0,0\n");

        foreach (var data in (string[])[array, table])
        {
            var run = CommandRun.Of("evaluate", "--weights", weights, "--data", data, "--loss", "softmax_cross_entropy", "--json");
            // Equal logits for four classes.
            Assert.Equal(Math.Log(4), run.Number("loss"), 1e-6);
        }
    }

    [Fact]
    public void A_single_class_is_the_one_its_number_says()
    {
        var weights = _folder.WriteWeights("w.safetensors", 2, 1);
        var data = _folder.Write("s.csv", "a,b,class\n0,0,0\n0,0,0\n0,0,0\n");

        var run = CommandRun.Of("evaluate", "--weights", weights, "--data", data, "--loss", "binary_cross_entropy", "--json");

        // −ln(1 − σ(0.1)): the output is the bias.
        Assert.Equal(Math.Log(1 + Math.Exp(0.1)), run.Number("loss"), 1e-6);
    }

    [Fact]
    public void Mse_takes_whole_numbers_as_quantities_where_the_network_has_one_output()
    {
        var weights = _folder.WriteWeights("w.safetensors", 2, 1);
        var data = _folder.Write("s.csv", "a,b,y\n0,0,0\n0,0,1\n0,0,2\n0,0,0\n0,0,1\n0,0,2\n");

        var run = CommandRun.Of("evaluate", "--weights", weights, "--data", data, "--loss", "mse", "--json");

        Assert.Equal((0.1 * 0.1 + 0.9 * 0.9 + 1.9 * 1.9) / 3, run.Number("loss"), 1e-6);
    }

    public void Dispose() => _folder.Dispose();
}
