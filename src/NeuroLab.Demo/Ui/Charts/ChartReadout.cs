using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Charts;

/// <summary>The card next to the pointer: x, the changes there, and the value of each line.</summary>
internal sealed class ChartReadout(ChartAxes axes, ChartMarks marks)
{
    private const float RowHeight = 16;

    private readonly TextBuffer _text = new(), _markText = new();

    /// <param name="canvas">The canvas.</param>
    /// <param name="bounds">The whole chart, within which the card stays.</param>
    /// <param name="pointer">Pointer position in logical pixels.</param>
    /// <param name="lines">The lines; those without a value near the pointer are skipped.</param>
    /// <param name="theme">The colours.</param>
    public void Draw(UiCanvas canvas, in UiRect bounds, SKPoint pointer, ReadOnlySpan<ChartLine> lines, Theme theme)
    {
        var plot = axes.Plot;
        var x = Math.Clamp(pointer.X, plot.X, plot.Right);
        canvas.VerticalLine(x, plot.Y, plot.Height, theme.TextTertiary);

        float width = 0;
        var rows = 0;
        foreach (var line in lines)
        {
            var column = line.ColumnAt(axes, x);
            if (column < 0)
                continue;
            rows++;
            line.WriteValue(column, _text);
            width = MathF.Max(width, 12 + canvas.Measure(line.Name, TextStyle.Small) + 12 + canvas.Measure(_text.Span, TextStyle.Small));
            if (line.Columns.High[column] >= axes.Ticks.Low && line.Columns.High[column] <= axes.Ticks.High)
                canvas.FillCircle(axes.XOfColumn(column, line.Columns.Low.Length), axes.YOf(line.Columns.High[column]), 3, line.Color);
        }
        var range = axes.ToX - axes.FromX;
        var decimals = range > 20 ? 0 : 2;
        _text.Clear().Append(axes.XName).Append(' ').AppendFixed(Math.Round(axes.FromX + axes.ShareAt(x) * range, decimals), decimals);
        var hasMark = marks.WriteAt(x, _markText);
        width = MathF.Max(width, canvas.Measure(_text.Span, TextStyle.Small));
        if (hasMark)
            width = MathF.Max(width, canvas.Measure(_markText.Span, TextStyle.Small));
        width += 2 * Theme.Space2 + 1;

        var left = x + 10 + width <= bounds.Right ? x + 10 : x - 10 - width;
        var height = (rows + (hasMark ? 2 : 1)) * RowHeight + Theme.Space2;
        var card = new UiRect(MathF.Max(bounds.X, left), Math.Clamp(pointer.Y - height / 2, bounds.Y + 2, MathF.Max(bounds.Y + 2, bounds.Bottom - height - 2)), width, height);
        canvas.FillRect(card, theme.Control, Theme.Radius);
        canvas.StrokeRect(card, theme.ControlBorder, 1, Theme.Radius);
        var row = card.Inset(Theme.Space2, Theme.Space1).TakeTop(RowHeight, out var rest);
        canvas.Text(_text.Span, row, TextStyle.Small, theme.TextSecondary);
        if (hasMark)
            canvas.Text(_markText.Span, rest.TakeTop(RowHeight, out rest), TextStyle.Small, theme.Runner(1));
        foreach (var line in lines)
        {
            var column = line.ColumnAt(axes, x);
            if (column < 0)
                continue;
            row = rest.TakeTop(RowHeight, out rest);
            canvas.FillCircle(row.X + 3, row.CenterY, 3, line.Color);
            canvas.Text(line.Name, row.Inset(12, 0), TextStyle.Small, theme.TextSecondary);
            line.WriteValue(column, _text);
            canvas.Text(_text.Span, row, TextStyle.Small, theme.Text, TextAlign.Right);
        }
    }
}
