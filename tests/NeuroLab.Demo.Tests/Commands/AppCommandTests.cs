using System.CommandLine;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Commands;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Tests.Commands;

/// <summary>What the window opens takes a file and the options of every verb.</summary>
public sealed class AppCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_arguments_it_is_the_descent_that_the_program_opens_with()
    {
        var options = Options();
        Assert.Null(options.File);
        Assert.Equal(("moons", 7UL, false), (options.Dataset, options.Seed, options.StartsPaused));
    }

    [Fact]
    public void A_data_set_alone_starts_as_from_its_menu()
    {
        var options = Options("--data", "iris");
        var menu = StartSettings.StartOf(Catalog.Find(Catalog.Datasets, "iris", "data set"), 7).File;
        Assert.Equal(menu.ToJson(), options.File!.ToJson());
        Assert.Equal(menu.ToJson(), Options("iris").File!.ToJson());
    }

    [Fact]
    public void A_preset_is_a_whole_experiment_with_a_seed()
    {
        var options = Options("--preset", "skip", "--seed", "5");
        Assert.Equal(Preset.Find("skip").Create(5).ToJson(), options.File!.ToJson());
        Assert.Equal("2-24-…-24-1 relu, 24 hidden layers", options.Experiment!.Shape.ToString());
        Assert.All(Preset.All, preset => Assert.Equal(3, preset.Words.Count));
        Assert.Contains("there are: skip, skip56", Assert.Throws<UserErrorException>(() => Preset.Find("skips")).Message);
        Assert.Equal("--preset: skip says what --layers would; leave --layers out", Assert.Throws<UserErrorException>(() => Options("--preset", "skip", "--layers", "8")).Message);
        Assert.Equal("--preset: skip says what moons would; leave one of them out", Assert.Throws<UserErrorException>(() => Options("moons", "--preset", "skip")).Message);
    }

    [Fact]
    public void Options_replace_what_suits_the_data_and_leave_the_rest()
    {
        var experiment = Options(
            "--data", "moons", "--layers", "32,32", "--activation", "relu", "--optimizer", "sgd", "--learning-rate", "0.3",
            "--batch", "8", "--seed", "5").Experiment!;
        Assert.Equal("2-32-32-1 relu", experiment.Shape.ToString());
        Assert.Equal(("sgd", 0.3, 8, 5UL), (experiment.Optimizer.Name, experiment.Settings.LearningRate, experiment.BatchSize, experiment.Seed));

        var usual = Options("--data", "moons").Experiment!;
        var wider = Options("--data", "moons", "--layers", "9").Experiment!;
        Assert.Equal(usual.Optimizer.Name, wider.Optimizer.Name);
        Assert.Equal(usual.Settings, wider.Settings);
        Assert.Equal(usual.Shape.ActivationNames, wider.Shape.ActivationNames);
        Assert.Equal(usual.EvaluationCount, wider.EvaluationCount);
        Assert.Equal(9, wider.Shape.Sizes[1]);
        // Layers alone are those of the default data.
        Assert.Equal(new AppOptions().Dataset, Options("--layers", "9").File!.Data.Source);
    }

    [Fact]
    public void A_table_is_opened_by_its_name_with_a_part_for_testing()
    {
        var table = _folder.Write("points.csv", "a,b,kind\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{i},{i % 7},{(i < 20 ? "low" : "high")}")));
        var options = Options(table, "--target", "kind", "--layers", "6");
        Assert.Equal(("points", 2, 6), (options.Experiment!.Train.Name, options.Experiment.Train.ClassCount, options.Experiment.Shape.Sizes[1]));
        Assert.Equal(8, options.Experiment.Test!.Count);
        Assert.Equal(table, options.Path);
        Assert.Contains("kind", options.Note, StringComparison.Ordinal);
        Assert.Equal(options.File!.ToJson(), Options("--data", table, "--target", "kind", "--layers", "6").File!.ToJson());
    }

    [Fact]
    public void An_experiment_is_opened_by_its_name_or_by_its_option()
    {
        var path = _folder["mine.neurolab.json"];
        Options("--data", "xor", "--layers", "5").File!.Save(path);
        foreach (var options in (AppOptions[])[Options(path), Options("--experiment", path)])
        {
            Assert.Equal("2-5-1 tanh", options.Experiment!.Shape.ToString());
            Assert.Equal(path, options.Path);
        }
    }

    [GlFact]
    public void Weights_open_paused_at_the_middle_of_a_random_plane()
    {
        var weights = _folder["net.safetensors"];
        CommandRun.Of("train", "--data", "moons", "--layers", "8,8", "--steps", "300", "--save", weights);
        var options = Options(weights, "--data", "moons");
        Assert.Equal("random", options.File!.Plane.Kind);
        Assert.Equal(options.File.ToJson(), Options("--weights", weights, "--data", "moons").File!.ToJson());

        Assert.True(HeadlessWindow.TryCreate(new WindowOptions("test", 900, 600), out var window, out var reason), reason);
        using (window)
        using (var app = new DescentApp(window, options with { StateFolder = null }))
        {
            var scene = app.View.Scene;
            var end = Environment.TickCount64 + 60_000;
            while (scene.Landscape.Progress < 1 || scene.Trainer.StatusVersion == 0)
            {
                app.RunFrame();
                Assert.True(Environment.TickCount64 < end, "no surface within a minute");
            }
            var session = scene.Trainer.Session;
            var parameters = new float[session.Shape.ParameterCount];
            session.ReadParameters(parameters);
            Assert.Equal(options.Experiment!.Weights!.Parameters, parameters);
            Assert.Equal((0L, false), (scene.Trainer.EnqueuedSteps, scene.Trainer.IsPlaying));
            Assert.Equal(0, scene.Trainer.Status.Residual, 1e-6);
            Assert.Equal(session.Evaluate(Training.DataPart.Evaluation).Loss, scene.Landscape.LossAt(0, 0), 1e-3);
            AssertFilterNormalized(scene, parameters);
            Assert.Contains("net.safetensors", app.View.Hud.Toast.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Weights_open_with_the_activation_that_they_were_saved_with()
    {
        var weights = _folder["net.safetensors"];
        CommandRun.Of("train", "--data", "moons", "--layers", "8", "--activation", "silu", "--steps", "3", "--save", weights);
        Assert.Equal("2-8-1 silu", Options(weights, "--data", "moons").Experiment!.Shape.ToString());
        Assert.Equal("relu", Options(_folder.WriteWeights("old.safetensors", 2, 3, 1), "--data", "moons").Experiment!.Shape.ActivationNames);
    }

    [Theory]
    [InlineData("trian", "unknown command 'trian'; did you mean 'train'?")]
    [InlineData("--lerning-rate 3", "unknown option '--lerning-rate'; did you mean '--learning-rate'?")]
    [InlineData("no.csv", "no.csv: no such file")]
    [InlineData("run.nlrun", "neurolab replay run.nlrun")]
    [InlineData("moons --data spirals", "--data: moons")]
    [InlineData("--layers 3 --experiment x.json", "leave --layers out")]
    [InlineData("moons --experiment x.json", "leave one of them out")]
    [InlineData("--weights x.safetensors", "x.safetensors: no such file")]
    [InlineData("moons --scale 2", "--ui-scale")]
    [InlineData("a.csv b.csv", "give one file")]
    public void What_cannot_be_opened_is_said_before_a_window_opens(string arguments, string said) =>
        CommandRun.Of(arguments.Split(' ')).AssertRefused(said);

    private static void AssertFilterNormalized(DescentScene scene, float[] parameters)
    {
        var (plane, shape) = (scene.Landscape.Plane!, scene.Trainer.Session.Shape);
        var direction = new float[parameters.Length];
        plane.PointAt(1, 0, direction);
        foreach (var layer in shape.Layers)
        {
            for (var unit = 0; unit < layer.Outputs; unit++)
            {
                double weights = 0, step = 0;
                for (var i = layer.WeightOffset + unit * layer.Inputs; i < layer.WeightOffset + (unit + 1) * layer.Inputs; i++)
                {
                    weights += parameters[i] * parameters[i];
                    step += (direction[i] - parameters[i]) * (direction[i] - parameters[i]);
                }
                Assert.Equal(Math.Sqrt(weights), Math.Sqrt(step), 1e-3);
            }
        }
    }

    [Fact]
    public void The_folder_of_a_run_is_opened_with_what_it_says_of_itself()
    {
        var run = _folder["run"];
        Directory.CreateDirectory(run);
        foreach (var step in (int[])[0, 100, 600])
            WeightsFile.Save(Path.Combine(run, $"step-{step}.safetensors"), [2, 4, 4, 1], new float[37]);
        File.WriteAllText(Path.Combine(run, "run.json"), """{"data": "moons", "activation": "tanh,gelu", "loss": "mse", "note": 1}""");
        foreach (var options in (AppOptions[])[Options(run), Options("--run", run)])
        {
            Assert.Equal(("2-4-4-1 tanh,gelu", "mse", "moons"), (options.Experiment!.Shape.ToString(), options.Experiment.Loss.Name, options.Experiment.Train.Name));
            Assert.Equal((600, 2, false), (options.Experiment.Run!.LastStep, options.File!.Training.StepsPerFrame, options.StartsPaused));
            Assert.StartsWith("run: 2-4-4-1 tanh,gelu, 3 checkpoints up to step 600", options.Note);
            Assert.Equal(run, options.File.Network.Run);
            // What the user says counts.
            Assert.Equal("2-4-4-1 relu", Options(run, "--activation", "relu").Experiment!.Shape.ToString());
        }
        File.Delete(Path.Combine(run, "run.json"));
        AssertAsks(run, "2-4-4-1", "--layers 4,4", run, "--layers", "4,4");
        File.WriteAllText(Path.Combine(run, "run.json"), """{"data": "moons"}""");
        AssertAsks(run, "2-4-4-1", "", "--run", run);
        Assert.Null(Options(run, "--activation", "gelu").Question);
        File.WriteAllText(Path.Combine(run, "run.json"), """{"data": 5}""");
        Assert.EndsWith("run.json at data: is not a text; correct it or leave it out", Assert.Throws<UserErrorException>(() => Options(run)).Message);
        File.WriteAllText(Path.Combine(run, "run.json"), "{\n\"data\"");
        Assert.Contains("run.json: line 2: is not valid JSON", Assert.Throws<UserErrorException>(() => Options(run)).Message);
    }

    [Fact]
    public void A_run_on_a_table_says_how_it_is_read()
    {
        var run = _folder["run"];
        Directory.CreateDirectory(run);
        foreach (var step in (int[])[0, 100])
            WeightsFile.Save(Path.Combine(run, $"step-{step}.safetensors"), [2, 4, 1], new float[17]);
        _folder.Write("homes.csv", "id,price,rooms,\"size, m2\"\n" + string.Join('\n', Enumerable.Range(1, 30).Select(i => $"{i},{i * 1000.5},{i % 5},{i * 10}")));
        var json = Path.Combine(run, "run.json");
        File.WriteAllText(json, """{"data": "../homes.csv", "target": "price", "ignore": ["id"], "header": true, "scale": "standard", "activation": "tanh", "writer": "mine"}""");
        var options = Options(run);
        Assert.Null(options.Question);
        var train = options.Experiment!.Train;
        Assert.Equal(["rooms", "size, m2"], train.InputNames);
        Assert.Equal((30, 1, 0), (train.Count, train.ValueCount, train.ClassCount));
        Assert.Equal(0, train.Inputs.Average(), 1e-4); // standardized
        Assert.EndsWith("run.json: writer is not known here and left unread; known are data, activation, loss, skip, prefix, target, columns, ignore, delimiter, decimal, missing, categories, scale, header, classes, regression", options.Note);
        // As a file it is read the same way, and options count before it.
        Assert.Equal(train.Inputs, options.File!.CreateExperiment().Train.Inputs);
        Assert.Equal(["rooms", "price"], Options(run, "--target", "size, m2", "--ignore", "id").Experiment!.Train.InputNames.Order(StringComparer.Ordinal).Reverse());
        Assert.True(Options(run, "--scale", "none").Experiment!.Train.Inputs.Max() >= 300);

        AssertRefused("""{"data": "../homes.csv", "activation": "tanh", "target": "cost"}""", "homes.csv: ");
        AssertRefused("""{"data": "../homes.csv", "activation": "tanh", "missing": "guess"}""", "run.json: --missing: 'guess' is not possible; give refuse or drop or mean");
        AssertRefused("""{"data": "../homes.csv", "activation": "tanh", "header": "no"}""", "run.json at header: is neither true nor false");
        AssertRefused("""{"data": "moons", "activation": "tanh", "target": "x"}""", "run.json: target: moons is read as it is");
        AssertRefused("""{"data": "../homes.csv", "activation": "tanh", "target": {"a": 1}}""", "run.json at target: is not a text");

        void AssertRefused(string text, string said)
        {
            File.WriteAllText(json, text);
            Assert.Contains(said, Assert.Throws<UserErrorException>(() => Options(run)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_changed_description_is_read_or_refused()
    {
        var random = new SeededRandom(11);
        var good = """{"data": "moons", "activation": "tanh,relu", "loss": "mse", "skip": true, "prefix": null, "target": ["a", 2], "header": false, "scale": 2.5, "note": [1]}"""u8.ToArray();
        int read = 0, refused = 0;
        for (var i = 0; i < 1500; i++)
        {
            List<byte> bad = [.. good];
            for (var changes = 1 + random.NextInt(4); changes > 0; changes--)
            {
                var at = random.NextInt(bad.Count - 1);
                if (random.NextInt(3) == 0)
                    bad.RemoveRange(at, Math.Min(1 + random.NextInt(6), bad.Count - at - 1));
                else
                    bad[at] = random.NextInt(2) == 0 ? (byte)random.NextInt(256) : good[random.NextInt(good.Length)];
            }
            File.WriteAllBytes(_folder["run.json"], [.. bad]);
            try
            {
                RunDescription.Load(_folder["."]);
                read++;
            }
            catch (UserErrorException error)
            {
                Assert.Contains("run.json", error.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(read > 100 && refused > 100, $"{read} read, {refused} refused");
    }

    [Fact]
    public void Weights_without_data_open_the_window_with_a_question()
    {
        var weights = _folder["my net.safetensors"];
        WeightsFile.Save(weights, [2, 4, 1], new float[17], "gelu");
        AssertAsks(weights, "2-4-1", "--optimizer sgd", weights, "--optimizer", "sgd");
        AssertAsks(weights, "2-4-1", "", "--weights", weights);
        Assert.Null(Options(weights, "--data", "moons").Question);

        var answered = AppCommand.Open([weights, "--data", "moons", "--activation", "tanh", "--optimizer sgd --lr 0.5"]);
        Assert.Equal(("2-4-1 tanh", "sgd", 0.5), (answered.Experiment.Shape.ToString(), answered.Experiment.Optimizer.Name, answered.Experiment.Settings.LearningRate));
        Assert.Equal((weights, "random"), (answered.File.Network.Weights, answered.File.Plane.Kind));
        Assert.Contains("did you mean '--activation'", Assert.Throws<UserErrorException>(() => AppCommand.Open([weights, "--activaton tanh"])).Message);
        Assert.Contains("takes 2 inputs and iris has 4", Assert.Throws<UserErrorException>(() => AppCommand.Open([weights, "--data", "iris", ""])).Message);
        // Without a window nobody could answer.
        CommandRun.Of(weights).AssertRefused("name the data to see their loss on with --data");
    }

    private static void AssertAsks(string path, string sizes, string given, params string[] arguments)
    {
        var options = Options(arguments);
        Assert.Equal((path, sizes, given), (options.Question!.Value.Network.Path, string.Join('-', options.Question.Value.Network.Sizes), options.Question.Value.Options));
        Assert.Null(options.Experiment);
        Assert.True(options.StartsPaused);
    }

    private static AppOptions Options(params string[] arguments)
    {
        var root = new RootCommand();
        var command = AppCommand.AddTo(root, new CommandContext(TextWriter.Null, TextWriter.Null, false, default));
        var parse = root.Parse(arguments);
        Assert.Empty(parse.Errors);
        return command.Bind(parse, root);
    }
}
