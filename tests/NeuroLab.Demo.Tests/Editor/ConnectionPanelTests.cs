using NeuroLab.Connectivity;
using NeuroLab.Datasets;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Landscapes;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>The line between two sets of weights, looked at while the app runs.</summary>
public sealed class ConnectionPanelTests
{
    [GlFact]
    public void The_line_between_two_runners_is_measured_beside_the_run_and_matching_adds_another()
    {
        using var stage = new EditorStage(width: 1400, height: 800);
        stage.Commands.AddRunner(new Sgd());
        var panel = Open(stage);
        stage.RunUntil(() => stage.Trainer.Status.Step > 200);
        Assert.Equal(["Adam, now", "SGD, now", "The start", "A file…"], panel.Ends);
        stage.Pause();
        var edits = stage.Editor.Log.Edits.Count;
        panel.Measure(0, 1);
        stage.RunUntil(() => !panel.IsBusy);
        var line = panel.Shown!.Line;
        Assert.Null(panel.Shown.Matched);
        Assert.Equal(stage.Trainer.Session.Evaluate(DataPart.Train).Loss, line.Train[0].Loss, 1e-6);
        Assert.Equal(stage.App.View.Scene.Race.Runners[1].Trainer.Session.Evaluate(DataPart.Test).Loss, line.Test[^1].Loss, 1e-6);

        stage.Click(stage.Widget("Match").Center());
        stage.RunUntil(() => !panel.IsBusy);
        Assert.Equal(line.Train, panel.Shown.Line.Train);
        Assert.Equal(line.Train[^1].Loss, panel.Shown.Matched!.Train[^1].Loss, 1e-5);
        Assert.InRange(panel.Shown.OutputChange, 0, 1e-6);
        stage.Click(stage.Widget("Curve").Center());
        stage.Move(new(600, 300));
        stage.RunUntil(() => !panel.IsBusy);
        Assert.True(PathLosses.Losses(panel.Shown.Curve!.Train).Average() <= PathLosses.Losses(panel.Shown.Matched.Train).Average());
        // It looks, and changes nothing.
        Assert.Equal(edits, stage.Editor.Log.Edits.Count);
        stage.Run(60);
        new Picture(1400, 800, stage.Picture()).Review("connection-panel");

        stage.Click(stage.Widget("Plane").Center());
        var plane = stage.App.View.Scene.Landscape.Plane!;
        var matched = Path.Combine(stage.Folder, "matched.safetensors");
        Assert.IsType<MinimaPlane>(stage.App.View.Scene.ShownPlane?.Kind);
        Assert.InRange(plane.Project(stage.Parameters).Residual, 0, 1e-4);
        Assert.InRange(plane.Project([.. WeightsFile.Load(matched).SelectMany(layer => layer.Weight.Concat(layer.Bias))]).Residual, 0, 1e-4);
        stage.RunUntil(() => stage.App.View.Scene.Landscape.Progress >= 1);
        stage.Run(60);
        new Picture(1400, 800, stage.Picture()).Review("connection-plane");
    }

    [GlFact]
    public void Branches_and_files_are_ends_too_and_another_experiment_takes_the_picture_away()
    {
        using var stage = new EditorStage(width: 1400, height: 800);
        var panel = Open(stage);
        stage.RunUntil(() => stage.Trainer.Status.Step > 60);
        stage.Pause();
        var tip = stage.Parameters;
        stage.Commands.SeekTo(30);
        stage.Commands.Fork();
        stage.Run(2);
        Assert.Contains("The end of main", panel.Ends);
        panel.Measure(0, panel.Ends.ToList().IndexOf("The end of main"));
        stage.RunUntil(() => !panel.IsBusy);
        using (var session = stage.App.View.Scene.Beside()(new(stage.Trainer.Experiment.Shape, tip)))
            Assert.Equal(session.Evaluate(DataPart.Train).Loss, panel.Shown!.Line.Train[^1].Loss, 1e-6);

        var path = Path.Combine(stage.Folder, "tip.safetensors");
        WeightsFile.Save(path, stage.Trainer.Experiment.Shape.Sizes.AsSpan(), tip);
        panel.Measure(panel.Ends.ToList().IndexOf("The start"), path);
        stage.RunUntil(() => !panel.IsBusy);
        Assert.True(panel.Shown!.Line.Train[0].Loss > panel.Shown.Line.Train[^1].Loss);

        stage.LoadDataset("circles");
        Assert.Null(panel.Shown);
        panel.Measure(0, Path.Combine(stage.Folder, "missing.safetensors"));
        stage.Run(2);
        Assert.False(panel.IsBusy);
    }

    [GlFact]
    public void Training_goes_on_meanwhile_and_Esc_ends_measuring()
    {
        using var stage = new EditorStage(width: 1400, height: 800);
        var panel = Open(stage);
        var step = stage.Trainer.EnqueuedSteps;
        panel.Measure(0, 1);
        Assert.True(panel.IsBusy);
        Assert.True(panel.Leave());
        Assert.False(panel.Leave());
        stage.RunUntil(() => stage.Trainer.EnqueuedSteps > step + 20);
        Assert.Null(panel.Shown);
    }

    private static ConnectionPanel Open(EditorStage stage)
    {
        stage.App.Workspace.Layout.Show("connection");
        stage.Run(3);
        return stage.App.Workspace.Panel<ConnectionPanel>();
    }
}
