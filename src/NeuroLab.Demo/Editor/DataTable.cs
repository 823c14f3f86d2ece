using NeuroLab.Datasets;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>The training samples as a table; the inspector scrolls it, and only visible rows are drawn.</summary>
internal sealed class DataTable(EditorContext context)
{
    private const int MaxRows = 5000, MaxColumns = 3;
    private const float RowHeight = 17, PictureHeight = 40, NumberWidth = 34;

    private readonly SKColor[] _pixels = new SKColor[64 * 64];

    public void Draw()
    {
        var gui = context.Gui;
        var data = context.Scene.Trainer.Experiment.Train;
        gui.SectionHeader("Samples", canReset: false);
        var isPicture = data.ImageShape is { } shape && shape.Width * shape.Height <= _pixels.Length;
        var columns = isPicture ? 1 : Math.Min(MaxColumns, data.InputCount);
        DrawHead(data, columns, isPicture);
        var height = isPicture ? PictureHeight : RowHeight;
        var count = Math.Min(MaxRows, data.Count);
        var rows = gui.NextRow(count * height);
        var seen = context.Canvas.Clip;
        var first = Math.Clamp((int)((seen.Y - rows.Y) / height), 0, count);
        var last = Math.Clamp((int)((seen.Bottom - rows.Y) / height) + 1, first, count);
        for (var i = first; i < last; i++)
            DrawRow(data, i, columns, isPicture, new UiRect(rows.X, rows.Y + i * height, rows.Width, height));
        if (count < data.Count)
        {
            context.Text.Clear().Append("and ").AppendCount(data.Count - count).Append(" more");
            context.Canvas.Text(context.Text.Span, gui.NextRow(18), TextStyle.Small, context.Theme.TextTertiary);
        }
    }

    private void DrawHead(Dataset data, int columns, bool isPicture)
    {
        var head = context.Gui.NextRow(14);
        head.TakeLeft(NumberWidth, out head);
        var width = head.Width / (columns + 1);
        for (var c = 0; c < columns; c++)
            context.Canvas.Text(isPicture ? "picture" : data.InputNames[c], head.TakeLeft(width, out head), TextStyle.Small, context.Theme.TextSecondary);
        context.Canvas.Text(data.ClassCount > 0 ? "class" : "target", head, TextStyle.Small, context.Theme.TextSecondary, TextAlign.Right);
    }

    private void DrawRow(Dataset data, int sample, int columns, bool isPicture, UiRect row)
    {
        var canvas = context.Canvas;
        context.Text.Clear().AppendCount(sample + 1);
        canvas.Text(context.Text.Span, row.TakeLeft(NumberWidth, out row), TextStyle.Small, context.Theme.TextTertiary);
        var width = row.Width / (columns + 1);
        for (var c = 0; c < columns; c++)
        {
            var cell = row.TakeLeft(width, out row);
            if (isPicture)
            {
                Paint(data, sample);
                canvas.Image(new UiRect(cell.X, cell.Y + 2, PictureHeight - 4, PictureHeight - 4), _pixels.AsSpan(0, data.InputCount), data.ImageShape!.Value.Width, smooth: false);
                continue;
            }
            context.Text.Clear().AppendFixed(data.Inputs[sample * data.InputCount + c], 3);
            canvas.Text(context.Text.Span, cell, TextStyle.Small, context.Theme.Text);
        }
        if (data.ClassCount > 0)
        {
            var label = data.Labels![sample];
            canvas.FillCircle(row.Right - 4, row.CenterY, 3.5f, Palette.Class(context.Theme, label));
            canvas.Text(data.ClassNames[label], row with { Width = row.Width - 14 }, TextStyle.Small, context.Theme.Text, TextAlign.Right);
        }
        else if (data.Values is { } values)
        {
            context.Text.Clear().AppendFixed(values[sample * data.ValueCount], 3);
            canvas.Text(context.Text.Span, row, TextStyle.Small, context.Theme.Text, TextAlign.Right);
        }
    }

    private void Paint(Dataset data, int sample)
    {
        var first = sample * data.InputCount;
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        for (var i = 0; i < data.InputCount; i++)
            (low, high) = (MathF.Min(low, data.Inputs[first + i]), MathF.Max(high, data.Inputs[first + i]));
        for (var i = 0; i < data.InputCount; i++)
            _pixels[i] = Palette.Mix(context.Theme.Control, context.Theme.Text, (data.Inputs[first + i] - low) / MathF.Max(1e-6f, high - low));
    }
}
