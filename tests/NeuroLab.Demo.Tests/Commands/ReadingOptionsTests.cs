using System.Text.Json;
using NeuroLab.Datasets;
using NeuroLab.Demo.Shell;
using NeuroLab.Experiments;
using NeuroLab.Files;
using NeuroLab.Losses;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>How the person's files are understood, what is said about it, and how it can be said otherwise.</summary>
public sealed class ReadingOptionsTests : IDisposable
{
    private const string Table = "a,b,kind\n1,2,x\n2,3,y\n3,4,x\n4,5,y\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_verb_says_what_it_found_in_a_table()
    {
        var table = _folder.Write("t.csv", Table);
        var weights = _folder.WriteWeights("w.safetensors", 2, 1);
        const string Line =
            "neurolab: t.csv: 4 samples; 2 inputs (a, b); target kind: 2 classes (x 2, y 2); header; delimiter ','; decimal point; no missing values; not scaled\n";

        Assert.Equal(Line.Replace("not scaled", "inputs standardized by the training rows"), CommandRun.Of("train", "--data", table, "--steps", "2").Error.ReplaceLineEndings("\n"));
        Assert.Equal(Line, CommandRun.Of("train", "--data", table, "--steps", "2", "--scale", "none").Error.ReplaceLineEndings("\n"));
        // Weights from elsewhere are examined on what they were trained on.
        Assert.StartsWith(Line, CommandRun.Of("train", "--weights", weights, "--data", table, "--steps", "2").Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(Line, CommandRun.Of("evaluate", "--data", table, "--weights", weights).Error.ReplaceLineEndings("\n"));
        Assert.Equal(Line, CommandRun.Of(
            "surface", "--data", table, "--weights", weights, "--resolution", "3", "--out", _folder["s.csv"]).Error.ReplaceLineEndings("\n"));
        Assert.Empty(CommandRun.Of("train", "--data", "moons", "--steps", "2").Error);
    }

    [Fact]
    public void Json_carries_it_in_place_of_the_line()
    {
        var run = CommandRun.Of("train", "--data", _folder.Write("t.csv", "id;colour;a;y\n1;red;1,5;0\n2;blue;;1\n3;red;2,5;1\n4;red;3,5;1\n"),
            "--ignore", "id", "--categories", "one-hot", "--missing", "mean", "--steps", "2", "--json");
        var data = run.Json.GetProperty("data");

        Assert.Empty(run.Error);
        Assert.Equal((4, 3), (data.GetProperty("samples").GetInt32(), data.GetProperty("input_count").GetInt32()));
        Assert.Equal(["colour=blue", "colour=red", "a"], data.GetProperty("inputs").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("classes", data.GetProperty("kind").GetString());
        Assert.Equal(3, data.GetProperty("classes").GetProperty("1").GetInt32());
        Assert.True(data.GetProperty("header").GetBoolean());
        Assert.Equal((";", ","), (data.GetProperty("delimiter").GetString(), data.GetProperty("decimal").GetString()));
        Assert.Equal((1, 0), (data.GetProperty("missing").GetInt32(), data.GetProperty("dropped_rows").GetInt32()));
        Assert.Equal("id", data.GetProperty("left_out")[0].GetString());
        Assert.Equal(1, data.GetProperty("scale").GetDouble());
        Assert.StartsWith("t.csv: 4 samples; ", data.GetProperty("understood").GetString());
        Assert.Equal(JsonValueKind.Null, CommandRun.Of("train", "--data", "moons", "--steps", "2", "--json").Json.GetProperty("data").ValueKind);
    }

    [Fact]
    public void Large_numbers_are_standardized_and_the_weights_remember_it()
    {
        // A price of some hundred thousands, of an area and a year.
        var lines = Enumerable.Range(0, 120).Select(i => (Area: 40 + 37 * i % 160, Year: 1900 + 53 * i % 120))
            .Select(house => FormattableString.Invariant($"{house.Area},{house.Year},{3000 * house.Area + 1500 * (house.Year - 1900) + 50000}"));
        var table = _folder.Write("houses.csv", "area,year,price\n" + string.Join('\n', lines) + "\n");
        var (weights, file) = (_folder["w.safetensors"], _folder["e.neurolab.json"]);
        JsonElement Train(params string[] more) =>
            CommandRun.Of(["train", "--data", table, "--steps", "800", "--learning-rate", "0.01", "--json", .. more]).Json;

        var trained = Train("--test-share", "0", "--save", weights);
        var (loss, data) = (trained.GetProperty("loss").GetDouble(), trained.GetProperty("data"));
        Assert.InRange(loss, 0, 0.02);
        var deviation = data.GetProperty("target_deviation")[0].GetDouble();
        Assert.Equal(Math.Sqrt(loss) * deviation, trained.GetProperty("rmse").GetDouble(), 1e-6 * deviation);
        Assert.Equal((true, 2), (data.GetProperty("standardized").GetBoolean(), data.GetProperty("mean").GetArrayLength()));
        Assert.EndsWith("inputs and target standardized by the training rows (a loss of 1 is that of guessing their mean)", data.GetProperty("understood").GetString());
        Assert.True(Train("--scale", "none").GetProperty("loss").GetDouble() > 1e6);
        Assert.InRange(Train().GetProperty("test_rmse").GetDouble(), 0, 0.2 * deviation);

        // The same numbers on any verb that is given the weights, and none where it is told so.
        double Evaluate(params string[] more) =>
            CommandRun.Of(["evaluate", "--weights", weights, "--data", table, "--json", .. more]).Json.GetProperty("loss").GetDouble();
        Assert.Equal(loss, Evaluate(), 1e-5);
        Assert.True(Evaluate("--scale", "none") > 1e6);

        // In a file too; one that says nothing is older than that.
        var (train, _) = DatasetFile.Split(DatasetFile.Load(table), 0.2, 7, standardizes: true);
        var experiment = new ExperimentFile { Version = 1, Data = ExperimentFile.DataSection.Of(table, new(), 0.2), Seed = 7 };
        experiment.Save(file);
        Assert.Equal(train.Inputs.ToArray(), ExperimentFile.Load(file).CreateExperiment().Train.Inputs.ToArray());
        Assert.Equal(train.Values, ExperimentFile.Load(file).CreateExperiment().Train.Values);
        Assert.DoesNotContain("--scale", experiment.TrainCommand(), StringComparison.Ordinal);
        var older = experiment with { Data = experiment.Data with { Reading = experiment.Data.Reading! with { Standardize = null } } };
        Assert.True(older.CreateExperiment().Train.Inputs[0] >= 40);
        Assert.Contains("--scale none", older.TrainCommand(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_is_misunderstood_can_say_so()
    {
        var table = _folder.Write("t.csv", "1,0,5\n2,1,5\n3,0,6\n4,1,6\n");
        JsonElement Data(params string[] options) => CommandRun.Of(["train", "--data", table, "--steps", "1", "--json", .. options]).Json.GetProperty("data");

        Assert.False(Data().GetProperty("header").GetBoolean());
        Assert.Equal("classes", Data().GetProperty("kind").GetString());
        Assert.Equal(3, Data("--header", "yes").GetProperty("samples").GetInt32());
        Assert.Equal("number", Data("--regression").GetProperty("kind").GetString());
        Assert.Equal(4, Data("--target", "1", "--classes").GetProperty("classes").EnumerateObject().Count());
        Assert.Equal(["2"], Data("--columns", "2").GetProperty("inputs").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(10, Data("--scale", "10").GetProperty("scale").GetDouble());
        CommandRun.Of("train", "--data", table, "--delimiter", "tab").AssertRefused("single column");
        Assert.Equal(1.5f, DatasetFile.Load(_folder.Write("c.csv", "a:b\n1,5:2\n"), new() { Delimiter = ':', Decimal = ',' }).Inputs[0]);
        Assert.Equal(",", CommandRun.Of("train", "--data", _folder["c.csv"], "--delimiter", ":", "--decimal", "comma", "--steps", "1", "--json")
            .Json.GetProperty("data").GetProperty("decimal").GetString());
    }

    [Theory]
    [InlineData("--header maybe", "--header", "'maybe'", "yes or no")]
    [InlineData("--delimiter 7", "--delimiter", "'7'", "semicolon")]
    [InlineData("--decimal x", "--decimal", "point or comma")]
    [InlineData("--missing guess", "--missing", "refuse or drop or mean")]
    [InlineData("--categories some", "--categories", "refuse or one-hot")]
    [InlineData("--scale 0", "--scale", "'0'")]
    [InlineData("--classes --regression", "--classes and --regression")]
    [InlineData("--prefix ema.", "--prefix", "--weights")]
    public void What_cannot_be_is_refused(string options, params string[] fragments) =>
        CommandRun.Of(["train", "--data", _folder.Write("t.csv", Table), .. options.Split(' ')]).AssertRefused(fragments);

    [Fact]
    public void The_catalogues_sets_are_read_as_they_are()
    {
        CommandRun.Of("train", "--data", "iris", "--header", "no").AssertRefused("--header", "iris");
        CommandRun.Of("train", "--data", "mnist", "--scale", "none").AssertRefused("--scale", "mnist");
    }

    [Fact]
    public void A_file_name_may_begin_with_an_at_sign()
    {
        _folder.Write("t.csv", "--steps\n5\n");
        var run = CommandRun.Of("train", "--data", _folder.Write("@t.csv", Table), "--steps", "1", "--json");
        Assert.Equal("@t.csv", run.Json.GetProperty("data").GetProperty("file").GetString());
        CommandRun.Of("train", "@nowhere").AssertRefused("'@nowhere'");
    }

    [Fact]
    public void One_of_several_networks_is_chosen_by_its_prefix()
    {
        var weights = _folder["w.safetensors"];
        SafetensorsFile.Write(weights,
        [
            new("0.weight", [1, 1], 1, 2), new("0.bias", [0], 1), new("ema.0.weight", [1, 1], 1, 2), new("ema.0.bias", [3], 1),
        ]);
        string[] arguments = ["evaluate", "--weights", weights, "--data", _folder.Write("z.csv", "a,b,y\n0,0,0.5\n0,0,0.5\n"), "--json"];

        CommandRun.Of(arguments).AssertRefused("'ema.'", "--prefix");
        Assert.Equal(0.25, CommandRun.Of([.. arguments, "--prefix", ""]).Number("loss"), 1e-6);
        Assert.Equal(6.25, CommandRun.Of([.. arguments, "--prefix", "ema."]).Number("loss"), 1e-6);
        CommandRun.Of([.. arguments, "--prefix", "avg."]).AssertRefused("'avg.'", "'ema.0.'");
    }

    [Fact]
    public void Layers_without_numbers_count_and_their_order_is_said()
    {
        var weights = _folder["w.safetensors"];
        SafetensorsFile.Write(weights, [new("fc1.weight", [1, 1, 2, 2], 2, 2), new("fc1.bias", [0, 1], 2), new("out.weight", [1, 10], 1, 2)]);
        var data = _folder.Write("z.csv", "a,b,y\n1,1,0.5\n1,1,0.5\n");

        var run = CommandRun.Of("evaluate", "--weights", weights, "--data", data, "--activation", "relu", "--gradients", _folder["g.safetensors"]);
        Assert.Contains("neurolab: layers in this order: fc1 2→2, out 2→1; zero biases for out\n", run.Error.ReplaceLineEndings("\n"));
        // relu(2), relu(5) → 2 + 50.
        Assert.Equal(51.5 * 51.5, CommandRun.Of("evaluate", "--weights", weights, "--data", data, "--json").Number("loss"), 1e-3);
        Assert.Equal(["fc1.weight", "fc1.bias", "out.weight"], SafetensorsFile.Read(_folder["g.safetensors"]).Select(tensor => tensor.Name));
    }

    [Fact]
    public void A_single_class_is_refused_where_nothing_can_be_told_apart()
    {
        var table = _folder.Write("t.csv", "a,b,kind\n1,2,x\n2,3,x\n");
        CommandRun.Of("train", "--data", table).AssertRefused("one class, 'x'");
        CommandRun.Of("evaluate", "--data", table, "--weights", _folder.WriteWeights("w.safetensors", 2, 3)).AssertRefused("one class, 'x'", "which of the network's");
    }

    [Fact]
    public void A_single_class_is_told_apart_by_a_network_with_one_output()
    {
        var run = CommandRun.Of("evaluate", "--data", _folder.Write("t.csv", "a,b,y\n0,0,0\n0,0,0\n"), "--weights", _folder.WriteWeights("w.safetensors", 2, 1), "--json");
        // The output is the bias, 0.1: class 1, which is wrong.
        Assert.Equal(Math.Log(1 + Math.Exp(0.1)), run.Number("loss"), 1e-6);
        Assert.Equal(0, run.Number("accuracy"));
        CommandRun.Of("evaluate", "--data", _folder["t.csv"], "--weights", _folder["w.safetensors"], "--loss", "softmax_cross_entropy")
            .AssertRefused("single output", "binary_cross_entropy");
    }

    [Fact]
    public void A_pair_of_images_gives_the_loss_of_the_built_in_set()
    {
        byte[] images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 51, 255, 102];
        _folder.Write("t-labels-idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 2, 0, 1);
        var data = _folder.Write("t-images-idx3-ubyte", images);
        var table = _folder.Write("t.csv", "a,b,y\n0,0.2,0\n1,0.4,1\n");
        string[] arguments = ["evaluate", "--weights", _folder.WriteWeights("w.safetensors", 2, 1), "--json", "--loss", "mse", "--data"];

        Assert.Equal(CommandRun.Of([.. arguments, table]).Number("loss"), CommandRun.Of([.. arguments, data]).Number("loss"), 1e-6);
        Assert.Equal(255, CommandRun.Of([.. arguments, data]).Json.GetProperty("data").GetProperty("scale").GetDouble());
    }

    [Fact]
    public void A_plane_that_weights_alone_do_not_have_is_not_offered()
    {
        var help = CommandRun.Of("surface", "--help").Output;
        var planes = string.Concat(help.Split('\n').SkipWhile(line => !line.Contains("--plane", StringComparison.Ordinal)).Take(2));
        Assert.Contains("random", planes);
        Assert.DoesNotContain("descent", planes);
        Assert.DoesNotContain("gradient", planes);
    }

    [Fact]
    public void A_place_without_permission_is_named_as_that() => Assert.Equal(
        "permission denied", OutputFile.Cause(new UnauthorizedAccessException("Access to the path '/sys/w.1.tmp' is denied.")));

    [Fact]
    public void An_experiment_is_made_again_as_it_was_read()
    {
        var table = _folder.Write("t.csv", "id;colour;a;y\n1;red;1,5;3\n2;blue;;7\n3;red;2,5;3\n4;red;3,5;7\n");
        var options = new DatasetFileOptions
        {
            Targets = ["y"],
            Ignored = ["id"],
            Categories = TextColumns.OneHot,
            Missing = MissingValues.Drop,
            Delimiter = ';',
            Decimal = ',',
            Header = true,
            Task = DatasetTask.Regression,
            Scale = 2,
        };
        var file = new ExperimentFile
        {
            Version = ExperimentFile.CurrentVersion,
            Data = ExperimentFile.DataSection.Of(table, options, testShare: null),
            Network = new([2]),
        };
        file.Save(_folder["e.json"]);
        var again = ExperimentFile.Load(_folder["e.json"]);

        Assert.Equal(["y"], again.Data.Targets!);
        var (made, direct) = (again.CreateExperiment().Train, DatasetFile.Load(table, options));
        Assert.Equal(direct.InputNames, made.InputNames);
        Assert.Equal(direct.Inputs, made.Inputs);
        Assert.Equal(direct.Values!, made.Values!);
        Assert.Equal(direct.Reading!.Line(), made.Reading!.Line());
        Assert.Equal(
            $"neurolab train --data {table} --target y --ignore id --header yes --delimiter ';' --decimal comma --missing drop --categories one-hot --regression --scale 2",
            again.TrainCommand().Split(" --layers")[0]);
    }

    [Fact]
    public void An_experiment_of_the_first_version_is_read_as_then()
    {
        _folder.Write("t-labels-idx1-ubyte", 0, 0, 8, 1, 0, 0, 0, 2, 0, 1);
        var images = _folder.Write("t-images-idx3-ubyte", 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 10, 255);
        var signs = _folder.Write("t.csv", "a,y\n1,-1\n2,1\n3,1\n4,-1\n");

        Assert.Equal([10, 255], Old(images, "binary_cross_entropy").Inputs);
        Assert.Equal([-1, 1, 1, -1], Old(signs, "mse").EncodeTargets(TargetEncoding.Values));
        Assert.Null(Old(signs, "mse").Labels);

        Dataset Old(string path, string loss) => ExperimentFile.Parse(System.Text.Encoding.UTF8.GetBytes(
            $$"""{"neurolab": 1, "data": {"source": "{{path}}"}, "network": {"hidden": [2]}, "loss": "{{loss}}"}"""), "old").CreateExperiment().Train;
    }
}
