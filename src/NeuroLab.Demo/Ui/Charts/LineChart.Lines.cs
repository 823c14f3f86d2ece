using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Charts;

internal sealed partial class LineChart
{
    // In logical pixels: dashes of a line with their gaps, and how near to each other changes are one band.
    private const float Dash = 5, DashGap = 4, BandGap = 6;

    private static readonly SKPoint Gap = new(float.NaN, float.NaN);

    private void DrawLine(Line line, Theme theme)
    {
        ReadOnlySpan<float> low = line.Columns.Low, high = line.Columns.High;
        var broken = line.Columns.Broken;
        if (_points.Length < 3 * low.Length)
            _points = new SKPoint[3 * low.Length];
        var columnWidth = _plot.Width / low.Length;
        var half = 0.5f / _canvas.Scale;
        var isDashed = line.Style == LineStyle.Dashed;
        var previous = _plot.CenterY;
        int count = 0, firstBroken = -1;
        for (var i = 0; i < low.Length; i++)
        {
            var x = XOfColumn(i, low.Length);
            if (broken[i])
                _points[count++] = Gap;
            firstBroken = MarkBroken(broken[i], i, firstBroken, low.Length, theme);
            if (float.IsNaN(low[i]))
                continue;
            // It has no say in the axis: where it leaves it, nothing is drawn.
            if (isDashed && (i * columnWidth % (Dash + DashGap) > Dash || low[i] > _ticks.High || high[i] < _ticks.Low))
            {
                if (!broken[i])
                    _points[count++] = Gap;
                continue;
            }
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
        MarkBroken(false, low.Length, firstBroken, low.Length, theme);
        _canvas.Polyline(_points.AsSpan(0, count), line.Color, LineWidth);
    }

    /// <summary>Draws one red mark for each run of broken columns, when the run has ended.</summary>
    /// <returns>The first column of the open run, or −1.</returns>
    private int MarkBroken(bool isBroken, int column, int firstBroken, int columns, Theme theme)
    {
        if (isBroken)
            return firstBroken < 0 ? column : firstBroken;
        if (firstBroken >= 0)
        {
            var columnWidth = _plot.Width / columns;
            var width = MathF.Max(3, (column - firstBroken) * columnWidth);
            var left = XOfColumn(IsMirrored ? column - 1 : firstBroken, columns) - columnWidth / 2;
            _canvas.FillRect(new UiRect(left, _plot.Y - 5, width, 3), theme.Danger);
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
            _canvas.FillCircle(XOfColumn(column, line.Columns.Low.Length), YOf(line.Columns.High[column]), 3, line.Color);
        }
        var at = _fromX + Along((x - _plot.X) / _plot.Width) * (_toX - _fromX);
        _text.Clear().Append(XName).Append(' ').AppendFixed(Math.Round(at, _toX - _fromX > 20 ? 0 : 2), _toX - _fromX > 20 ? 0 : 2);
        var hasMark = WriteMarkAt(x);
        width = MathF.Max(width, _canvas.Measure(_text.Span, TextStyle.Small));
        if (hasMark)
            width = MathF.Max(width, _canvas.Measure(_markText.Span, TextStyle.Small));
        width += 2 * Theme.Space2 + 1;

        var left = x + 10 + width <= _bounds.Right ? x + 10 : x - 10 - width;
        var height = (rows + (hasMark ? 2 : 1)) * rowHeight + Theme.Space2;
        var card = new UiRect(MathF.Max(_bounds.X, left), Math.Clamp(pointer.Y - height / 2, _bounds.Y + 2, MathF.Max(_bounds.Y + 2, _bounds.Bottom - height - 2)), width, height);
        _canvas.FillRect(card, theme.Control, Theme.Radius);
        _canvas.StrokeRect(card, theme.ControlBorder, 1, Theme.Radius);
        var row = card.Inset(Theme.Space2, Theme.Space1).TakeTop(rowHeight, out var rest);
        _canvas.Text(_text.Span, row, TextStyle.Small, theme.TextSecondary);
        if (hasMark)
            _canvas.Text(_markText.Span, rest.TakeTop(rowHeight, out rest), TextStyle.Small, theme.Runner(1));
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

    // Changes that stand so close that their lines would be one anyway are a band.
    private void DrawMarks(Theme theme)
    {
        for (var i = 0; i < _marks.Count;)
        {
            var end = EndOfBand(i);
            if (end == i + 1)
            {
                DrawMarker(_marks[i].X, theme.Runner(1).WithAlpha(0x90));
            }
            else
            {
                float from = XOf(Math.Clamp(_marks[i].X, _fromX, _toX)), to = XOf(Math.Clamp(_marks[end - 1].X, _fromX, _toX));
                var band = new UiRect(MathF.Min(from, to), _plot.Y - 4, MathF.Abs(to - from) + 1, _plot.Height + 8);
                _canvas.FillRect(band, theme.Runner(1).WithAlpha(0x30));
            }
            i = end;
        }
    }

    // The index after the last change of the band that begins with one.
    private int EndOfBand(int first)
    {
        var end = first + 1;
        while (end < _marks.Count && MathF.Abs(XOf(_marks[end].X) - XOf(_marks[end - 1].X)) < BandGap)
            end++;
        return end;
    }

    // What was changed under the pointer; false for nothing.
    private bool WriteMarkAt(float x)
    {
        float nearest = 5;
        _markText.Clear();
        for (var i = 0; i < _marks.Count;)
        {
            var end = EndOfBand(i);
            float a = XOf(_marks[i].X), b = XOf(_marks[end - 1].X);
            var distance = MathF.Max(0, MathF.Max(MathF.Min(a, b) - x, x - MathF.Max(a, b)));
            if (distance < nearest)
            {
                nearest = distance;
                _markText.Clear();
                if (end > i + 1)
                    _markText.AppendCount(end - i).Append(" changes, the last ");
                _markText.Append(_marks[end - 1].Text);
            }
            i = end;
        }
        return _markText.Length > 0;
    }

    private float XOfColumn(int column, int count) => _plot.X + Along((column + 0.5f) / count) * _plot.Width;

    /// <summary>The nearest column with a value; −1 when there is none.</summary>
    private int ColumnAt(ChartColumns columns, float x)
    {
        var count = columns.Low.Length;
        var column = Math.Clamp((int)(Along((x - _plot.X) / _plot.Width) * count), 0, count - 1);
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
