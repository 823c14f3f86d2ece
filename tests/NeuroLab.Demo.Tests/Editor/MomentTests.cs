using NeuroLab.Datasets;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Training;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>Whatever moved the weights, everything on screen is of that moment.</summary>
public sealed class MomentTests
{
    [GlFact]
    public void Everything_follows_the_weights_through_drop_undo_weight_by_hand_descent_and_scrub()
    {
        using var stage = Paused(120);
        AssertOneMoment(stage, "paused");
        stage.Commands.Drop(0.4, -0.3);
        AssertOneMoment(stage, "dropped");
        stage.Press(Key.Z, Key.LeftControl);
        AssertOneMoment(stage, "undone");
        stage.Press(Key.Y, Key.LeftControl);
        AssertOneMoment(stage, "dropped again");
        stage.Editor.SetWeight(3, 2.5);
        AssertOneMoment(stage, "weight by hand");
        stage.Editor.Descend(0.5);
        AssertOneMoment(stage, "descended");
        stage.Commands.SeekTo(40);
        AssertOneMoment(stage, "gone back");
        stage.Commands.Drop(-0.2, 0.5);
        AssertOneMoment(stage, "dropped in the past");
        stage.Commands.Visit(stage.Editor.Branches[0]);
        AssertOneMoment(stage, "on the first branch again");
        stage.Editor.AdvanceTo(150);
        AssertOneMoment(stage, "stepped on");
    }

    [GlFact]
    public void A_legend_tells_the_values_at_the_playhead_and_not_the_last_ones()
    {
        using var stage = Paused(200);
        var last = Legend(stage, "batch");
        stage.Commands.SeekTo(50);
        Settle(stage);
        var batch = Legend(stage, "batch");
        Assert.NotEqual(last, batch);
        Assert.Equal(stage.App.View.Histories[0].BatchLoss.ValueAt(50), (float)batch!.Value);
        // The curve itself stays: what lies ahead is known.
        Assert.True(stage.App.View.Histories[0].Loss.LastX >= 200);
    }

    [GlFact]
    public void After_painting_there_is_no_test_set_and_the_legend_says_so_until_it_is_undone()
    {
        using var stage = Paused(100);
        Assert.NotNull(Legend(stage, "test"));
        var points = stage.Trainer.Experiment.Train;
        stage.Commands.Experiment.Paint(PlanePoints.Create([0, 0, 1, 1], [0, 1], [.. points.ClassNames]));
        Settle(stage);
        Assert.Null(Legend(stage, "test (ended)"));
        stage.Press(Key.Z, Key.LeftControl);
        AssertOneMoment(stage, "painting undone");
    }

    private static EditorStage Paused(long step)
    {
        var stage = new EditorStage(width: 1400, height: 800);
        stage.Pause();
        // As many frames as the curves need to have seen every tenth step.
        for (var at = stage.Trainer.EnqueuedSteps / 10 * 10 + 10; at <= step; at += 10)
        {
            stage.Editor.AdvanceTo(at);
            stage.Trainer.Session.Finish();
            stage.Run(5);
        }
        Settle(stage);
        return stage;
    }

    // Decision map and curves look a few times a second.
    private static void Settle(EditorStage stage)
    {
        stage.Trainer.Session.Finish();
        stage.Run(40);
    }

    private static double? Legend(EditorStage stage, string name, ChartKind kind = ChartKind.Loss)
    {
        var cell = stage.App.Workspace.Panel<ChartsPanel>().Cells.Single(cell => cell.Kind == kind);
        return cell.Chart.Legend.Single(line => line.Name == name).Value;
    }

    private static void AssertOneMoment(EditorStage stage, string when)
    {
        Settle(stage);
        var (session, weights, model) = (stage.Trainer.Session, stage.Parameters, stage.App.View.Model);
        var (train, test) = (session.Evaluate(DataPart.Evaluation), session.Evaluate(DataPart.Test));
        Near(train.Loss, model.Loss, "the HUD's loss");
        Near(train.Accuracy, model.Accuracy, "the HUD's accuracy");
        Near(train.Loss, Legend(stage, "train"), "the legend's loss");
        Near(train.Accuracy, Legend(stage, "train", ChartKind.Accuracy), "the legend's accuracy");
        Near(test.Loss, Legend(stage, "test"), "the legend's test loss");
        Near(test.Accuracy, Legend(stage, "test", ChartKind.Accuracy), "the legend's test accuracy");
        Near(train.Loss, Legend(stage, "ball", ChartKind.Cut), "the slice's header");
        Near(train.Loss, stage.App.View.Histories[0].Loss.ValueAt(stage.Trainer.Status.Step), "the curve's point");
        Assert.True(weights.AsSpan().SequenceEqual(stage.App.Workspace.Panel<InspectorPanel>().Layers.Weights), $"{when}: the weight maps are of another moment");
        var shown = stage.App.Workspace.Decisions.Shown!;
        var outputs = new float[shown.Count * shown.OutputCount];
        session.Predict(shown.Points, outputs, weights);
        Assert.True(outputs.AsSpan().SequenceEqual(shown.Outputs), $"{when}: the decision boundary is of another moment");
        if (stage.App.View.Scene.Landscape.Plane is { } plane)
            Near(plane.Project(weights).Alpha, stage.App.View.Scene.Frame.Balls[0].Alpha, "the ball's α");

        void Near(double expected, double? actual, string what) =>
            Assert.True(Math.Abs(expected - actual ?? double.NaN) < 1e-4, $"{when}: {what} is {actual}, not {expected}");
    }
}
