using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Charts;

/// <summary>
/// The names of a chart's lines with a value each, right-aligned in a row; if there is no room for all, only the first
/// lines are shown.
/// </summary>
internal sealed class ChartLegend
{
    private readonly TextBuffer _text = new();

    /// <param name="canvas">The canvas.</param>
    /// <param name="row">The row, at whose right end the legend is drawn.</param>
    /// <param name="room">Maximum width of the legend.</param>
    /// <param name="lines">In the order of the legend.</param>
    /// <param name="prefersNames">Whether to show names only if there is no room for all values.</param>
    /// <param name="theme">The colours.</param>
    public void Draw(UiCanvas canvas, in UiRect row, float room, ReadOnlySpan<ChartLine> lines, bool prefersNames, Theme theme)
    {
        var (right, count, hasValues) = (row.Right, CountFitting(canvas, room, lines, true), true);
        if (prefersNames && count < lines.Length)
            (count, hasValues) = (CountFitting(canvas, room, lines, false), false);
        for (var i = count - 1; i >= 0; i--)
        {
            var line = lines[i];
            var width = Measure(canvas, line, hasValues, out var name, out var value);
            right -= width;
            canvas.FillCircle(right + 3, row.CenterY, 3, line.Color);
            canvas.Text(line.Name, new UiRect(right + 10, row.Y, name + 1, row.Height), TextStyle.Tiny, theme.TextSecondary);
            if (value > 0)
                canvas.Text(_text.Span, new UiRect(right + width - value, row.Y, value + 1, row.Height), TextStyle.Tiny,
                    double.IsFinite(line.Value ?? 0) ? theme.Text : theme.Danger);
            right -= Theme.Space3;
        }
    }

    private int CountFitting(UiCanvas canvas, float room, ReadOnlySpan<ChartLine> lines, bool hasValues)
    {
        var count = 0;
        for (; count < lines.Length; count++)
        {
            room -= Measure(canvas, lines[count], hasValues, out _, out _);
            if (room < 0)
                break;
            room -= Theme.Space3;
        }
        return count;
    }

    /// <summary>The width of a line's entry; leaves its value in the text buffer.</summary>
    private float Measure(UiCanvas canvas, ChartLine line, bool hasValue, out float name, out float value)
    {
        _text.Clear();
        if (hasValue && line.Value is { } number)
            _text.AppendMeasure(number);
        value = canvas.Measure(_text.Span, TextStyle.Tiny);
        name = canvas.Measure(line.Name, TextStyle.Tiny);
        return 10 + name + (name > 0 && value > 0 ? 5 : 0) + value;
    }
}
