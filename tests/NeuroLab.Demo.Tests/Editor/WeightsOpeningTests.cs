using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>A file of weights that is opened in the window is looked at on the present data.</summary>
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
        stage.Script.Drop(path);
        stage.Run(2);
        stage.RunUntilLoaded();

        Assert.False(stage.App.View.Hud.Toast.IsError, stage.App.View.Hud.Toast.Text);
        Assert.Equal(data, stage.Trainer.Experiment.Train.Name);
        Assert.Equal(sizes, stage.Trainer.Experiment.Shape.Sizes.AsSpan().ToArray());
        Assert.Equal(activation ?? "tanh", stage.Trainer.Experiment.Shape.ActivationNames);
        stage.Run(5);
        Assert.False(stage.Trainer.IsPlaying);
        Assert.Equal(parameters, stage.Parameters);
        Assert.Contains(name, stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        stage.Press(Key.Z, Key.LeftControl);
        stage.RunUntilLoaded();
        Assert.NotEqual(sizes, stage.Trainer.Experiment.Shape.Sizes.AsSpan().ToArray());
    }

    [GlFact]
    public void Weights_of_other_data_are_refused_in_a_line()
    {
        using var stage = new EditorStage();
        var experiment = stage.Trainer.Experiment;
        var path = Path.Combine(stage.Folder, "digits.safetensors");
        WeightsFile.Save(path, [64, 3, 10], new float[(65 * 3) + (4 * 10)]);
        stage.Script.Drop(path);
        stage.Run(2);
        stage.RunUntilLoaded();
        Assert.True(stage.App.View.Hud.Toast.IsError);
        Assert.Contains("digits.safetensors: takes 64 inputs and gives 10 outputs", stage.App.View.Hud.Toast.Text, StringComparison.Ordinal);
        Assert.Same(experiment, stage.Trainer.Experiment);
    }
}
