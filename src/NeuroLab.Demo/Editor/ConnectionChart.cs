using System.Globalization;
using NeuroLab.Connectivity;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Training;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>
/// The loss, or the error, from one network to another: along the line, after matching and along a trained curve, with the
/// barrier of each on the training set. Test sets are dashed.
/// </summary>
/// <param name="title">The title, in capitals.</param>
/// <param name="unit">After a barrier.</param>
/// <param name="values">The values of a set at all points.</param>
internal sealed class ConnectionChart(string title, string unit, Func<Evaluation[], double[]> values)
{
    // Points of a drawn line, for its dashes to be even.
    private const int Samples = 1024;

    private readonly LineChart _chart = new(title) { ShowsLegend = false, XName = "t", YLow = 0 };
    private readonly List<Path> _paths = [];

    /// <summary>The plot area of the last frame.</summary>
    public UiRect Plot => _chart.Plot;

    /// <summary>What is drawn from now on.</summary>
    public void Show(Connection connection)
    {
        _paths.Clear();
        var high = 0.0;
        Add("line", 0, connection.Line);
        Add("matched", 1, connection.Matched);
        Add("curve", 2, connection.Curve);
        _chart.YHigh = high > 0 ? 1.05 * high : 1;

        void Add(string name, int color, PathLosses? path)
        {
            if (path is null)
                return;
            var (train, test) = (values(path.Train), values(path.Test));
            high = train.Concat(test).Where(double.IsFinite).Append(high).Max();
            var barrier = PathLosses.Barrier(train);
            _paths.Add(new Path($"{name}, barrier {Number(barrier, 3)}{unit}", $"{name} {Number(barrier, 2)}{unit}", color, Series(train), test.Length > 0 ? Series(test) : null));
        }
    }

    /// <param name="canvas">What to draw on.</param>
    /// <param name="box">The whole chart with its labels.</param>
    /// <param name="theme">The colours.</param>
    /// <param name="share">How much of the last path is there, 0 … 1.</param>
    /// <param name="pointer">Shows the values there.</param>
    public void Draw(UiCanvas canvas, in UiRect box, Theme theme, float share = 1, SKPoint? pointer = null)
    {
        _chart.Begin(canvas, box, 0, 1);
        for (var i = 0; i < _paths.Count; i++)
        {
            var color = ColorOf(i, theme, share);
            (_paths[i].Train.Color, _paths[i].Train.Name) = (color, "training set");
            _chart.Add(_paths[i].Train, null);
            if (_paths[i].Test is not { } test)
                continue;
            (test.Color, test.Name) = (color, "test set");
            _chart.Add(test, null, LineStyle.Dashed);
        }
        _chart.End(theme, pointer);
        DrawLegend(canvas, box, theme, share);
    }

    private SKColor ColorOf(int path, Theme theme, float share)
    {
        var color = theme.Runner(_paths[path].Color);
        return path == _paths.Count - 1 ? color.WithAlpha((byte)(255 * share)) : color;
    }

    private void DrawLegend(UiCanvas canvas, in UiRect box, Theme theme, float share)
    {
        var (width, room) = (0f, box.Width - Theme.Space3 - Theme.Space4 - canvas.Measure(title, TextStyle.Label));
        foreach (var path in _paths)
            width += canvas.Measure(path.Legend, TextStyle.Small) + 12 + Theme.Space3;
        var isShort = width > room;
        var right = box.Right - Theme.Space4;
        for (var i = _paths.Count - 1; i >= 0; i--)
        {
            var text = isShort ? _paths[i].ShortLegend : _paths[i].Legend;
            right -= canvas.Measure(text, TextStyle.Small) + 2;
            canvas.Text(text, new UiRect(right, box.Y + 8, box.Width, 16), TextStyle.Small, theme.TextSecondary);
            right -= 10;
            canvas.FillCircle(right + 3, box.Y + 16, 3, ColorOf(i, theme, share));
            right -= isShort ? Theme.Space2 : Theme.Space3;
        }
    }

    private static ChartSeries Series(double[] values)
    {
        var series = new ChartSeries("", SKColors.Empty, Samples);
        for (var i = 0; i < Samples; i++)
        {
            var at = i / (Samples - 1.0) * (values.Length - 1);
            var left = Math.Min((int)at, values.Length - 2);
            series.Add(i / (Samples - 1.0), (float)(values[left] + (at - left) * (values[left + 1] - values[left])));
        }
        return series;
    }

    private static string Number(double value, int digits) => value.ToString($"G{digits}", CultureInfo.InvariantCulture).Replace('-', TextBuffer.Minus);

    private sealed record Path(string Legend, string ShortLegend, int Color, ChartSeries Train, ChartSeries? Test);
}
