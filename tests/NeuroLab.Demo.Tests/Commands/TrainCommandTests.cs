using System.Globalization;
using System.Text.Json;
using NeuroLab.Datasets;
using NeuroLab.Demo.Commands;

namespace NeuroLab.Demo.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("iris", "16", "100")]
    [InlineData("digits", "64", "20")]
    public void Recorded_data_is_learned_well(string data, string layers, string epochs)
    {
        var run = CommandRun.Of("train", "--data", data, "--layers", layers, "--learning-rate", "0.01", "--epochs", epochs, "--json");

        Assert.InRange(run.Number("test_accuracy"), 0.95, 1);
    }

    [Fact]
    public void Mnist_is_learned_in_five_epochs()
    {
        var run = CommandRun.Of(
            "train", "--data", "mnist", "--layers", "512", "--activation", "relu", "--optimizer", "rmsprop", "--batch", "128",
            "--epochs", "5", "--json");
        Assert.InRange(run.Json.GetProperty("test_accuracy").GetDouble(), 0.975, 1);
    }

    [Fact]
    public void Asking_for_the_automatic_loss_is_the_same_as_leaving_it_out()
    {
        string[] run = ["train", "--data", "xor", "--steps", "5", "--json"];
        Assert.Equal(
            CommandRun.Of(run).Json.GetProperty("loss").GetDouble(),
            CommandRun.Of([.. run, "--loss", "auto"]).Json.GetProperty("loss").GetDouble());
    }

    [Fact]
    public void The_log_has_the_rate_in_force_of_a_schedule()
    {
        var log = _folder["log.csv"];
        CommandRun.Of(
            "train", "--data", "moons", "--learning-rate", "0.2", "--schedule", "step", "--step-size", "4", "--gamma", "0.5",
            "--steps", "9", "--log", log);
        var rates = File.ReadLines(log).Skip(1).Select(line => float.Parse(line.Split(',')[3], CultureInfo.InvariantCulture));
        Assert.Equal([0.2f, 0.2f, 0.2f, 0.2f, 0.1f, 0.1f, 0.1f, 0.1f, 0.05f, 0.05f], rates);
    }

    [Fact]
    public void A_schedule_at_the_edge_has_the_share_that_is_asked_for_wherever_curvature_was_measured()
    {
        var log = _folder["edge.csv"];
        CommandRun.Of(
            "train", "--data", "sine", "--optimizer", "momentum", "--batch", "full", "--learning-rate", "0.001", "--schedule", "edge",
            "--edge-share", "0.5", "--steps", "40", "--curvature", "1", "--curvature-every", "10", "--log", log);
        var rows = File.ReadLines(log).Skip(1).Select(line => line.Split(',')).ToArray();
        foreach (var row in rows.Where((_, step) => step % 10 == 0))
            Assert.Equal(0.5, Number(row[4]) / Number(row[5]), 1e-6);
        Assert.Equal(rows[11][3], rows[10][3]);
        Assert.NotEqual(rows[11][3], rows[20][3]);

        double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Json_has_every_result_in_one_line()
    {
        var json = CommandRun.Of("train", "--data", "moons", "--steps", "7", "--json").Json;

        Assert.Equal(
            ["steps", "loss", "accuracy", "test_loss", "rmse", "test_rmse", "test_accuracy", "seconds", "backend", "data", "layers"],
            json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(7, json.GetProperty("steps").GetInt32());
        Assert.Equal("CPU", json.GetProperty("backend").GetString());
    }

    [Fact]
    public void Values_have_no_accuracy_and_a_fifth_of_a_file_is_its_test_set()
    {
        var sine = CommandRun.Of("train", "--data", "sine", "--steps", "3", "--json").Json;
        Assert.Equal(JsonValueKind.Null, sine.GetProperty("accuracy").ValueKind);
        Assert.Equal(JsonValueKind.Number, sine.GetProperty("test_loss").ValueKind);

        JsonElement File(params string[] more) => CommandRun.Of(
            ["train", "--data", _folder.WriteSamples("s.npz", (long[])[0, 1, 1, 0, 0, 1, 1, 0]), "--steps", "3", "--json", .. more]).Json;
        Assert.Equal(JsonValueKind.Number, File().GetProperty("accuracy").ValueKind);
        Assert.Equal(JsonValueKind.Number, File().GetProperty("test_loss").ValueKind);
        Assert.Equal(JsonValueKind.Null, File("--test-share", "0").GetProperty("test_loss").ValueKind);
    }

    [Fact]
    public void An_epoch_passes_over_all_training_data()
    {
        var samples = _folder.WriteSamples("s.npz", new long[10]);

        Assert.Equal(12, CommandRun.Of("train", "--data", samples, "--test-share", "0", "--loss", "mse", "--batch", "4", "--epochs", "4", "--json").Number("steps"));
        Assert.Equal(4, CommandRun.Of("train", "--data", samples, "--test-share", "0", "--loss", "mse", "--batch", "full", "--epochs", "4", "--json").Number("steps"));
    }

    [Fact]
    public void Saved_weights_load_to_the_same_loss()
    {
        var weights = _folder["net.safetensors"];
        string[] network = ["--data", "moons", "--activation", "tanh", "--seed", "3", "--json"];
        var trained = CommandRun.Of(["train", .. network, "--layers", "8,4", "--epochs", "2", "--save", weights]);

        var evaluated = CommandRun.Of(["evaluate", .. network, "--weights", weights, "--part", "train"]);
        var tested = CommandRun.Of(["evaluate", .. network, "--weights", weights, "--part", "test"]);
        var continued = CommandRun.Of(["train", .. network, "--weights", weights, "--steps", "0"]);

        Assert.Equal(trained.Number("loss"), evaluated.Number("loss"));
        Assert.Equal(trained.Number("test_loss"), tested.Number("loss"));
        Assert.Equal(trained.Number("loss"), continued.Number("loss"));
        Assert.Equal(2 * 8 + 8 + 8 * 4 + 4 + 4 + 1, evaluated.Number("parameters"));
        Assert.Equal(["net.safetensors"], _folder.Files);
    }

    [Fact]
    public void Saved_weights_come_back_with_their_activation()
    {
        var weights = _folder["net.safetensors"];
        string[] train = ["train", "--data", "moons", "--activation", "tanh", "--layers", "8", "--steps", "60", "--json", "--save"];
        var loss = CommandRun.Of([.. train, weights]).Number("loss");
        CommandRun.Of([.. train, _folder["again.safetensors"]]);
        Assert.Equal(File.ReadAllBytes(weights), File.ReadAllBytes(_folder["again.safetensors"]));

        string[] evaluate = ["evaluate", "--data", "moons", "--part", "train", "--weights", weights];
        Assert.Equal(loss, CommandRun.Of([.. evaluate, "--json"]).Number("loss"));
        Assert.DoesNotContain("activation", CommandRun.Of(evaluate).Error, StringComparison.Ordinal);
        Assert.NotEqual(loss, CommandRun.Of([.. evaluate, "--json", "--activation", "relu"]).Number("loss"));
    }

    [Fact]
    public void An_activation_that_no_one_names_is_said_to_be_assumed()
    {
        const string Said = "activation relu (assumed; --activation chooses)";
        string[] evaluate = ["evaluate", "--data", "moons", "--weights", _folder.WriteWeights("net.safetensors", 2, 3, 1)];
        Assert.Contains(Said, CommandRun.Of(evaluate).Error, StringComparison.Ordinal);
        Assert.Contains(Said, CommandRun.Of([.. evaluate, "--json"]).Json.GetProperty("layers").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Said, CommandRun.Of([.. evaluate, "--activation", "relu"]).Error, StringComparison.Ordinal);
        evaluate[^1] = _folder.WriteWeights("linear.safetensors", 2, 1);
        Assert.DoesNotContain("assumed", CommandRun.Of(evaluate).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_activation_that_is_unknown_is_refused_unless_one_is_chosen()
    {
        var weights = _folder["net.safetensors"];
        WeightsFile.Save(weights, [2, 1, 1], [1, 1, 0, 1, 0], "swish");
        string[] evaluate = ["evaluate", "--data", "moons", "--weights", weights];
        CommandRun.Of(evaluate).AssertRefused("net.safetensors", "unknown activation 'swish'", "--activation");
        Assert.Equal(CommandLine.Success, CommandRun.Of([.. evaluate, "--activation", "silu"]).ExitCode);
    }

    [Fact]
    public void A_finite_loss_far_above_its_start_is_said_to_have_diverged()
    {
        var run = CommandRun.Of("train", "--data", "moons", "--optimizer", "sgd", "--learning-rate", "50", "--seed", "1");
        Assert.Equal(CommandLine.Success, run.ExitCode);
        Assert.Contains("diverged: the loss rose from 0.", run.Error);
        Assert.Contains("lower --learning-rate (it was 50)", run.Error);
        Assert.Equal("", CommandRun.Of("train", "--data", "moons", "--optimizer", "sgd", "--learning-rate", "0.1").Error);
    }

    [Fact]
    public void A_seed_determines_the_run()
    {
        string[] arguments = ["train", "--data", "spirals", "--steps", "40", "--json", "--seed"];

        var loss = CommandRun.Of([.. arguments, "5"]).Number("loss");

        Assert.Equal(loss, CommandRun.Of([.. arguments, "5"]).Number("loss"));
        Assert.NotEqual(loss, CommandRun.Of([.. arguments, "6"]).Number("loss"));
    }

    [Fact]
    public void The_log_of_a_long_run_misses_no_step()
    {
        var log = _folder["log.csv"];
        const int steps = 70_000; // more than the session's history keeps
        var run = CommandRun.Of(
            "train", "--data", _folder.WriteSamples("s.npz", (long[])[0, 1, 1, 0]), "--layers", "none", "--batch", "full",
            "--steps", "70000", "--log", log, "--json");

        var rows = File.ReadAllLines(log);
        Assert.Equal(steps + 2, rows.Length);
        for (var step = 0; step <= steps; step++)
            Assert.StartsWith(step.ToString(CultureInfo.InvariantCulture) + ",", rows[step + 1]);
        Assert.Equal(run.Number("loss"), double.Parse(rows[^1].Split(',')[1], CultureInfo.InvariantCulture), 1e-6);
    }

    [Fact]
    public void A_loss_that_diverges_is_shown_and_said_in_one_line()
    {
        string[] arguments =
            ["train", "--data", "sine", "--optimizer", "sgd", "--learning-rate", "1e6", "--steps", "60", "--log", _folder["log.csv"]];

        var text = CommandRun.Of(arguments);
        Assert.Equal(CommandLine.Success, text.ExitCode);
        Assert.Contains("NaN", text.Output);
        Assert.Equal(1, text.Error.Count(c => c == '\n'));
        Assert.Contains("lower --learning-rate", text.Error);
        Assert.StartsWith("60,NaN,", File.ReadAllLines(_folder["log.csv"])[^1]);

        Assert.Equal(JsonValueKind.Null, CommandRun.Of([.. arguments, "--json"]).Json.GetProperty("loss").ValueKind);
    }

    [Fact]
    public void Weights_that_are_not_finite_do_not_replace_a_file()
    {
        var weights = _folder.Write("net.safetensors", "old, made with NeuroLab");

        var run = CommandRun.Of(
            "train", "--data", "sine", "--optimizer", "sgd", "--learning-rate", "1e6", "--steps", "60", "--save", weights);

        Assert.Equal(CommandLine.BadInput, run.ExitCode);
        Assert.Contains("not written", run.Error);
        Assert.Equal("old, made with NeuroLab", File.ReadAllText(weights));
    }

    [Fact]
    public void Interruption_ends_the_run_and_saves_what_there_is()
    {
        using var interruption = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        var run = CommandRun.Of(
            interruption.Token, false,
            "train", "--data", "moons", "--steps", "2000000000", "--log", _folder["log.csv"], "--save", _folder["net.safetensors"]);

        Assert.Equal(CommandLine.Interrupted, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("neurolab: interrupted after ", run.Error);
        Assert.Equal(1, run.Error.Count(letter => letter == '\n'));
        Assert.Equal(["log.csv", "net.safetensors"], _folder.Files);
        Assert.NotEmpty(WeightsFile.Load(_folder["net.safetensors"]));
        Assert.StartsWith("step,loss,", File.ReadAllText(_folder["log.csv"]));
    }

    [Fact]
    public void Interruption_of_a_run_that_keeps_nothing_says_so()
    {
        using var interruption = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var run = CommandRun.Of(interruption.Token, false, "train", "--data", "moons", "--steps", "2000000000");
        Assert.Equal((CommandLine.Interrupted, "", "neurolab: interrupted; nothing was saved"), (run.ExitCode, run.Output, run.Error.Trim()));
    }

    [Fact]
    public void Progress_never_reaches_standard_output()
    {
        var run = CommandRun.Of(default, true, "train", "--data", "moons", "--steps", "50", "--json");

        Assert.Equal(50, run.Number("steps"));
    }

    [Fact]
    public void Whole_numbers_that_are_hardly_classes_are_learned_as_quantities()
    {
        var table = _folder.Write("houses.csv", "rooms,price\n1,100\n2,210\n3,290\n4,405\n");
        var weights = _folder["net.safetensors"];

        CommandRun.Of("train", "--data", table, "--target", "price", "--layers", "none", "--steps", "1", "--save", weights);

        Assert.Equal([1, 1], SafetensorsFile.Read(weights).Single(tensor => tensor.Name == "0.weight").Shape);
    }

    [Theory]
    [InlineData(0, 684)]    // two margins, a chart and its steps
    [InlineData(2, 1224)]   // and a chart of the curvature
    public void The_log_is_a_picture_where_its_name_says_so(int eigenvalues, int height)
    {
        CommandRun.Of([
            "train", "--data", "moons", "--layers", "4", "--batch", "full", "--steps", "40", "--log", _folder["log.png"],
            .. eigenvalues > 0 ? ["--curvature", $"{eigenvalues}", "--curvature-every", "10"] : Array.Empty<string>()]);
        using var image = SkiaSharp.SKBitmap.Decode(_folder["log.png"]);
        Assert.Equal((1920, height), (image.Width, image.Height));
        // The loss is a blue line; the edge is red dashes, one after the other all the way.
        Assert.Contains(image.Pixels, pixel => pixel is { Blue: > 180, Red: < 90 });
        Assert.Equal(eigenvalues > 0, image.Pixels.Any(pixel => pixel is { Red: > 180, Green: < 80, Blue: < 80 }));
    }

    public void Dispose() => _folder.Dispose();
}
