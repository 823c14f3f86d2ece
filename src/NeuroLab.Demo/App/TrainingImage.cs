using System.Globalization;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Recording;
using SkiaSharp;

namespace NeuroLab.Demo.App;

/// <summary>
/// The curves of a training run as an image: the loss above, the sharpness below with the optimizer's edge, over the same
/// steps (after Figure 1 of Cohen et al., Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability,
/// 2021).
/// </summary>
internal static class TrainingImage
{
    private const int Width = 960, ChartHeight = 270, Margin = 24, LabelHeight = 24, Scale = 2, Labels = 8;

    /// <summary>A number in subscript digits.</summary>
    public static string Subscript(int number) =>
        string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)('₀' + digit - '0')));

    /// <summary>Draws and writes the image. Blocks.</summary>
    /// <param name="path">A PNG file.</param>
    /// <param name="loss">The loss of each step's batch.</param>
    /// <param name="values">The largest eigenvalues, each with its name; none for the loss alone.</param>
    /// <param name="edge">The eigenvalue beyond which the optimizer's full-batch steps grow.</param>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public static void Write(string path, ChartSeries loss, ChartSeries[] values, ChartSeries edge)
    {
        using var canvas = Draw(loss, values, edge);
        FrameSinks.WritePicture(path, canvas.PixelWidth, canvas.PixelHeight, canvas.Pixels);
    }

    /// <summary>What <see cref="Write"/> writes.</summary>
    internal static UiCanvas Draw(ChartSeries loss, ChartSeries[] values, ChartSeries edge)
    {
        var theme = Theme.Light;
        var charts = values.Length > 0 ? 2 : 1;
        var height = 2 * Margin + charts * ChartHeight + LabelHeight;
        var canvas = new UiCanvas(Width * Scale, height * Scale, Scale);
        canvas.BeginFrame();
        canvas.FillRect(canvas.Bounds, theme.Background);
        var last = double.IsNaN(loss.LastX) ? 1 : loss.LastX;
        loss.Color = theme.Runner(1);
        Draw(canvas, theme, 0, "LOSS", last, values.Length > 0 ? 0 : Labels, null, loss);
        if (values.Length > 0)
        {
            for (var k = 0; k < values.Length; k++)
                values[k].Color = k == 0 ? theme.Runner(0) : theme.Runner(k + 1);
            (edge.Color, edge.Name) = (theme.Danger, "edge");
            Draw(canvas, theme, 1, "SHARPNESS: LARGEST EIGENVALUES OF THE HESSIAN", last, Labels, edge, values);
        }
        canvas.EndFrame();
        return canvas;
    }

    private static void Draw(
        UiCanvas canvas, Theme theme, int place, string title, double last, int labels, ChartSeries? edge, params ReadOnlySpan<ChartSeries> series)
    {
        var chart = new LineChart(title) { XLabels = labels };
        if (edge is { X.IsEmpty: false })
        {
            // Its dashes do not stretch the axis, and are what the picture is about.
            double high = edge.High.ToArray().Max();
            foreach (var line in series)
                high = Math.Max(high, line.High.ToArray().Where(float.IsFinite).DefaultIfEmpty(0).Max());
            chart.YHigh = 1.05 * high;
        }
        var box = new UiRect(Margin, Margin + place * ChartHeight, Width - 2 * Margin, ChartHeight);
        chart.Begin(canvas, box, 0, last);
        foreach (var line in series)
            chart.Add(line, line.Last);
        if (edge is not null)
            chart.Add(edge, edge.Last, LineStyle.Dashed);
        chart.End(theme);
    }
}
