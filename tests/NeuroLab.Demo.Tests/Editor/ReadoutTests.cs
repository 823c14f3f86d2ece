using System.Numerics;
using NeuroLab.Components;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Tests.Ui.Drawing;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Demo.Windowing;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>What the window says and draws is what the model behind it holds.</summary>
public sealed class ReadoutTests
{
    private static readonly UiRect Box = new(10, 10, 240, 260);

    [GlTheory]
    [InlineData("α", "Looks along α.", MathF.PI / 2, false)]
    [InlineData("β", "Looks along β.", 0, false)]
    [InlineData("L", "Looks straight down", 0, true)]
    public void An_end_of_the_axes_does_what_its_tooltip_says(string axis, string tip, float yaw, bool isTop)
    {
        using var stage = new EditorStage();
        stage.Pause();
        var place = stage.Widget(axis).Center();
        stage.Move(place);
        stage.Run(60);
        Assert.Contains(stage.App.View.Canvas.ReadTexts(), text => text.Text.StartsWith(tip, StringComparison.Ordinal));
        stage.Click(place);
        var pose = stage.App.View.Scene.Camera.Pose;
        Assert.Equal((yaw, isTop), (pose.Yaw, pose.IsTop));
    }

    [GlFact]
    public void Dots_and_map_of_the_decision_boundary_have_the_colour_and_place_of_their_class()
    {
        using var stage = new EditorStage();
        stage.Pause();
        stage.Editor.AdvanceTo(600);
        stage.Trainer.Session.Finish();
        stage.Run(5);
        Assert.True(stage.Trainer.Status.Accuracy > 0.99);
        var context = new EditorContext(stage.App.View, stage.Commands);
        var panel = new DecisionPanel(context);
        for (var time = 0.0; context.Decisions.Shown is null; time++)
            panel.Prepare(time);
        var data = stage.Trainer.Experiment.Train;
        var theme = context.Theme;

        var canvas = context.Canvas;
        FrozenViewTests.Draw(context, () => panel.Draw(Box));

        // One moon lies above the other and to its left, in dots and in the map below them alike.
        var means = new Vector2[2];
        for (var label = 0; label < 2; label++)
        {
            var samples = Enumerable.Range(0, data.Count).Where(i => data.Labels![i] == label).Select(i => data.Sample(i).ToArray()).ToList();
            means[label] = new Vector2(samples.Average(sample => sample[0]), samples.Average(sample => sample[1]));
        }
        AssertPlaced(means, Center(canvas, Palette.Dot(theme, 0)), Center(canvas, Palette.Dot(theme, 1)));
        AssertPlaced(means, Center(canvas, Palette.Field(theme, 0)), Center(canvas, Palette.Field(theme, 1)));

        // Pixels count from the top.
        static void AssertPlaced(Vector2[] means, Vector2 first, Vector2 second)
        {
            Assert.Equal(means[0].X < means[1].X, first.X < second.X);
            Assert.Equal(means[0].Y > means[1].Y, first.Y < second.Y);
        }
    }

    [GlFact]
    public void Arrows_of_the_slope_are_as_many_as_is_set()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var scene = stage.App.View.Scene;
        var field = scene.Landscape.GameObject.Behaviours.OfType<SlopeField>().Single();
        field.Enabled = true;
        stage.Press(Key.T);
        foreach (var count in new[] { 5, 9, 5 })
        {
            field.Count = count;
            stage.Run(2);
            Assert.InRange(scene.Frame.Arrows.Length, count * count - 2, count * count + 1);
        }
    }

    [GlFact]
    public void Curves_of_branches_go_with_the_run_they_belong_to()
    {
        using var stage = new EditorStage();
        stage.Pause();
        stage.Editor.AdvanceTo(60);
        stage.Trainer.Session.Finish();
        stage.Run(40);
        stage.Commands.SeekTo(20);
        stage.Commands.Drop(0.3, 0.2);
        stage.Editor.AdvanceTo(50);
        stage.Trainer.Session.Finish();
        stage.Run(40);
        Assert.Equal(1, stage.App.View.Histories[0].GhostCount);
        stage.LoadDataset("circles");
        stage.Run(20);
        Assert.Equal(0, stage.App.View.Histories[0].GhostCount);
    }

    [GlFact]
    public void Curves_of_many_branches_take_bounded_memory_and_each_keeps_its_length_and_its_extremes()
    {
        using var stage = new EditorStage();
        stage.Pause();
        var history = stage.App.View.Histories[0];
        var lengths = new Dictionary<string, (double From, long To, float Peak)>();
        for (var branch = 0; branch < 20; branch++)
        {
            if (branch > 0)
            {
                stage.Commands.SeekTo(40);
                stage.Commands.Drop(0.02 * branch, -0.01 * branch);
                stage.Run();
            }
            stage.Editor.AdvanceTo(1500);
            stage.Trainer.Session.Finish();
            // Steps are read a few times a second.
            stage.RunUntil(() => history.BatchLoss.LastX >= 1499);
            lengths.Add(stage.Editor.Branch.Name, (history.GradientNorm.X[0], (long)history.BatchLoss.LastX, Peak(history.BatchLoss)));
        }
        stage.Commands.SeekTo(40);
        stage.Commands.Drop(0.5, 0.5);
        stage.Run(8);
        Assert.InRange(history.BytesLeft, RunHistory.LeftBytes / 2, RunHistory.LeftBytes);
        Assert.Equal(20, history.GhostCount);
        foreach (var branch in stage.Editor.Branches.Take(20).ToList())
        {
            stage.Commands.Visit(branch);
            stage.Run(8);
            Assert.Equal(lengths[branch.Name], (history.GradientNorm.X[0], (long)history.BatchLoss.LastX, Peak(history.BatchLoss)));
        }
    }

    private static float Peak(ChartSeries series) => series.High.ToArray().Max();

    // The centre of the pixels that look like one colour.
    private static Vector2 Center(UiCanvas canvas, SKColor color)
    {
        var (sum, count) = (Vector2.Zero, 0);
        for (var y = (int)Box.Y; y < (int)Box.Bottom; y++)
            for (var x = (int)Box.X; x < Box.Right; x++)
            {
                var pixel = canvas.At(x, y);
                if (Math.Abs(pixel.Red - color.Red) + Math.Abs(pixel.Green - color.Green) + Math.Abs(pixel.Blue - color.Blue) > 40)
                    continue;
                sum += new Vector2(x, y);
                count++;
            }
        Assert.True(count > 50, $"{count} pixels look like {color}");
        return sum / count;
    }
}
