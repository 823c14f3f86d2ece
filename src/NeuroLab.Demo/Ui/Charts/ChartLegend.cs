using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Charts;

/// <summary>
/// The names of a chart's lines with a value each, right-aligned in a row; if there is no room for all, only the first
/// lines are shown.
/// </summary>
internal sealed class ChartLegend
{
    private const float MoreRoom = 22;

    private readonly TextBuffer _text = new();
    private double _top;

    /// <param name="canvas">The canvas.</param>
    /// <param name="row">The row, at whose right end the legend is drawn.</param>
    /// <param name="room">Maximum width of the legend.</param>
    /// <param name="lines">In the order of the legend.</param>
    /// <param name="top">The end of the y axis: lines that go beyond it are marked.</param>
    /// <param name="prefersNames">Whether to show names only if there is no room for all values.</param>
    /// <param name="theme">The colours.</param>
    public void Draw(UiCanvas canvas, in UiRect row, float room, ReadOnlySpan<ChartLine> lines, double top, bool prefersNames, Theme theme)
    {
        _top = top;
        var (right, count, hasValues) = (row.Right, CountFitting(canvas, room, lines, true), true);
        if (count == 0 || (prefersNames && count < lines.Length))
            (count, hasValues) = (CountFitting(canvas, room, lines, false), false);
        var left = 0;
        for (var i = count; i < lines.Length; i++)
            left += lines[i].LegendName.Length > 0 ? 1 : 0;
        if (left > 0)
        {
            _text.Clear().Append('+').AppendCount(left);
            var more = canvas.Measure(_text.Span, TextStyle.Tiny) + 1;
            canvas.Text(_text.Span, new UiRect(right - more, row.Y, more, row.Height), TextStyle.Tiny, theme.TextTertiary);
            right -= more + Theme.Space2;
        }
        for (var i = count - 1; i >= 0; i--)
        {
            var line = lines[i];
            if (line.LegendName.Length == 0)
                continue;
            var width = Measure(canvas, line, hasValues, out var name, out var value);
            right -= width;
            canvas.FillCircle(right + 3, row.CenterY, 3, line.Color);
            canvas.Text(line.LegendName, new UiRect(right + 10, row.Y, name + 1, row.Height), TextStyle.Tiny, theme.TextSecondary);
            if (value > 0)
                canvas.Text(_text.Span, new UiRect(right + width - value, row.Y, value + 1, row.Height), TextStyle.Tiny,
                    double.IsFinite(line.Value ?? 0) ? theme.Text : theme.Danger);
            right -= Theme.Space3;
        }
    }

    private int CountFitting(UiCanvas canvas, float room, ReadOnlySpan<ChartLine> lines, bool hasValues)
    {
        var count = 0;
        var needed = 0f;
        foreach (var line in lines)
            needed += line.LegendName.Length == 0 ? 0 : Measure(canvas, line, hasValues, out _, out _) + Theme.Space3;
        // Where some are left out there is room for their number.
        if (needed - Theme.Space3 > room)
            room -= MoreRoom;
        for (; count < lines.Length; count++)
        {
            if (lines[count].LegendName.Length == 0)
                continue;
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
        if (hasValue && line.Columns.Highest > _top * (1 + 1e-9))
            _text.Append(" ↑");
        value = canvas.Measure(_text.Span, TextStyle.Tiny);
        name = canvas.Measure(line.LegendName, TextStyle.Tiny);
        return 10 + name + (name > 0 && value > 0 ? 5 : 0) + value;
    }
}
