using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>What was trained is there again: after another data set, and after the program.</summary>
public sealed class ReturnTests
{
    [GlFact]
    public void Undoing_another_data_set_brings_weights_branches_trail_and_loss_curve_back()
    {
        using var stage = new EditorStage();
        stage.RunUntil(() => stage.Trainer.EnqueuedSteps > 150);
        stage.Press(Key.R);
        stage.RunUntil(() => stage.Trainer.EnqueuedSteps > 150);
        stage.Pause();
        var (weights, step, branches) = (stage.Parameters, stage.Trainer.EnqueuedSteps, stage.Editor.Branches.Count);
        stage.Press(Key.N);
        stage.RunUntilLoaded();
        stage.Run(3);
        Assert.NotEqual("moons", stage.Trainer.Experiment.Train.Name);
        stage.Press(Key.Z, Key.LeftControl);
        stage.RunUntilLoaded();
        stage.Run(3);
        Assert.Equal(("moons", step, branches), (stage.Trainer.Experiment.Train.Name, stage.Trainer.EnqueuedSteps, stage.Editor.Branches.Count));
        Assert.Equal(weights, stage.Parameters);
        Assert.EndsWith($"moons at step {step}", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        Assert.True(stage.App.View.Scene.Ball.Trail.Length > 2);
        var curve = stage.App.View.Histories[0].Loss;
        Assert.True(curve.X[0] < step / 2 && curve.LastX == step, $"{curve.X[0]} … {curve.LastX} of {step}");
    }

    [GlFact]
    public void A_saved_experiment_goes_on_from_its_weights_and_a_new_seed_leaves_them()
    {
        using var stage = new EditorStage();
        stage.RunUntil(() => stage.Trainer.EnqueuedSteps > 40);
        stage.Pause();
        var weights = stage.Parameters;
        stage.Press(Key.S, Key.LeftControl);
        var path = stage.Commands.Files.SavePath;
        Assert.Contains("\"weights\": \"experiment.neurolab.safetensors\"", File.ReadAllText(path), StringComparison.Ordinal);
        stage.Trainer.IsPlaying = true;
        stage.Run(10);
        stage.Pause();
        Assert.NotEqual(weights, stage.Parameters);
        stage.Drop(path);
        Assert.Equal(weights, stage.Parameters);
        Assert.StartsWith("experiment.neurolab.json: starts from the saved weights, at step 0\n", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        stage.Commands.Experiment.ChangeNetwork("8");
        stage.RunUntilLoaded();
        Assert.Equal("2-8-1 tanh", stage.Trainer.Experiment.Shape.ToString());
        stage.Drop(path);
        stage.Commands.Experiment.ChangeSeed("3");
        stage.RunUntilLoaded();
        Assert.NotEqual(weights, stage.Parameters);

        File.Delete(Path.ChangeExtension(path, ".safetensors"));
        Assert.Contains("safetensors", Assert.Throws<UserErrorException>(() => ExperimentFile.Load(path).CreateExperiment()).Message, StringComparison.Ordinal);
    }

    [GlFact]
    public void A_race_and_an_untrained_network_are_saved_as_their_start()
    {
        using var stage = new EditorStage();
        stage.Commands.AddRunner(Catalog.Optimizer("sgd"));
        stage.RunUntil(() => stage.Trainer.EnqueuedSteps > 20);
        stage.Press(Key.S, Key.LeftControl);
        Assert.EndsWith("A race is saved with its common start, without weights", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        Assert.Null(ExperimentFile.Load(stage.Commands.Files.SavePath).Network.Weights);
        stage.LoadDataset("moons");
        stage.Pause();
        stage.Editor.SeekTo(0);
        stage.Press(Key.S, Key.LeftControl);
        Assert.Null(ExperimentFile.Load(stage.Commands.Files.SavePath).Network.Weights);
    }

    [GlFact]
    public void A_new_window_is_not_larger_than_its_monitor_and_one_that_was_left_elsewhere_comes_back()
    {
        Assert.True(HeadlessWindow.TryCreate(new WindowOptions("test", 1280, 720) { }, out var window, out var reason), reason);
        using (window)
        {
            window.Room = new System.Drawing.Size(1024, 640);
            using var app = new NeuroLab.Demo.App.DescentApp(window, new NeuroLab.Demo.App.AppOptions("moons"));
            app.RunFrame();
            Assert.Equal(new System.Drawing.Size(1024, 640), window.FramebufferSize);
        }
    }
}
