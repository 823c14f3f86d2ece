using NeuroLab.Components;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Editor;

/// <summary>
/// The ranking of the race, by loss or by the step at which the target was reached. Shown for two or more runners.
/// </summary>
internal sealed class RankingTable(EditorContext context)
{
    public void Draw()
    {
        var race = context.Scene.Race;
        if (race.Runners.Count < 2)
            return;
        var gui = context.Gui;
        gui.SectionHeader("Ranking", canReset: false);
        var head = gui.NextRow(16);
        context.Canvas.Text("loss now", head with { Width = head.Width - 76 }, TextStyle.Small, context.Theme.TextSecondary, TextAlign.Right);
        context.Text.Clear().Append("to ").AppendSetting(race.Target);
        context.Canvas.Text(context.Text.Span, head, TextStyle.Small, context.Theme.TextSecondary, TextAlign.Right);
        for (var i = 0; i < race.Ranking.Count; i++)
            DrawRow(i, race.Ranking[i]);
    }

    private void DrawRow(int rank, Runner runner)
    {
        var row = context.Gui.NextRow(17);
        context.Gui.Space(-3);
        var theme = context.Theme;
        context.Text.Clear().AppendCount(rank + 1);
        context.Canvas.Text(context.Text.Span, row.TakeLeft(16, out row), TextStyle.Small, theme.TextSecondary);
        context.Canvas.FillCircle(row.X + 4, row.CenterY, 4, Palette.Of(theme, runner.Ball.Color));
        row.TakeLeft(16, out row);
        context.Canvas.Text(runner.Course, row, TextStyle.Small, theme.Text);
        context.Text.Clear().AppendMeasure(runner.Loss);
        context.Canvas.Text(context.Text.Span, row with { Width = row.Width - 76 }, TextStyle.Small,
            double.IsFinite(runner.Loss) ? theme.Text : theme.Danger, TextAlign.Right);
        context.Text.Clear();
        if (runner.ReachedAt is { } step)
            context.Text.Append("step ").AppendCount(step);
        else
            context.Text.Append('–');
        context.Canvas.Text(context.Text.Span, row, TextStyle.Small, theme.TextSecondary, TextAlign.Right);
    }
}
