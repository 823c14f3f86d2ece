using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Charts;

/// <summary>The axes of a chart: its plot area, the mapping of x and y, and the grid with its labels.</summary>
internal sealed class ChartAxes
{
    private const float LabelGap = 8, MinLabelWidth = 24;

    private readonly TextBuffer _text = new();
    private UiRect _bounds;
    private float _labelWidth = MinLabelWidth;

    public string XName { get; set; } = "step";

    /// <summary>At most so many labels along x, and the name below them; 0 labels both ends, with the name between.</summary>
    public int XLabels { get; set; }

    public double FromX { get; private set; }

    public double ToX { get; private set; } = 1;

    /// <summary>Whether x runs from right to left.</summary>
    public bool IsMirrored { get; set; }

    /// <summary>Whether the y axis is logarithmic.</summary>
    public bool IsLogarithmic { get; set; }

    /// <summary>A fixed lower end of the y axis; null to fit the data.</summary>
    public double? YLow { get; set; }

    public double? YHigh { get; set; }

    /// <summary>The y axis.</summary>
    public AxisTicks Ticks { get; } = new();

    /// <summary>The plot area.</summary>
    public UiRect Plot { get; private set; }

    /// <summary>Computes the plot area within the whole chart with title and labels.</summary>
    public void Place(in UiRect bounds)
    {
        _bounds = bounds;
        var left = bounds.X + Theme.Space3 + _labelWidth + LabelGap;
        var top = bounds.Y + 36;
        Plot = new UiRect(left, top, MathF.Max(1, bounds.Right - Theme.Space4 - left), MathF.Max(1, bounds.Bottom - 18 - top));
    }

    /// <summary>Sets the range of x; if the right end is not greater than the left, it is one unit long.</summary>
    public void SetX(double from, double to) => (FromX, ToX) = (from, to > from ? to : from + 1);

    /// <summary>Chooses the range of y and its ticks, and reserves space for their labels.</summary>
    /// <param name="canvas">The canvas for the labels.</param>
    /// <param name="low">Minimum of all lines.</param>
    /// <param name="minPositive">Minimum positive value.</param>
    /// <param name="high">Maximum value.</param>
    public void FitY(UiCanvas canvas, double low, double minPositive, double high)
    {
        var intervals = Plot.Height < 56 ? 2 : Plot.Height < 110 ? 3 : 5;
        if (IsLogarithmic)
        {
            if (YHigh is { } top && !(minPositive < top))
                minPositive = top / 10;
            Ticks.SetLogarithmic(YLow ?? minPositive, YHigh ?? high, intervals);
        }
        else
        {
            // The axis starts at zero, unless that would hide the shape.
            if (low > 0 && low < 0.5 * high)
                low = 0;
            // If all values are at the fixed end, the axis still needs to end there.
            if (YHigh is { } end && !(low < end))
                low = end - 0.1 * Math.Max(Math.Abs(end), 0.1);
            Ticks.SetLinear(YLow ?? low, YHigh ?? high, intervals);
        }
        // The plot shrinks for labels with many digits.
        _labelWidth = MinLabelWidth;
        foreach (var value in Ticks.Values)
            _labelWidth = MathF.Max(_labelWidth, canvas.Measure(LabelOf(value), TextStyle.Tiny) + 1 - Theme.Space3 + 2);
        Place(_bounds);
    }

    public void DrawGrid(UiCanvas canvas, Theme theme)
    {
        var lastLabel = float.MaxValue;
        foreach (var value in Ticks.Values)
        {
            var y = YOf(value);
            canvas.HorizontalLine(Plot.X, y, Plot.Width, theme.GridLine);
            if (lastLabel - y < 13)
                continue;
            lastLabel = y;
            var box = new UiRect(_bounds.X + 2, y - 6, Plot.X - LabelGap - _bounds.X - 2, 12);
            canvas.Text(LabelOf(value), box, TextStyle.Tiny, theme.TextSecondary, TextAlign.Right);
        }
    }

    /// <summary>The labels of the x axis and its name, below the plot.</summary>
    public void DrawX(UiCanvas canvas, Theme theme)
    {
        var row = new UiRect(Plot.X, Plot.Bottom + 3, Plot.Width, 12);
        if (XLabels > 0)
        {
            DrawXLabels(canvas, theme, row);
            row = row.Offset(0, 16);
        }
        else
        {
            var (left, right) = IsMirrored ? (ToX, FromX) : (FromX, ToX);
            canvas.Text(EndOf(left), row, TextStyle.Tiny, theme.TextTertiary);
            canvas.Text(EndOf(right), row, TextStyle.Tiny, theme.TextTertiary, TextAlign.Right);
        }
        canvas.Text(XName, row, TextStyle.Tiny, theme.TextTertiary, TextAlign.Center);
    }

    private void DrawXLabels(UiCanvas canvas, Theme theme, in UiRect row)
    {
        var ticks = new AxisTicks();
        ticks.SetLinear(FromX, ToX, XLabels);
        foreach (var value in ticks.Values)
        {
            if (value < FromX || value > ToX)
                continue;
            _text.Clear();
            if (ticks.Step >= 1)
                _text.AppendCount((long)value);
            else
                _text.AppendTick(value, Math.Max(Math.Abs(FromX), Math.Abs(ToX)), ticks.Step);
            canvas.Text(_text.Span, row with { X = XOf(value) - 60, Width = 120 }, TextStyle.Small, theme.TextSecondary, TextAlign.Center);
        }
    }

    // Valid until the next call.
    private ReadOnlySpan<char> EndOf(double x)
    {
        _text.Clear();
        return (x == Math.Floor(x) && Math.Abs(x) < 1e15 ? _text.AppendCount((long)x) : _text.AppendFixed(x, Math.Abs(x) < 10 ? 2 : 1)).Span;
    }

    public float XOf(double x) => Plot.X + Along((float)((x - FromX) / (ToX - FromX))) * Plot.Width;

    public float YOf(double value) => Plot.Bottom - (float)Math.Clamp(Ticks.Position(value), 0, 1) * Plot.Height;

    /// <summary>The centre of a column, for a number of columns side by side.</summary>
    public float XOfColumn(int column, int count) => Plot.X + Along((column + 0.5f) / count) * Plot.Width;

    /// <summary>The fraction of the x axis before a position in the plot; the inverse of <see cref="XOf"/>.</summary>
    public float ShareAt(float x) => Along((x - Plot.X) / Plot.Width);

    // Converts a fraction of the x axis to one of the plot's width, and back.
    private float Along(float share) => IsMirrored ? 1 - share : share;

    // Valid until the next call.
    private ReadOnlySpan<char> LabelOf(double value)
    {
        _text.Clear();
        if (IsLogarithmic)
            _text.AppendSetting(value);
        else
            _text.AppendTick(value, Math.Max(Math.Abs(Ticks.Low), Math.Abs(Ticks.High)), Ticks.Step);
        return _text.Span;
    }
}
