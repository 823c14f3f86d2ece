using NeuroLab.Datasets;
using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Editor;

/// <summary>The first samples of the training set.</summary>
internal sealed class DataTable(EditorContext context)
{
    private const int Rows = 14, MostColumns = 3;

    public void Draw()
    {
        var gui = context.Gui;
        var data = context.Scene.Trainer.Experiment.Train;
        gui.SectionHeader("First samples", canReset: false);
        var columns = Math.Min(MostColumns, data.InputCount);
        var head = gui.NextRow(16);
        var width = head.Width / (columns + 1);
        for (var c = 0; c < columns; c++)
            context.Canvas.Text(data.InputNames[c], head.TakeLeft(width, out head), TextStyle.Small, context.Theme.TextSecondary);
        context.Canvas.Text(data.ClassCount > 0 ? "class" : "target", head, TextStyle.Small, context.Theme.TextSecondary, TextAlign.Right);
        for (var i = 0; i < Math.Min(Rows, data.Count); i++)
            DrawRow(data, i, columns, width);
    }

    private void DrawRow(Dataset data, int sample, int columns, float width)
    {
        var row = context.Gui.NextRow(15);
        context.Gui.Space(-4);
        for (var c = 0; c < columns; c++)
        {
            context.Text.Clear().AppendFixed(data.Inputs[sample * data.InputCount + c], 3);
            context.Canvas.Text(context.Text.Span, row.TakeLeft(width, out row), TextStyle.Small, context.Theme.Text);
        }
        if (data.ClassCount > 0)
        {
            var label = data.Labels![sample];
            context.Canvas.FillCircle(row.Right - 4, row.CenterY, 3.5f, Palette.Class(context.Theme, label));
            context.Canvas.Text(data.ClassNames[label], row with { Width = row.Width - 14 }, TextStyle.Small, context.Theme.Text, TextAlign.Right);
        }
        else if (data.Values is { } values)
        {
            context.Text.Clear().AppendFixed(values[sample * data.ValueCount], 3);
            context.Canvas.Text(context.Text.Span, row, TextStyle.Small, context.Theme.Text, TextAlign.Right);
        }
    }
}
