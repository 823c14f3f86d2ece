using System.Numerics;
using NeuroLab.Datasets;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;

namespace NeuroLab.Demo.Tests.Editor;

public sealed class PaintingTests
{
    [GlFact]
    public void A_stroke_is_learnt_from_the_present_weights_and_undone_at_once()
    {
        using var stage = Painting();
        stage.Editor.AdvanceTo(100);
        stage.Run(2);
        var (step, weights, count) = (stage.Trainer.EnqueuedSteps, stage.Parameters, stage.Trainer.Experiment.Train.Count);
        Stroke(stage);

        var painted = stage.Trainer.Experiment.Train;
        Assert.Equal("painted", painted.Name);
        Assert.True(painted.Count > count + 3, $"{painted.Count} points");
        Assert.Equal(0, painted.Labels![^1]);
        Assert.Equal(step, stage.Trainer.EnqueuedSteps);
        Assert.Equal(weights, stage.Parameters);
        var edit = Assert.Single(stage.Editor.Log.Edits.OfType<PaintEdit>());
        Assert.Equal(step, edit.Step);
        Assert.Contains(stage.App.Workspace.Marks, mark => mark.Text == "points painted");
        stage.Editor.AdvanceTo(step + 20);
        Assert.NotEqual(weights, stage.Parameters);

        stage.Press(Key.Z, Key.LeftControl);
        Assert.Equal("moons", stage.Trainer.Experiment.Train.Name);
        Assert.NotNull(stage.Trainer.Experiment.Test);
        stage.Press(Key.Y, Key.LeftControl);
        Assert.Equal(PlanePoints.ToLines(painted), PlanePoints.ToLines(stage.Trainer.Experiment.Train));
    }

    [GlFact]
    public void Going_back_before_a_stroke_brings_the_old_points_and_playing_on_the_new_ones()
    {
        using var stage = Painting();
        stage.Editor.AdvanceTo(80);
        Stroke(stage);
        stage.Editor.AdvanceTo(160);
        var (first, painted) = (stage.Parameters, stage.Trainer.Experiment.Train);
        stage.Commands.SeekTo(40);
        stage.Run(2);
        Assert.Equal("moons", stage.Trainer.Experiment.Train.Name);
        stage.Editor.AdvanceTo(160);
        Assert.Same(painted, stage.Trainer.Experiment.Train);
        Assert.Equal(first, stage.Parameters);
    }

    [GlFact]
    public void The_eraser_takes_points_away_and_the_last_class_stays()
    {
        using var stage = Painting();
        var count = stage.Trainer.Experiment.Train.Count;
        stage.Click(stage.Widget("erase").Center());
        var canvas = stage.Widget("canvas");
        stage.Drag(new Vector2(canvas.X + 8, canvas.CenterY), new Vector2(canvas.Right - 8, canvas.CenterY));
        Assert.InRange(stage.Trainer.Experiment.Train.Count, count / 4, count - 10);
    }

    [GlFact]
    public void A_third_class_needs_another_network_and_says_so()
    {
        using var stage = Painting();
        stage.Editor.AdvanceTo(50);
        stage.Click(stage.Widget("class").Center());
        Stroke(stage);
        Assert.Equal(3, stage.Trainer.Experiment.Train.ClassCount);
        Assert.Equal(3, stage.Trainer.Experiment.Shape.OutputCount);
        Assert.InRange(stage.Trainer.EnqueuedSteps, 0, 40);
    }

    [GlFact]
    public void Painted_points_are_kept_in_the_experiment_file_and_as_a_table()
    {
        using var stage = Painting();
        Stroke(stage);
        var painted = stage.Trainer.Experiment.Train;
        stage.Press(Key.S, Key.LeftControl);
        stage.Commands.Experiment.LoadDataset(0);
        stage.RunUntilLoaded();
        stage.Commands.Files.Open(stage.Commands.Files.SavePath);
        stage.RunUntilLoaded();
        Assert.False(stage.App.View.Hud.Toast.IsError);
        Assert.Equal(PlanePoints.ToLines(painted), PlanePoints.ToLines(stage.Trainer.Experiment.Train));

        stage.Press(Key.C, Key.LeftControl);
        var path = Path.Combine(stage.Folder, "painted.csv");
        Assert.Contains($"--data {path}", stage.Clipboard, StringComparison.Ordinal);
        Assert.Equal(PlanePoints.ToLines(painted), PlanePoints.ToLines(DatasetFile.Load(path)));
    }

    [GlTheory]
    [InlineData("circles")]
    [InlineData("digits")]
    public void A_stroke_that_other_data_comes_into_is_given_up_and_leaves_that_data_alone(string other)
    {
        using var stage = Painting();
        var canvas = stage.Widget("canvas");
        stage.Move(new Vector2(canvas.X + 20, canvas.Bottom - 12));
        stage.Script.Press(MouseButton.Left);
        stage.Run();
        stage.Move(new Vector2(canvas.X + 50, canvas.Bottom - 14));
        stage.LoadDataset(other);
        var data = stage.Trainer.Experiment.Train;
        Assert.Equal(other, data.Name);
        stage.RunUntil(() => stage.Trainer.StatusVersion > 0);
        stage.Move(new Vector2(canvas.X + 80, canvas.Bottom - 16));
        stage.Script.Release(MouseButton.Left);
        stage.Run(30);
        Assert.Empty(stage.Editor.Log.Edits.OfType<PaintEdit>());
        Assert.Same(data, stage.Trainer.Experiment.Train);
    }

    [GlFact]
    public void Escape_lays_the_brush_down()
    {
        using var stage = Painting();
        stage.Press(Key.Escape);
        Assert.True(stage.App.Workspace.Gui.BoxOf("canvas").IsEmpty);
        Assert.False(stage.App.HasQuit);
    }

    private static EditorStage Painting()
    {
        var stage = new EditorStage();
        stage.Pause();
        stage.Click(stage.Widget("paint").Center());
        return stage;
    }

    private static void Stroke(EditorStage stage)
    {
        var canvas = stage.Widget("canvas");
        stage.Drag(new Vector2(canvas.X + 20, canvas.Bottom - 12), new Vector2(canvas.X + 70, canvas.Bottom - 16));
    }
}
