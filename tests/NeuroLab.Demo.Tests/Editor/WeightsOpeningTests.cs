using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Landscapes;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>A network from elsewhere is opened after a question, which the keyboard answers.</summary>
public sealed class WeightsOpeningTests
{
    [GlTheory]
    [InlineData("mine.onnx", "silu")]
    [InlineData("mine.npz", null)]
    public void Dropped_weights_stand_still_on_the_present_data(string name, string? activation)
    {
        using var stage = new EditorStage();
        var (data, inputs, outputs) = (stage.Trainer.Experiment.Train.Name, stage.Trainer.Experiment.Shape.Sizes[0], stage.Trainer.Experiment.Shape.Sizes[^1]);
        int[] sizes = [inputs, 5, outputs];
        var parameters = Enumerable.Range(0, (6 * outputs) + (5 * (inputs + 1))).Select(i => MathF.Sin(i)).ToArray();
        var path = Path.Combine(stage.Folder, name);
        WeightsFormat.ToWrite(path).Write!(path, new StoredWeights(WeightsFile.ToTensors(sizes, parameters))
        {
            Metadata = activation is null ? new Dictionary<string, string>() : new() { [WeightsFile.ActivationKey] = activation },
        });
        stage.Drop(path);
        var seen = Shown(stage);
        Assert.Contains("2-5-1: 2 inputs, 1 output, 21 parameters", seen);
        Assert.Equal(activation is not null, seen.Contains($"Activation: {activation} (says {name})"));
        Assert.Equal(activation is null, seen.Contains("Activation"));
        // All is answered by what is on show: Enter alone opens it.
        stage.Press(Key.Enter);
        stage.RunUntilLoaded();

        Assert.False(stage.App.View.Hud.Toast.IsError, stage.App.View.Hud.Toast.Text);
        Assert.Equal(data, stage.Trainer.Experiment.Train.Name);
        Assert.Equal(sizes, stage.Trainer.Experiment.Shape.Sizes.AsSpan().ToArray());
        Assert.Equal(activation ?? "tanh", stage.Trainer.Experiment.Shape.ActivationNames);
        Assert.IsType<RandomPlane>(stage.App.View.Scene.ShownPlane!.Value.Kind);
        stage.Run(5);
        Assert.False(stage.Trainer.IsPlaying);
        Assert.Equal(parameters, stage.Parameters);
        Assert.Contains(name, stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        stage.Press(Key.Z, Key.LeftControl);
        stage.RunUntilLoaded();
        Assert.NotEqual(sizes, stage.Trainer.Experiment.Shape.Sizes.AsSpan().ToArray());
    }

    [GlFact]
    public void Weights_of_other_data_ask_for_it_by_the_keyboard_alone()
    {
        using var stage = new EditorStage();
        var experiment = stage.Trainer.Experiment;
        var path = Path.Combine(stage.Folder, "iris.safetensors");
        WeightsFile.Save(path, [4, 3, 3], Enumerable.Range(0, 27).Select(i => MathF.Cos(i)).ToArray());
        stage.Press(Key.O, Key.LeftControl);
        stage.Press(Key.A, Key.LeftControl);
        stage.Type(path);
        stage.Press(Key.Enter);
        stage.RunUntilLoaded();
        stage.Run(2);
        Assert.Contains("Choose the data to see the loss on.", Shown(stage));
        Assert.Same(experiment, stage.Trainer.Experiment);

        // Shift+Tab from the first widget leads to the last one of the dialog, Cancel; from there back to the first.
        stage.Press(Key.Tab, Key.LeftShift);
        stage.Press(Key.Tab);
        for (var i = 0; i <= EditorStage.IndexOf("digits"); i++)
            stage.Press(Key.Down);
        stage.Press(Key.Tab);
        Assert.Contains("Choose the activation: a file of weights does not hold it.", Shown(stage));
        stage.Press(Key.Down);
        stage.RunUntil(() => string.Join(' ', Shown(stage)).Contains("iris.safetensors: takes 4 inputs and digits has 64;", StringComparison.Ordinal));
        stage.Press(Key.Tab, Key.LeftShift);
        stage.Press(Key.Down);
        stage.RunUntil(() => Shown(stage).Exists(text => text.StartsWith("loss ", StringComparison.Ordinal) && text.Contains("(softmax_cross_entropy)", StringComparison.Ordinal)));
        foreach (var _ in (string[])["activation", "loss", "options", "open"])
            stage.Press(Key.Tab);
        stage.Press(Key.Enter);
        stage.RunUntilLoaded();
        Assert.Equal(("iris", "4-3-3 " + Catalog.Activations[0].Name), (stage.Trainer.Experiment.Train.Name, stage.Trainer.Experiment.Shape.ToString()));
        Assert.False(stage.App.Workspace.IsModal);
    }

    [GlFact]
    public void Escape_leaves_all_as_it_was_and_a_damaged_file_is_a_line()
    {
        using var stage = new EditorStage();
        var experiment = stage.Trainer.Experiment;
        var path = Path.Combine(stage.Folder, "net.safetensors");
        WeightsFile.Save(path, [2, 3, 1], new float[13]);
        stage.Drop(path);
        stage.Run(2);
        Assert.True(stage.App.Workspace.IsModal);
        stage.Press(Key.Escape);
        Assert.False(stage.App.Workspace.IsModal);
        Assert.Same(experiment, stage.Trainer.Experiment);

        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^4]);
        stage.Drop(path);
        Assert.False(stage.App.Workspace.IsModal);
        Assert.True(stage.App.View.Hud.Toast.IsError);
        Assert.StartsWith("net.safetensors: ", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
    }

    [GlFact]
    public void A_folder_is_a_run_which_asks_for_what_it_does_not_say()
    {
        using var stage = new EditorStage();
        var run = Directory.CreateDirectory(Path.Combine(stage.Folder, "run")).FullName;
        foreach (var step in (int[])[0, 100, 600])
            WeightsFile.Save(Path.Combine(run, $"step-{step}.safetensors"), [2, 3, 1], Enumerable.Range(0, 13).Select(i => i + (step * 0.01f)).ToArray());
        File.WriteAllText(Path.Combine(run, "run.json"), """{"data": "moons", "loss": "mse"}""");
        stage.Drop(run);
        var seen = Shown(stage);
        Assert.Contains("3 checkpoints up to step 600", seen);
        Assert.Contains("Data: moons (says run.json)", seen);
        Assert.Contains("Loss: mse (says run.json)", seen);
        Assert.DoesNotContain("Data", seen);
        stage.Press(Key.Down); // the activation
        foreach (var _ in (string[])["options", "open"])
            stage.Press(Key.Tab);
        stage.Press(Key.Enter);
        stage.RunUntilLoaded();
        Assert.Equal((600, "mse"), (stage.Trainer.Experiment.Run!.LastStep, stage.Trainer.Experiment.Loss.Name));
        Assert.True(stage.Trainer.IsPlaying);

        File.WriteAllText(Path.Combine(run, "run.json"), """{"data": "moons", "activation": "gelu"}""");
        stage.Drop(run);
        stage.RunUntilLoaded();
        Assert.Equal("2-3-1 gelu", stage.Trainer.Experiment.Shape.ToString());
    }

    private static List<string> Shown(EditorStage stage)
    {
        stage.Run(2);
        return [.. stage.App.View.Canvas.ReadTexts().Select(text => text.Text)];
    }
}
