using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>
/// Where the parts of a figure are on its page. Plots in a row have one height; as much room as ticks, names, legend and
/// caption need is measured, so that nothing overlaps.
/// </summary>
internal sealed class FigureLayout
{
    // The highest plot of a figure without a fixed height, in points and as a share of its width.
    private const float HighestPlot = 312, HighestShare = 0.5f;

    // The lowest plot that is worth drawing, and the lowest before plots move below one another, in sizes of type.
    private const float LowestPlot = 4, LowestBeside = 9;

    private readonly Figure _figure;
    private readonly FigureStyle _style;
    private int _columns;

    public FigureLayout(Figure figure, FigureStyle style)
    {
        (_figure, _style, _columns) = (figure, style, figure.Columns);
        Margin = 0.6f * style.TextSize;
        Legend = new FigureLegend(figure, style, Width - 2 * Margin);
        Caption = FigureText.Wrap(string.Join(" ", figure.Caption), style.SmallSize, Width - 2 * Margin);
        Plots = new SKRect[figure.Panels.Count];
        Place();
    }

    /// <summary>The page.</summary>
    public float Width => _style.Size.Width;

    /// <summary>The page.</summary>
    public float Height { get; private set; }

    /// <summary>Around the page.</summary>
    public float Margin { get; }

    /// <summary>The plots, without their axes.</summary>
    public SKRect[] Plots { get; }

    /// <summary>The colour bar.</summary>
    public SKRect Bar { get; private set; }

    /// <summary>The legend.</summary>
    public FigureLegend Legend { get; }

    /// <summary>Its upper edge.</summary>
    public float LegendTop { get; private set; }

    /// <summary>The lines of the caption.</summary>
    public IReadOnlyList<string> Caption { get; }

    /// <summary>The distance between them.</summary>
    public float CaptionLine => 1.35f * _style.SmallSize;

    /// <summary>The upper edge of the first.</summary>
    public float CaptionTop { get; private set; }

    /// <summary>The length of ticks.</summary>
    public float Tick => 0.35f * _style.TextSize;

    /// <summary>The ticks of a horizontal axis: as many as there is room for.</summary>
    public (double Position, string Label)[] TicksOfX(FigureAxis axis, float length)
    {
        for (var intervals = 8; ; intervals--)
        {
            var ticks = axis.Ticks(intervals);
            var widest = ticks.Select(tick => FigureText.Measure(tick.Label, _style.SmallSize)).DefaultIfEmpty(0).Max() + _style.SmallSize;
            if (intervals == 2 || widest * (ticks.Length - 1) <= length)
                return ticks;
        }
    }

    /// <summary>The ticks of a vertical axis.</summary>
    public (double Position, string Label)[] TicksOfY(FigureAxis axis, float length) =>
        axis.Ticks(Math.Clamp((int)(length / (2.2f * _style.SmallSize)), 2, 8));

    private float Above(FigurePanel panel) => panel.Title.Length > 0 ? 1.7f * _style.TextSize : panel.Y is null ? 0 : 0.5f * _style.SmallSize;

    private float Below(FigurePanel panel) => panel.X is null ? 0
        : Tick + 1.25f * _style.SmallSize + (panel.X.Title.Length > 0 ? 1.35f * _style.TextSize : 0);

    private float Left(FigurePanel panel, float height) => panel.Y is not { } axis ? 0
        : Tick + 0.3f * _style.TextSize + WidthOf(TicksOfY(axis, height)) + (axis.Title.Length > 0 ? 1.5f * _style.TextSize : 0);

    // Plots below one another begin at one edge.
    private float Left(int column, float height) => _figure.Panels.Where((_, i) => i % _columns == column).Max(panel => Left(panel, height));

    // A last tick's label sticks out by half of its width.
    private float Right(FigurePanel panel) => panel.X is null ? 0 : 1.2f * _style.SmallSize;

    private float WidthOf((double, string Label)[] ticks) => ticks.Select(tick => FigureText.Measure(tick.Label, _style.SmallSize)).DefaultIfEmpty(0).Max();

    private float BarRoom(float height) => _figure.Bar is not { } bar ? 0
        : (2.2f + 1.5f) * _style.TextSize + Tick + WidthOf(TicksOfY(bar.Axis, height));

    private void Place()
    {
        var rows = _figure.Panels.Chunk(_columns).ToArray();
        var size = _style.TextSize;
        var gap = 1.2f * size;
        var legend = Legend.Height > 0 ? Legend.Height + 0.5f * size : 0;
        var caption = Caption.Count > 0 ? Caption.Count * CaptionLine + 0.4f * size : 0;
        var around = rows.Sum(row => row.Max(Above) + row.Max(Below)) + (rows.Length - 1) * gap;
        var highest = _style.Size.Aspect is { } aspect
            ? (Width / (float)aspect - 2 * Margin - legend - caption - around) / rows.Length
            : MathF.Max(HighestPlot, HighestShare * Width);
        // The ticks' room depends on the height, and the height on the room that they leave.
        var height = MathF.Min(highest, Width / 2);
        for (var i = 0; i < 3; i++)
            height = MathF.Min(highest, rows.Min(row => (Width - 2 * Margin - Room(row, height, gap)) / row.Sum(panel => panel.Aspect)));
        if (height < LowestBeside * size && _columns > 1 && _style.Size.Aspect is null)
        {
            _columns = 1;
            Place();
            return;
        }
        height = MathF.Max(height, LowestPlot * size);

        var top = Margin;
        for (var r = 0; r < rows.Length; r++)
        {
            var row = rows[r];
            top += row.Max(Above);
            var used = Room(row, height, gap) + height * row.Sum(panel => panel.Aspect);
            var x = (Width - used) / 2;
            for (var c = 0; c < row.Length; c++)
            {
                x += Left(c, height);
                Plots[r * _columns + c] = new SKRect(x, top, x + height * row[c].Aspect, top + height);
                x += height * row[c].Aspect + Right(row[c]) + gap;
            }
            top += height + row.Max(Below) + (r < rows.Length - 1 ? gap : 0);
        }
        if (_figure.Bar is not null)
        {
            var left = Plots.Max(plot => plot.Right) + gap + Right(_figure.Panels[^1]);
            Bar = new SKRect(left, Plots[0].Top, left + size, Plots[^1].Bottom);
        }
        LegendTop = top + 0.5f * size;
        CaptionTop = top + legend + 0.4f * size;
        Height = _style.Size.Aspect is { } fixedAspect ? Width / (float)fixedAspect : top + legend + caption + Margin;
    }

    private float Room(FigurePanel[] row, float height, float gap) =>
        Enumerable.Range(0, row.Length).Sum(column => Left(column, height) + Right(row[column])) + (row.Length - 1) * gap + BarRoom(height);
}
