using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Charts;

/// <summary>The vertical lines of a chart: changes, and single markers.</summary>
internal sealed class ChartMarks(ChartAxes axes)
{
    // Logical pixels: closer changes are merged into a band; the pointer's reach.
    private const float BandGap = 6, Reach = 5;

    private readonly List<(double X, string Text)> _marks = [];

    public void Clear() => _marks.Clear();

    public void Add(double x, string text) => _marks.Add((x, text));

    // Changes whose lines would overlap are drawn as a bar along the top, which covers no curve.
    public void Draw(UiCanvas canvas, Theme theme)
    {
        for (var i = 0; i < _marks.Count;)
        {
            var end = EndOfBand(i);
            if (end == i + 1)
            {
                DrawMarker(canvas, _marks[i].X, theme.Runner(1).WithAlpha(0x90));
            }
            else
            {
                float from = axes.XOf(Math.Clamp(_marks[i].X, axes.FromX, axes.ToX)), to = axes.XOf(Math.Clamp(_marks[end - 1].X, axes.FromX, axes.ToX));
                var bar = new UiRect(MathF.Min(from, to) - 1, axes.Plot.Y - 6, MathF.Abs(to - from) + 2, 3);
                canvas.FillRect(bar, theme.Runner(1).WithAlpha(0x90));
            }
            i = end;
        }
    }

    /// <summary>Draws a dashed line at an x, if it is within the axis.</summary>
    public void DrawMarker(UiCanvas canvas, double x, SKColor color)
    {
        if (x >= axes.FromX && x <= axes.ToX)
            canvas.DashedVerticalLine(axes.XOf(x), axes.Plot.Y - 4, axes.Plot.Height + 8, color);
    }

    /// <summary>Writes the changes at a position in the plot.</summary>
    /// <returns>Whether there are any.</returns>
    public bool WriteAt(float x, TextBuffer text)
    {
        var nearest = Reach;
        text.Clear();
        for (var i = 0; i < _marks.Count;)
        {
            var end = EndOfBand(i);
            float a = axes.XOf(_marks[i].X), b = axes.XOf(_marks[end - 1].X);
            var distance = MathF.Max(0, MathF.Max(MathF.Min(a, b) - x, x - MathF.Max(a, b)));
            if (distance < nearest)
            {
                nearest = distance;
                text.Clear();
                if (end > i + 1)
                    text.AppendCount(end - i).Append(" changes, the last ");
                text.Append(_marks[end - 1].Text);
            }
            i = end;
        }
        return text.Length > 0;
    }

    // The index after the last change of the band that starts at an index.
    private int EndOfBand(int first)
    {
        var (end, reach) = (first + 1, BandGap);
        // Those of a steadily held key stay together where their distances are rounded.
        for (; end < _marks.Count && MathF.Abs(axes.XOf(_marks[end].X) - axes.XOf(_marks[end - 1].X)) < reach; end++)
            reach = 3 * BandGap;
        return end;
    }
}
