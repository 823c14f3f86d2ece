using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Charts;

/// <summary>A live chart of several series, drawn anew every frame without allocating:
/// <see cref="Begin"/>, <c>Add</c> for each series, <see cref="End"/>.
/// Values that are not finite leave a gap and a red mark at the top.</summary>
internal sealed partial class LineChart(string title)
{
    private const float LabelGap = 8, TickLabelWidth = 24, LineWidth = 1.6f;

    private readonly List<Line> _lines = [];
    private readonly List<(double X, string Text)> _marks = [];
    private readonly AxisTicks _ticks = new();
    private readonly TextBuffer _text = new(), _markText = new();
    private SKPoint[] _points = [];
    private float _labelWidth = TickLabelWidth;
    private int _lineCount;
    private UiCanvas _canvas = null!;
    private UiRect _bounds, _plot;
    private double _fromX, _toX;

    /// <summary>Shown above the chart in capitals.</summary>
    public string Title { get; set; } = title;

    /// <summary>Name of the x axis in the hover readout.</summary>
    public string XName { get; set; } = "step";

    public bool IsLogarithmic { get; set; }

    /// <summary>A fixed lower end of the y axis; null follows the data.</summary>
    public double? YLow { get; set; }

    public double? YHigh { get; set; }

    /// <summary>Where a dashed line stands, in units of x: the moment the rest of the interface shows. NaN for none.</summary>
    public double Marker { get; set; } = double.NaN;

    /// <summary>Where the values of the legend are read, in units of x; NaN for those that were added last.</summary>
    public double Playhead { get; set; } = double.NaN;

    /// <summary>Whether x runs from right to left.</summary>
    public bool IsMirrored { get; set; }

    /// <summary>A second marker, in red: the step at which training diverged, for instance. NaN for none.</summary>
    public double DangerMarker { get; set; } = double.NaN;

    /// <summary>Whether names and last values stand beside the title.</summary>
    public bool ShowsLegend { get; set; } = true;

    /// <summary>Whether a legend that has no room for all values gives names alone.</summary>
    public bool PrefersNames { get; set; }

    /// <summary>The lines of the last frame that stood in the legend, each with the value it gave; null for none.</summary>
    public IEnumerable<(string Name, double? Value)> Legend => _lines.Take(_lineCount).Select(line => (line.Name, line.Value));

    /// <summary>The area of the lines, valid after <see cref="End"/>.</summary>
    public UiRect Plot => _plot;

    /// <summary>The y axis of the last frame.</summary>
    public AxisTicks Ticks => _ticks;

    /// <param name="canvas">Drawn to until <see cref="End"/>.</param>
    /// <param name="bounds">The whole chart with title and labels.</param>
    /// <param name="fromX">Left end of the x axis.</param>
    /// <param name="toX">Right end; when not above the left, the axis is one unit long.</param>
    public void Begin(UiCanvas canvas, in UiRect bounds, double fromX, double toX)
    {
        _canvas = canvas;
        _bounds = bounds;
        (_fromX, _toX) = (fromX, toX > fromX ? toX : fromX + 1);
        _lineCount = 0;
        _marks.Clear();
        _plot = PlotOf(bounds);
    }

    /// <summary>Adds a whole history; its value in the legend is the one at the <see cref="Playhead"/>.</summary>
    public void Add(ChartSeries series) =>
        Add(series, double.IsNaN(Playhead) ? series.Last : series.ValueAt(Playhead));

    /// <summary>Adds a whole history.</summary>
    /// <param name="series">The history.</param>
    /// <param name="value">What the legend says beside its name; null for nothing.</param>
    /// <param name="style">How its line is drawn.</param>
    public void Add(ChartSeries series, double? value, LineStyle style = LineStyle.Solid)
    {
        // Nothing to say yet is not the same as NaN.
        if (series.X.IsEmpty)
            return;
        var line = NextLine(series.Name, series.Color, value, style);
        line.Columns.Add(series, _fromX, _toX);
    }

    /// <summary>Adds plain samples; sample i stands at firstX + i · stepX.</summary>
    public void Add(string name, SKColor color, ReadOnlySpan<float> values, double firstX = 0, double stepX = 1) =>
        Add(name, color, values, firstX, stepX, values.IsEmpty ? float.NaN : values[^1]);

    /// <summary>Adds plain samples.</summary>
    /// <param name="name">Of the line.</param>
    /// <param name="color">Of the line.</param>
    /// <param name="values">The samples.</param>
    /// <param name="firstX">Where the first stands.</param>
    /// <param name="stepX">From each to the next.</param>
    /// <param name="value">What the legend says beside the name; null for nothing.</param>
    public void Add(string name, SKColor color, ReadOnlySpan<float> values, double firstX, double stepX, double? value)
    {
        var line = NextLine(name, color, value, LineStyle.Solid);
        line.Columns.Add(values, firstX, stepX, _fromX, _toX);
    }

    /// <summary>A moment at which something was changed: a quiet upright line whose text shows while pointed at.</summary>
    public void AddMark(double x, string text) => _marks.Add((x, text));

    /// <param name="theme">The colours.</param>
    /// <param name="pointer">Where the mouse is, in logical pixels; shows the values below it.</param>
    public void End(Theme theme, SKPoint? pointer = null)
    {
        ChooseTicks();
        MakeRoomForLabels();
        Draw(theme);
        if (pointer is { } at && _plot.Inset(-4, -8).Contains(at.X, at.Y))
            DrawReadout(theme, at);
    }

    /// <summary>Draws what <see cref="End"/> drew last once more, elsewhere: for a picture of the chart alone.</summary>
    public void Redraw(UiCanvas canvas, in UiRect bounds, Theme theme)
    {
        (var before, var around, var plot) = (_canvas, _bounds, _plot);
        _canvas = canvas;
        _bounds = bounds;
        _plot = PlotOf(bounds);
        Draw(theme);
        (_canvas, _bounds, _plot) = (before, around, plot);
    }

    private void Draw(Theme theme)
    {
        DrawTitle(theme);
        DrawGrid(theme);
        DrawMarks(theme);
        DrawMarker(Marker, theme.Accent.WithAlpha(0xB0));
        DrawMarker(DangerMarker, theme.Danger.WithAlpha(0xC0));
        for (var i = _lineCount - 1; i >= 0; i--)
            DrawLine(_lines[i], theme);
    }

    private UiRect PlotOf(in UiRect bounds)
    {
        var left = bounds.X + Theme.Space3 + _labelWidth + LabelGap;
        var top = bounds.Y + 36;
        return new UiRect(left, top, MathF.Max(1, bounds.Right - Theme.Space4 - left), MathF.Max(1, bounds.Bottom - 18 - top));
    }

    private Line NextLine(string name, SKColor color, double? value, LineStyle style)
    {
        if (_lineCount == _lines.Count)
            _lines.Add(new Line());
        var line = _lines[_lineCount++];
        (line.Name, line.Color, line.Value, line.Style) = (name, color, value, style);
        line.Columns.Reset(Math.Max(1, (int)(_plot.Width * _canvas.Scale)));
        return line;
    }

    private void ChooseTicks()
    {
        double low = double.PositiveInfinity, positive = double.PositiveInfinity, high = double.NegativeInfinity;
        for (var i = 0; i < _lineCount; i++)
        {
            if (_lines[i].Style == LineStyle.Dashed)
                continue;
            low = Math.Min(low, _lines[i].Columns.Lowest);
            high = Math.Max(high, _lines[i].Columns.Highest);
            positive = Math.Min(positive, _lines[i].Columns.MinPositive);
        }
        var intervals = _plot.Height < 56 ? 2 : _plot.Height < 110 ? 3 : 5;
        if (IsLogarithmic)
        {
            if (YHigh is { } top && !(positive < top))
                positive = top / 10;
            _ticks.SetLogarithmic(YLow ?? positive, YHigh ?? high, intervals);
            return;
        }
        // An axis from zero is the honest one, unless it would hide the shape.
        if (low > 0 && low < 0.5 * high)
            low = 0;
        // What stands at the fixed end all along still needs an axis that ends there.
        if (YHigh is { } end && !(low < end))
            low = end - 0.1 * Math.Max(Math.Abs(end), 0.1);
        _ticks.SetLinear(YLow ?? low, YHigh ?? high, intervals);
    }

    private void DrawTitle(Theme theme)
    {
        var row = new UiRect(_bounds.X + Theme.Space3, _bounds.Y + 8, _bounds.Width - Theme.Space3 - Theme.Space4, 16);
        var used = _canvas.Text(Title, row, TextStyle.Label, theme.TextSecondary);
        if (!ShowsLegend)
            return;
        var (right, room) = (row.Right, row.Width - used - Theme.Space3);
        var (count, hasValues) = (CountFitting(room, true), true);
        if (PrefersNames && count < _lineCount)
            (count, hasValues) = (CountFitting(room, false), false);
        for (var i = count - 1; i >= 0; i--)
        {
            var line = _lines[i];
            var width = LegendWidth(line, hasValues, out var name, out var value);
            right -= width;
            _canvas.FillCircle(right + 3, row.CenterY, 3, line.Color);
            _canvas.Text(line.Name, new UiRect(right + 10, row.Y, name + 1, row.Height), TextStyle.Tiny, theme.TextSecondary);
            if (value > 0)
                _canvas.Text(_text.Span, new UiRect(right + width - value, row.Y, value + 1, row.Height), TextStyle.Tiny,
                    double.IsFinite(line.Value ?? 0) ? theme.Text : theme.Danger);
            right -= Theme.Space3;
        }
    }

    // Where there is no room for all, the first lines are the ones that matter.
    private int CountFitting(float room, bool hasValues)
    {
        var count = 0;
        for (; count < _lineCount; count++)
        {
            room -= LegendWidth(_lines[count], hasValues, out _, out _);
            if (room < 0)
                break;
            room -= Theme.Space3;
        }
        return count;
    }

    /// <summary>The width of a line's entry; its value is left in the text.</summary>
    private float LegendWidth(Line line, bool hasValue, out float name, out float value)
    {
        _text.Clear();
        if (hasValue && line.Value is { } number)
            _text.AppendMeasure(number);
        value = _canvas.Measure(_text.Span, TextStyle.Tiny);
        name = _canvas.Measure(line.Name, TextStyle.Tiny);
        return 10 + name + (name > 0 && value > 0 ? 5 : 0) + value;
    }

    // The plot gives way to labels that need many digits.
    private void MakeRoomForLabels()
    {
        _labelWidth = TickLabelWidth;
        foreach (var value in _ticks.Values)
        {
            WriteTick(value);
            _labelWidth = MathF.Max(_labelWidth, _canvas.Measure(_text.Span, TextStyle.Tiny) + 1 - Theme.Space3 + 2);
        }
        _plot = PlotOf(_bounds);
    }

    private void WriteTick(double value)
    {
        _text.Clear();
        if (IsLogarithmic)
            _text.AppendSetting(value);
        else
            _text.AppendTick(value, Math.Max(Math.Abs(_ticks.Low), Math.Abs(_ticks.High)), _ticks.Step);
    }

    private void DrawGrid(Theme theme)
    {
        var lastLabel = float.MaxValue;
        foreach (var value in _ticks.Values)
        {
            var y = YOf(value);
            _canvas.HorizontalLine(_plot.X, y, _plot.Width, theme.GridLine);
            if (lastLabel - y < 13)
                continue;
            lastLabel = y;
            WriteTick(value);
            var box = new UiRect(_bounds.X + 2, y - 6, _plot.X - LabelGap - _bounds.X - 2, 12);
            _canvas.Text(_text.Span, box, TextStyle.Tiny, theme.TextSecondary, TextAlign.Right);
        }
    }

    private void DrawMarker(double x, SKColor color)
    {
        if (x >= _fromX && x <= _toX)
            _canvas.DashedVerticalLine(XOf(x), _plot.Y - 4, _plot.Height + 8, color);
    }

    // A share of the plot's width from the left, of a share of the x axis; and the other way round.
    private float Along(float share) => IsMirrored ? 1 - share : share;

    private float XOf(double x) => _plot.X + Along((float)((x - _fromX) / (_toX - _fromX))) * _plot.Width;

    private float YOf(double value) => _plot.Bottom - (float)Math.Clamp(_ticks.Position(value), 0, 1) * _plot.Height;

    /// <summary>One series of the current frame, reduced to pixel columns.</summary>
    private sealed class Line
    {
        public ChartColumns Columns { get; } = new();

        public string Name { get; set; } = "";

        public SKColor Color { get; set; }

        public double? Value { get; set; }

        public LineStyle Style { get; set; }
    }
}
