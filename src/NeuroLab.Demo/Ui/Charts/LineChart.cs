using System.Runtime.InteropServices;
using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Charts;

/// <summary>
/// A live chart of several series, redrawn every frame without allocating: <see cref="Begin"/>, <c>Add</c> for each
/// series, <see cref="End"/>. Non-finite values leave a gap and a red mark at the top.
/// </summary>
internal sealed class LineChart
{
    private const double PeakFactor = 4;

    private readonly List<ChartLine> _lines = [];
    private readonly ChartAxes _axes = new();
    private readonly ChartMarks _marks;
    private readonly ChartLegend _legend = new();
    private readonly ChartReadout _readout;
    private int _lineCount;
    private UiCanvas _canvas = null!;
    private UiRect _bounds;

    public LineChart(string title)
    {
        Title = title;
        _marks = new ChartMarks(_axes);
        _readout = new ChartReadout(_axes, _marks);
    }

    /// <summary>Drawn above the chart in capitals.</summary>
    public string Title { get; set; }

    /// <summary>Name of the x axis in the hover readout.</summary>
    public string XName { get => _axes.XName; set => _axes.XName = value; }

    /// <summary>At most so many labels along x; 0 for its two ends alone.</summary>
    public int XLabels { get => _axes.XLabels; set => _axes.XLabels = value; }

    public bool IsLogarithmic { get => _axes.IsLogarithmic; set => _axes.IsLogarithmic = value; }

    /// <summary>A fixed lower end of the y axis; null to fit the data.</summary>
    public double? YLow { get => _axes.YLow; set => _axes.YLow = value; }

    public double? YHigh { get => _axes.YHigh; set => _axes.YHigh = value; }

    /// <summary>Whether x runs from right to left.</summary>
    public bool IsMirrored { get => _axes.IsMirrored; set => _axes.IsMirrored = value; }

    /// <summary>X of a dashed line: the time shown by the rest of the interface. NaN for none.</summary>
    public double Marker { get; set; } = double.NaN;

    /// <summary>X at which the legend's values are read; NaN for the last values.</summary>
    public double Playhead { get; set; } = double.NaN;

    /// <summary>Whether names and last values are shown next to the title.</summary>
    public bool ShowsLegend { get; set; } = true;

    /// <summary>Room for controls at the right end of the title's row, which the legend leaves free.</summary>
    public float LegendInset { get; set; }

    /// <summary>Whether the range of y includes dashed lines.</summary>
    public bool FitsDashed { get; set; }

    /// <summary>Whether a legend without room for all values shows names only.</summary>
    public bool PrefersNames { get; set; }

    /// <summary>The legend of the last frame: lines with their values, null for no value.</summary>
    public IEnumerable<(string Name, double? Value)> Legend => _lines.Take(_lineCount).Select(line => (line.Name, line.Value));

    /// <summary>The plot area, valid after <see cref="End"/>.</summary>
    public UiRect Plot => _axes.Plot;

    /// <summary>The y axis of the last frame.</summary>
    public AxisTicks Ticks => _axes.Ticks;

    private ReadOnlySpan<ChartLine> Lines => CollectionsMarshal.AsSpan(_lines)[.._lineCount];

    /// <param name="canvas">The canvas to draw to until <see cref="End"/>.</param>
    /// <param name="bounds">The whole chart with title and labels.</param>
    /// <param name="fromX">Left end of the x axis.</param>
    /// <param name="toX">Right end; if not greater than the left, the axis is one unit long.</param>
    public void Begin(UiCanvas canvas, in UiRect bounds, double fromX, double toX)
    {
        _canvas = canvas;
        _bounds = bounds;
        _lineCount = 0;
        _marks.Clear();
        _axes.SetX(fromX, toX);
        _axes.Place(bounds);
    }

    /// <summary>Adds a whole history; the legend shows its value at the <see cref="Playhead"/>.</summary>
    public void Add(ChartSeries series) =>
        Add(series, double.IsNaN(Playhead) ? series.Last : series.ValueAt(Playhead));

    /// <summary>Adds a whole history.</summary>
    /// <param name="series">The history.</param>
    /// <param name="value">Its value in the legend; null for none.</param>
    /// <param name="style">The style of its line.</param>
    /// <param name="scale">Where its steps are on the x axis.</param>
    /// <param name="legend">Its name in the legend; empty for no entry, null for the series' name.</param>
    public void Add(ChartSeries series, double? value, LineStyle style = LineStyle.Solid, ChartScale scale = default, string? legend = null)
    {
        // No value yet is not the same as NaN.
        if (series.X.IsEmpty)
            return;
        var line = NextLine(series.Name, series.Color, value, style, legend);
        line.Columns.Add(series, _axes.FromX, _axes.ToX, scale);
    }

    /// <summary>Adds evenly spaced samples; sample i is at firstX + i · stepX.</summary>
    public void Add(string name, SKColor color, ReadOnlySpan<float> values, double firstX = 0, double stepX = 1) =>
        Add(name, color, values, firstX, stepX, values.IsEmpty ? float.NaN : values[^1]);

    /// <summary>Adds evenly spaced samples.</summary>
    /// <param name="name">Name of the line.</param>
    /// <param name="color">Colour of the line.</param>
    /// <param name="values">The samples.</param>
    /// <param name="firstX">X of the first sample.</param>
    /// <param name="stepX">Distance between samples.</param>
    /// <param name="value">The value in the legend; null for none.</param>
    public void Add(string name, SKColor color, ReadOnlySpan<float> values, double firstX, double stepX, double? value)
    {
        var line = NextLine(name, color, value, LineStyle.Solid);
        line.Columns.Add(values, firstX, stepX, _axes.FromX, _axes.ToX);
    }

    /// <summary>Adds a change: a faint vertical line whose text is shown while the pointer is at it.</summary>
    public void AddMark(double x, string text) => _marks.Add(x, text);

    /// <param name="theme">The colours.</param>
    /// <param name="pointer">Pointer position in logical pixels, to show the values below it.</param>
    public void End(Theme theme, SKPoint? pointer = null)
    {
        double low = double.PositiveInfinity, positive = double.PositiveInfinity, high = double.NegativeInfinity;
        var highest = HighestOfSolid();
        foreach (var line in Lines)
        {
            if (line.Style == LineStyle.Dashed && !FitsDashed)
                continue;
            low = Math.Min(low, line.Columns.Lowest);
            high = Math.Max(high, line.Style == LineStyle.Faint ? Math.Min(line.Columns.Highest, PeakFactor * highest) : line.Columns.Highest);
            positive = Math.Min(positive, line.Columns.MinPositive);
        }
        _axes.FitY(_canvas, low, positive, high);
        Draw(_canvas, _bounds, theme);
        if (pointer is { } at && Plot.Inset(-4, -8).Contains(at.X, at.Y))
            _readout.Draw(_canvas, _bounds, at, Lines, theme);
    }

    /// <summary>Draws the last <see cref="End"/> again, elsewhere: for an image of the chart alone.</summary>
    public void Redraw(UiCanvas canvas, in UiRect bounds, Theme theme)
    {
        LegendInset = 0;
        _axes.Place(bounds);
        Draw(canvas, bounds, theme);
        _axes.Place(_bounds);
    }

    private void Draw(UiCanvas canvas, in UiRect bounds, Theme theme)
    {
        var row = new UiRect(bounds.X + Theme.Space3, bounds.Y + 8, bounds.Width - Theme.Space3 - Theme.Space4, 16);
        var used = canvas.Text(Title, row, TextStyle.Label, theme.TextSecondary);
        row.TakeRight(LegendInset, out var legend);
        if (ShowsLegend)
            _legend.Draw(canvas, legend, legend.Width - used - Theme.Space3, Lines, _axes.Ticks.High, PrefersNames, theme);
        _axes.DrawGrid(canvas, theme);
        _axes.DrawX(canvas, theme);
        _marks.Draw(canvas, theme);
        _marks.DrawMarker(canvas, Marker, theme.Accent.WithAlpha(0xB0));
        for (var i = _lineCount - 1; i >= 0; i--)
            _lines[i].Draw(canvas, _axes, theme);
    }

    // A single batch's peak would press all the others to the bottom.
    private double HighestOfSolid()
    {
        var highest = double.NegativeInfinity;
        foreach (var line in Lines)
        {
            if (line.Style == LineStyle.Solid)
                highest = Math.Max(highest, line.Columns.Highest);
        }
        return highest > 0 ? highest : double.PositiveInfinity;
    }

    private ChartLine NextLine(string name, SKColor color, double? value, LineStyle style, string? legend = null)
    {
        if (_lineCount == _lines.Count)
            _lines.Add(new ChartLine());
        var line = _lines[_lineCount++];
        (line.Name, line.LegendName, line.Color, line.Value, line.Style) = (name, legend ?? name, color, value, style);
        line.Columns.Reset(Math.Max(1, (int)(Plot.Width * _canvas.Scale)));
        return line;
    }
}
