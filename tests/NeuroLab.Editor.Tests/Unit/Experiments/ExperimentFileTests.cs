using System.Text;
using NeuroLab.Components;
using NeuroLab.Editor.Tests.Unit.Editing;
using NeuroLab.Experiments;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Runtime.Tests.Unit.Datasets;
using NeuroLab.Training;

namespace NeuroLab.Editor.Tests.Unit.Experiments;

public sealed class ExperimentFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_scene_saves_and_loads_to_the_same_run()
    {
        float[] expected;
        using (var run = new EditorFixture())
        {
            run.Editor.AddRunner(new Momentum(), new Momentum().Defaults with { LearningRate = 0.0123456789 });
            run.Scene.Camera.Pose = new CameraPose(new(0.1f, 0.2f, 0.3f), 1.5f, 0.7f, 2.25f, IsTop: true);
            run.Editor.Set(run.Trainer, Hyperparameter.WeightDecay.PropertyName, 0.001);
            run.Editor.CurrentFile.Save(_folder["run.json"]);
            run.Editor.AdvanceTo(50);
            expected = run.Parameters();
        }
        using var again = new EditorFixture(file: ExperimentFile.Load(_folder["run.json"]));
        again.Editor.AdvanceTo(50);
        EditorFixture.SameBits(expected, again.Parameters());
        Assert.Equal(new CameraPose(new(0.1f, 0.2f, 0.3f), 1.5f, 0.7f, 2.25f, true), again.Scene.Camera.Pose);
        Assert.Equal(("momentum", 0.0123456789), (
            again.Scene.Race.Runners[1].Trainer.Optimizer.Name, again.Scene.Race.Runners[1].Trainer.LearningRate));
        Assert.Equal(["run.json"], Directory.GetFiles(_folder["."]).Select(Path.GetFileName));
    }

    [Fact]
    public void The_same_file_shows_the_same_surface()
    {
        using var one = new EditorFixture();
        using var other = new EditorFixture(file: one.Editor.CurrentFile);
        Assert.Equal(one.Scene.Landscape.Plane!.First, other.Scene.Landscape.Plane!.First);
        Assert.Equal(one.Scene.Landscape.Plane.Origin, other.Scene.Landscape.Plane.Origin);
    }

    [Fact]
    public void It_is_readable_and_leaves_defaults_out()
    {
        EditorFixture.Small.Save(_folder["run.json"]);
        var text = File.ReadAllText(_folder["run.json"]);
        Assert.StartsWith("{\n  \"neurolab\": 1,\n  \"data\": {\n    \"source\": \"spirals\",\n    \"count\": 96\n  },", text.ReplaceLineEndings("\n"));
        Assert.DoesNotContain("beta1", text);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var file = ExperimentFile.Parse("""{"neurolab": 1, "data": {"source": "iris"}}"""u8, "x.json");
        Assert.Equal(("iris", "adam", 32, "tanh", 0UL), (
            file.Data.Source, file.Training.Optimizer, file.Training.BatchSize, file.Network.Activation, file.Seed));
        Assert.Equal("4-16-16-3 tanh", file.CreateExperiment().Shape.ToString());
    }

    [Fact]
    public void Skips_and_each_layers_activation_are_saved_and_train_as_before()
    {
        var file = SmallFile.Value with { Network = new([6, 6, 5], "tanh,relu,gelu", EvaluationSamples: 48) { Skip = true } };
        using var run = new EditorFixture(file: file);
        Assert.Equal("2-6-6-5-1 tanh,relu,gelu skip", run.Trainer.Experiment.Shape.ToString());
        run.Editor.CurrentFile.Save(_folder["run.json"]);
        run.Editor.AdvanceTo(20);
        using var again = new EditorFixture(file: ExperimentFile.Load(_folder["run.json"]));
        Assert.Equal("2-6-6-5-1 tanh,relu,gelu skip", again.Trainer.Experiment.Shape.ToString());
        again.Editor.AdvanceTo(20);
        EditorFixture.SameBits(run.Parameters(), again.Parameters());
    }

    [Theory]
    [InlineData("{\"neurolab\": 2}", "x.json: was saved by a newer version (format 2, this one reads up to 1); update the program")]
    [InlineData("{\"neurolab\": 0}", "x.json: not an experiment file; choose one that this program saved")]
    [InlineData("{}", "x.json: line 1: not a valid experiment file; correct that place or save it again")]
    [InlineData("{\"neurolab\": 1,\n\"seed\": \"x\"}", "x.json: line 2 at seed: not a valid experiment file; correct that place or save it again")]
    [InlineData("{\"neurolab\": 1,\n\"training\": {\"learningrate\": 1}}", "x.json: line 2 at training.learningrate: not a valid experiment file; correct that place or save it again")]
    [InlineData("{\"neurolab\": 1,\n\n", "x.json: line 3: not a valid experiment file; correct that place or save it again")]
    [InlineData("{\"neurolab\": 1, \"network\": {\"activation\": \"softsign\"}}", "x.json: unknown activation 'softsign'; did you mean 'softplus'?")]
    [InlineData("{\"neurolab\": 1, \"runners\": [{\"optimizer\": \"adma\"}]}", "x.json: unknown optimizer 'adma'; did you mean 'adam'?")]
    public void Damage_is_told_in_one_line_with_its_place(string text, string message) => Assert.Equal(
        message,
        Assert.Throws<UserErrorException>(() => ExperimentFile.Parse(Encoding.UTF8.GetBytes(text), "x.json")).Message);

    [Fact]
    public void A_data_file_that_vanished_is_named()
    {
        var path = _folder.Write("points.csv", "x,y,class\n0,0,a\n1,1,b\n0,1,a\n1,0,b\n");
        var file = EditorFixture.Small with { Data = new(path) };
        file.Save(_folder["run.json"]);
        Assert.Contains("\"source\": \"points.csv\"", File.ReadAllText(_folder["run.json"]));
        Assert.Equal(4, ExperimentFile.Load(_folder["run.json"]).CreateExperiment().Train.Count);
        File.Delete(path);
        var message = TemporaryFolder.Error(() => ExperimentFile.Load(_folder["run.json"]).CreateExperiment());
        Assert.Equal($"{path}: no such file; check the path", message);
    }

    [Fact]
    public void A_former_optimizer_is_plain_descent_by_finite_differences()
    {
        var file = ExperimentFile.Parse(
            """{"neurolab": 1, "training": {"optimizer": "naive_perturbation", "learningRate": 0.1, "epsilon": 0.02, "batchSize": 7}}"""u8, "x.json");
        var spec = file.Training.ToSpec("Runner 2");
        Assert.Equal(("sgd", GradientSource.FiniteDifferences, 7), (spec.Optimizer.Name, spec.GradientSource, spec.BatchSize));
        Assert.Equal((0.1, 0.02, 1e-8), (
            spec.Settings.LearningRate, spec.Settings[Hyperparameter.DifferenceStep], spec.Settings.Epsilon));
    }

    [Fact]
    public void Every_hyperparameter_is_kept_in_a_file_where_it_differs()
    {
        var settings = new Adam().Defaults;
        foreach (var each in Hyperparameter.All)
            settings = settings.With(each, 0.125);
        var spec = new RunnerSpec("", new Adam(), settings, 7) { GradientSource = GradientSource.FiniteDifferences };
        var file = EditorFixture.Small with { Training = TrainingSection.Of(spec, stepsPerFrame: 2) with { Color = [1, 0.5f, 0] } };
        var json = file.ToJson();
        foreach (var each in Hyperparameter.All)
            Assert.Contains($"\"{each.JsonName}\":0.125", json);
        var again = ExperimentFile.Parse(Encoding.UTF8.GetBytes(json), "x.json").Training;
        Assert.Equal(spec.Settings, again.ToSpec("").Settings);
        Assert.Equal((GradientSource.FiniteDifferences, 2), (again.ToSpec("").GradientSource, again.StepsPerFrame));
        Assert.Equal([1, 0.5f, 0], again.Color!);
    }
}
