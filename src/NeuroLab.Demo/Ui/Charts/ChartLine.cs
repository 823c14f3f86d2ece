using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Charts;

/// <summary>One series of a chart's current frame, reduced to pixel columns.</summary>
internal sealed class ChartLine
{
    // Logical pixels.
    private const float Width = 1.6f, Dash = 5, DashGap = 4;

    // A dash or gap that ends as close as this to a point ends there: what rounding leaves of it would be drawn as a dot.
    private const float Rest = 0.01f;

    private static readonly SKPoint Gap = new(float.NaN, float.NaN);

    private SKPoint[] _points = [], _dashes = new SKPoint[2];

    public ChartColumns Columns { get; } = new();

    public string Name { get; set; } = "";

    /// <summary>Its name in the legend; empty for no entry.</summary>
    public string LegendName { get; set; } = "";

    public SKColor Color { get; set; }

    /// <summary>The value in the legend; null for none.</summary>
    public double? Value { get; set; }

    public LineStyle Style { get; set; }

    public void Draw(UiCanvas canvas, ChartAxes axes, Theme theme)
    {
        ReadOnlySpan<float> low = Columns.Low, high = Columns.High;
        var broken = Columns.Broken;
        if (_points.Length < 3 * low.Length)
            _points = new SKPoint[3 * low.Length];
        var half = 0.5f / canvas.Scale;
        var isDashed = Style == LineStyle.Dashed;
        var previous = axes.Plot.CenterY;
        int count = 0, firstBroken = -1;
        for (var i = 0; i < low.Length; i++)
        {
            var x = axes.XOfColumn(i, low.Length);
            if (broken[i])
                _points[count++] = Gap;
            firstBroken = MarkBroken(canvas, axes, broken[i], i, firstBroken, theme);
            if (float.IsNaN(low[i]))
                continue;
            // It does not affect the axis range: outside it, nothing is drawn.
            if (isDashed && (low[i] > axes.Ticks.High || high[i] < axes.Ticks.Low))
            {
                if (!broken[i])
                    _points[count++] = Gap;
                continue;
            }
            float bottom = axes.YOf(low[i]), top = axes.YOf(high[i]);
            if (bottom - top < half)
            {
                _points[count++] = new SKPoint(x, previous = (bottom + top) / 2);
                continue;
            }
            // The end nearer to the previous point comes first.
            (var first, var second) = MathF.Abs(bottom - previous) < MathF.Abs(top - previous) ? (bottom, top) : (top, bottom);
            _points[count++] = new SKPoint(x, first);
            _points[count++] = new SKPoint(x, previous = second);
        }
        MarkBroken(canvas, axes, false, low.Length, firstBroken, theme);
        if (isDashed)
            DrawDashes(canvas, _points.AsSpan(0, count));
        else
            canvas.Polyline(_points.AsSpan(0, count), Color, Width);
    }

    // Equally long dashes along the line, however far apart its points are.
    private void DrawDashes(UiCanvas canvas, ReadOnlySpan<SKPoint> points)
    {
        var at = 0f;
        for (var i = 1; i < points.Length; i++)
        {
            var (a, b) = (points[i - 1], points[i]);
            var length = SKPoint.Distance(a, b);
            if (!(length > 0))
            {
                at = float.IsNaN(length) ? 0 : at;
                continue;
            }
            for (var from = 0f; from < length;)
            {
                var (isInk, left) = at < Dash ? (true, Dash - at) : (false, Dash + DashGap - at);
                var to = MathF.Min(length, from + left);
                if (isInk && to - from > Rest)
                {
                    (_dashes[0], _dashes[1]) = (Between(a, b, from / length), Between(a, b, to / length));
                    canvas.Polyline(_dashes.AsSpan(0, 2), Color, Width);
                }
                at = to - from > left - Rest ? (isInk ? Dash : 0) : at + to - from;
                from = to;
            }
        }
    }

    private static SKPoint Between(SKPoint a, SKPoint b, float t) => new(a.X + (b.X - a.X) * t, a.Y + (b.Y - a.Y) * t);

    /// <summary>The column with a value nearest to a position in the plot; −1 if there is none.</summary>
    public int ColumnAt(ChartAxes axes, float x)
    {
        var low = Columns.Low;
        var column = Math.Clamp((int)(axes.ShareAt(x) * low.Length), 0, low.Length - 1);
        for (var distance = 0; distance < low.Length; distance++)
        {
            if (column - distance >= 0 && float.IsFinite(low[column - distance]))
                return column - distance;
            if (column + distance < low.Length && float.IsFinite(low[column + distance]))
                return column + distance;
        }
        return -1;
    }

    public void WriteValue(int column, TextBuffer text)
    {
        float low = Columns.Low[column], high = Columns.High[column];
        text.Clear().AppendMeasure(low);
        if (high - low > 0.02f * MathF.Abs(high))
            text.Append(" – ").AppendMeasure(high);
    }

    /// <summary>Draws one red mark per run of broken columns, at the end of the run.</summary>
    /// <returns>The first column of the current run, or −1.</returns>
    private int MarkBroken(UiCanvas canvas, ChartAxes axes, bool isBroken, int column, int firstBroken, Theme theme)
    {
        if (isBroken)
            return firstBroken < 0 ? column : firstBroken;
        if (firstBroken >= 0)
        {
            var columns = Columns.Low.Length;
            var columnWidth = axes.Plot.Width / columns;
            var width = MathF.Max(3, (column - firstBroken) * columnWidth);
            var left = axes.XOfColumn(axes.IsMirrored ? column - 1 : firstBroken, columns) - columnWidth / 2;
            canvas.FillRect(new UiRect(left, axes.Plot.Y - 5, width, 3), theme.Danger);
        }
        return -1;
    }
}
