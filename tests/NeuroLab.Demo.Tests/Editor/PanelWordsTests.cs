using System.Globalization;
using System.Numerics;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Tests.Ui.Drawing;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>What panels write and colour, read from the picture and compared with the model it speaks of.</summary>
public sealed class PanelWordsTests
{
    [GlFact]
    public void The_timeline_tells_its_branches_the_last_change_under_the_pointer_and_steps_by_keys()
    {
        using var stage = new EditorStage(width: 1400);
        stage.Pause();
        stage.Editor.AdvanceTo(150);
        stage.Press(Key.Up);
        stage.Editor.AdvanceTo(300);
        stage.Press(Key.Up);
        stage.Editor.AdvanceTo(303);
        stage.Press(Key.Up);
        stage.Editor.AdvanceTo(600);
        stage.Run(3);
        var marks = new ChangeMarks(stage.Editor).All;
        Assert.NotEqual(marks[^2].Text, marks[^1].Text);
        var track = stage.Widget("timeline").Inset(7, 0);
        stage.Move(new Vector2(track.X + track.Width * 302 / 600, track.CenterY));
        stage.Run(2);
        Assert.Contains($"step 302 · 2 changes, the last {marks[^1].Text}", Texts(stage));

        // A branch of a branch, from before that left: each is named with its step, and its marks are those of its own past.
        stage.Commands.SeekTo(200);
        stage.Commands.Drop(0.3, 0.2);
        stage.Run();
        stage.Editor.AdvanceTo(250);
        stage.Commands.SeekTo(100);
        stage.Press(Key.Down);
        stage.Editor.AdvanceTo(420);
        stage.Run(3);
        Assert.Equal([200L, 100], stage.Editor.Branches.Skip(1).Select(branch => branch.ForkStep));
        Assert.All(new ChangeMarks(stage.Editor).All, mark => Assert.True(mark.Step == 100, $"{mark} is of another branch"));
        Assert.Equal(stage.Editor.Timeline.Checkpoints.Where(kept => kept.Position.Branch == 2).Select(kept => kept.Position.Step).Order(), Dots(stage, 420));
        stage.Click(stage.Widget("branch").Center());
        stage.Run(2);
        // Each with what it began with.
        foreach (var entry in new[] { "branch 2 · from 200 · weights dropped", "branch 3 · from 100 · Learning rate", "Branch from here" })
            Assert.Contains(Texts(stage), text => text.StartsWith(entry, StringComparison.Ordinal));
        stage.Press(Key.Escape);

        stage.Click(new Vector2(track.X + track.Width / 2, track.CenterY));
        foreach (var (key, shift, step) in new[]
        {
            (Key.Home, false, 0L), (Key.Right, false, 1), (Key.Right, true, 11), (Key.Left, false, 10), (Key.Left, true, 0), (Key.End, false, 420),
        })
        {
            stage.Press(key, shift ? Key.LeftShift : Key.Unknown);
            stage.Run(2);
            Assert.Equal((key, shift, step), (key, shift, stage.Trainer.Status.Step));
        }
    }

    [GlFact]
    public void A_race_is_told_in_the_runners_own_colours_and_what_is_muted_is_drawn_nowhere()
    {
        using var stage = new EditorStage(width: 1400, height: 1000);
        stage.Pause();
        stage.Editor.AdvanceTo(60);
        stage.Commands.AddRunner(Catalog.Optimizer("sgd"));
        stage.Commands.AddRunner(Catalog.Optimizer("momentum"));
        var race = stage.App.View.Scene.Race;
        stage.RunUntil(() => race.Runners.All(runner => !runner.Trainer.IsCatchingUp));
        stage.Commands.SeekTo(30);
        stage.Commands.Drop(0.3, -0.2);
        stage.Run();
        stage.Editor.AdvanceTo(80);
        stage.Run(40);

        var canvas = stage.App.View.Canvas;
        var ranks = race.Ranking.Select(runner => runner.Title).ToList();
        stage.Click(TextBox(stage, ranks[0]));
        stage.Run(3);
        var head = canvas.ReadTexts().First(text => text.Text == "loss now").Box;
        var table = canvas.ReadTexts().Where(text => ranks.Contains(text.Text) && text.Box.Top > head.Top).OrderBy(text => text.Box.Top).Take(3).ToList();
        Assert.Equal(ranks, table.Select(text => text.Text));
        foreach (var (text, runner) in table.Zip(race.Ranking))
            Assert.Equal(Palette.Of(stage.App.View.Hud.Theme, runner.Ball.Color), canvas.At(text.Box.Left - 11, text.Box.MidY));

        var chart = stage.App.Workspace.Panel<ChartsPanel>().Cells[0].Chart;
        Assert.Equal(6, chart.Legend.Count());
        stage.Commands.Toggle(race.Runners[1], nameof(NeuroLab.Components.Runner.IsMuted), race.Runners[1].IsMuted);
        stage.Run(3);
        // Neither its curve nor the one of the branch that it left.
        Assert.Equal(4, chart.Legend.Count());
        // The innermost first, the selection last.
        for (var i = 0; i < 3; i++)
            stage.Press(Key.Escape);
        Assert.All(race.Runners, runner => Assert.False(runner.Ball.IsSelected));
    }

    [GlFact]
    public void The_table_of_every_chart_holds_the_curve_that_the_chart_draws()
    {
        using var stage = new EditorStage();
        stage.RunUntil(() => stage.Trainer.Status.Step > 40);
        stage.Pause();
        stage.Run(40);
        var (context, history) = (new EditorContext(stage.App.View, stage.Commands), stage.App.View.Histories[0]);
        foreach (var (kind, series) in new[]
        {
            (ChartKind.Loss, history.Loss), (ChartKind.Accuracy, history.Accuracy), (ChartKind.GradientNorm, history.GradientNorm),
            (ChartKind.StepSize, history.StepSize), (ChartKind.LearningRate, history.LearningRate),
        })
        {
            foreach (var axis in Enum.GetValues<ChartAxis>())
            {
                stage.App.View.Model.ChartAxis = axis;
                ChartExport.SaveTable(context, kind, null!);
                var file = Directory.GetFiles(stage.Folder, "*.csv").Single();
                var rows = File.ReadLines(file).Skip(1).Select(row => row.Split(',').Skip(1).Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)).ToArray()).ToList();
                File.Delete(file);
                Assert.Equal(series.X.Length, rows.Count);
                for (var i = 0; i < rows.Count; i++)
                {
                    Assert.Equal((kind, axis, (float)series.X[i], series.Low[i], series.High[i]), (kind, axis, rows[i][0], rows[i][^2], rows[i][^1]));
                    if (axis != ChartAxis.Steps)
                        Assert.Equal((float)history.Scale(axis).At(series.X[i]), rows[i][1]);
                }
            }
        }
    }

    [Fact]
    public void A_drag_is_told_from_its_first_value_to_its_last()
    {
        NeuroLab.Editing.Edits.Edit Set(string from, string to) => new NeuroLab.Editing.Edits.PropertyEdit("Runner 1/Trainer", "LearningRate", from, to);
        Assert.Equal("Learning rate 0.1 → 0.4", EditWords.Of([Set("0.1", "0.2"), Set("0.2", "0.3"), Set("0.3", "0.4")]));
    }

    private static IEnumerable<string> Texts(EditorStage stage) => stage.App.View.Canvas.ReadTexts().Select(text => text.Text);

    // An entry of the panel on the left.
    private static Vector2 TextBox(EditorStage stage, string start)
    {
        var box = stage.App.View.Canvas.ReadTexts().First(text => text.Text.StartsWith(start, StringComparison.Ordinal) && text.Box.Right < 350).Box;
        return new Vector2(box.MidX, box.MidY);
    }

    // The steps of the timeline's dots among those that have a checkpoint on any branch.
    private static IEnumerable<long> Dots(EditorStage stage, long tip)
    {
        var (canvas, track) = (stage.App.View.Canvas, stage.Widget("timeline").Inset(7, 0));
        foreach (var step in stage.Editor.Timeline.Checkpoints.Select(kept => kept.Position.Step).Where(step => step <= tip).Distinct().Order())
        {
            var x = (int)(track.X + step / (float)tip * track.Width);
            if (IsLit(x) || IsLit(x + 1))
                yield return step;
        }

        bool IsLit(int x) => canvas.At(x, (int)track.CenterY + 8) is var seen && Math.Abs(seen.Green - stage.App.View.Hud.Theme.Panel.Green) > 20;
    }
}
