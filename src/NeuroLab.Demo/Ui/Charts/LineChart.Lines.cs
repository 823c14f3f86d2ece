using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Charts;

internal sealed partial class LineChart
{
    private static readonly SKPoint Gap = new(float.NaN, float.NaN);

    private void DrawLine(Line line, Theme theme)
    {
        ReadOnlySpan<float> low = line.Columns.Low, high = line.Columns.High;
        var broken = line.Columns.Broken;
        if (_points.Length < 3 * low.Length)
            _points = new SKPoint[3 * low.Length];
        var columnWidth = _plot.Width / low.Length;
        var half = 0.5f / _canvas.Scale;
        var previous = _plot.CenterY;
        int count = 0, firstBroken = -1;
        for (var i = 0; i < low.Length; i++)
        {
            var x = _plot.X + (i + 0.5f) * columnWidth;
            if (broken[i])
                _points[count++] = Gap;
            firstBroken = MarkBroken(broken[i], i, firstBroken, columnWidth, theme);
            if (float.IsNaN(low[i]))
                continue;
            float bottom = YOf(low[i]), top = YOf(high[i]);
            if (bottom - top < half)
            {
                _points[count++] = new SKPoint(x, previous = (bottom + top) / 2);
                continue;
            }
            // Whichever end lies nearer to the line so far comes first.
            (var first, var second) = MathF.Abs(bottom - previous) < MathF.Abs(top - previous) ? (bottom, top) : (top, bottom);
            _points[count++] = new SKPoint(x, first);
            _points[count++] = new SKPoint(x, previous = second);
        }
        MarkBroken(false, low.Length, firstBroken, columnWidth, theme);
        _canvas.Polyline(_points.AsSpan(0, count), line.Color, LineWidth);
    }

    /// <summary>Draws one red mark for each run of broken columns, when the run has ended.</summary>
    /// <returns>The first column of the open run, or −1.</returns>
    private int MarkBroken(bool isBroken, int column, int firstBroken, float columnWidth, Theme theme)
    {
        if (isBroken)
            return firstBroken < 0 ? column : firstBroken;
        if (firstBroken >= 0)
        {
            var width = MathF.Max(3, (column - firstBroken) * columnWidth);
            _canvas.FillRect(new UiRect(_plot.X + firstBroken * columnWidth, _plot.Y - 5, width, 3), theme.Danger);
        }
        return -1;
    }

    private void DrawReadout(Theme theme, SKPoint pointer)
    {
        var x = Math.Clamp(pointer.X, _plot.X, _plot.Right);
        _canvas.VerticalLine(x, _plot.Y, _plot.Height, theme.TextTertiary);

        const float rowHeight = 16;
        float width = 0;
        var rows = 0;
        for (var i = 0; i < _lineCount; i++)
        {
            var line = _lines[i];
            var column = ColumnAt(line.Columns, x);
            if (column < 0)
                continue;
            rows++;
            WriteValue(line.Columns, column);
            width = MathF.Max(width, 12 + _canvas.Measure(line.Name, TextStyle.Small) + 12 + _canvas.Measure(_text.Span, TextStyle.Small));
            _canvas.FillCircle(_plot.X + (column + 0.5f) * _plot.Width / line.Columns.Low.Length, YOf(line.Columns.High[column]), 3, line.Color);
        }
        var at = _fromX + (x - _plot.X) / _plot.Width * (_toX - _fromX);
        _text.Clear().Append(XName).Append(' ').AppendFixed(Math.Round(at, _toX - _fromX > 20 ? 0 : 2), _toX - _fromX > 20 ? 0 : 2);
        var mark = MarkAt(x);
        width = MathF.Max(width, _canvas.Measure(_text.Span, TextStyle.Small));
        if (mark is not null)
            width = MathF.Max(width, _canvas.Measure(mark, TextStyle.Small));
        width += 2 * Theme.Space2 + 1;

        var left = x + 10 + width <= _bounds.Right ? x + 10 : x - 10 - width;
        var height = (rows + (mark is null ? 1 : 2)) * rowHeight + Theme.Space2;
        var card = new UiRect(MathF.Max(_bounds.X, left), Math.Clamp(pointer.Y - height / 2, _bounds.Y + 2, MathF.Max(_bounds.Y + 2, _bounds.Bottom - height - 2)), width, height);
        _canvas.FillRect(card, theme.Control, Theme.Radius);
        _canvas.StrokeRect(card, theme.ControlBorder, 1, Theme.Radius);
        var row = card.Inset(Theme.Space2, Theme.Space1).TakeTop(rowHeight, out var rest);
        _canvas.Text(_text.Span, row, TextStyle.Small, theme.TextSecondary);
        if (mark is not null)
            _canvas.Text(mark, rest.TakeTop(rowHeight, out rest), TextStyle.Small, theme.Runner(1));
        for (var i = 0; i < _lineCount; i++)
        {
            var line = _lines[i];
            var column = ColumnAt(line.Columns, x);
            if (column < 0)
                continue;
            row = rest.TakeTop(rowHeight, out rest);
            _canvas.FillCircle(row.X + 3, row.CenterY, 3, line.Color);
            _canvas.Text(line.Name, row.Inset(12, 0), TextStyle.Small, theme.TextSecondary);
            WriteValue(line.Columns, column);
            _canvas.Text(_text.Span, row, TextStyle.Small, theme.Text, TextAlign.Right);
        }
    }

    /// <summary>The text of the mark under the pointer, or null.</summary>
    private string? MarkAt(float x)
    {
        string? text = null;
        float nearest = 5;
        foreach ((var at, var said) in _marks)
        {
            var distance = MathF.Abs(XOf(at) - x);
            if (distance >= nearest)
                continue;
            nearest = distance;
            text = said;
        }
        return text;
    }

    /// <summary>The nearest column with a value; −1 when there is none.</summary>
    private int ColumnAt(ChartColumns columns, float x)
    {
        var count = columns.Low.Length;
        var column = Math.Clamp((int)((x - _plot.X) / _plot.Width * count), 0, count - 1);
        for (var distance = 0; distance < count; distance++)
        {
            if (column - distance >= 0 && float.IsFinite(columns.Low[column - distance]))
                return column - distance;
            if (column + distance < count && float.IsFinite(columns.Low[column + distance]))
                return column + distance;
        }
        return -1;
    }

    private void WriteValue(ChartColumns columns, int column)
    {
        _text.Clear().AppendMeasure(columns.Low[column]);
        if (columns.High[column] - columns.Low[column] > 0.02f * MathF.Abs(columns.High[column]))
            _text.Append(" – ").AppendMeasure(columns.High[column]);
    }
}
