using System.Globalization;
using System.Runtime.InteropServices;
using NeuroLab.Connectivity;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Recording;
using NeuroLab.Training;
using SkiaSharp;

namespace NeuroLab.Demo.App;

/// <summary>
/// What lies between networks as an image: for each two of them the loss and the error along the line, before and after
/// matching, and along the trained curve, with the barrier of each.
/// </summary>
internal static class ConnectionImage
{
    private const int Width = 1200, ChartHeight = 300, Margin = 24, TitleHeight = 28, LabelHeight = 28, Gap = 24, Scale = 2;

    // Points of a drawn line, for its dashes to be even.
    private const int Samples = 1024;

    /// <summary>Draws and writes the image. Blocks.</summary>
    /// <param name="path">A PNG file.</param>
    /// <param name="connections">One row each.</param>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Connection> connections)
    {
        const int row = TitleHeight + ChartHeight + LabelHeight;
        using var canvas = new UiCanvas(Width * Scale, (2 * Margin + connections.Count * row) * Scale, Scale);
        canvas.BeginFrame();
        canvas.FillRect(canvas.Bounds, Theme.Light.Background);
        for (var i = 0; i < connections.Count; i++)
            DrawRow(canvas, connections[i], Margin + i * row);
        canvas.EndFrame();
        var pixels = new byte[canvas.PixelWidth * canvas.PixelHeight * 4];
        for (var y = 0; y < canvas.PixelHeight; y++)
            Marshal.Copy(canvas.PixelPointer + y * canvas.RowBytes, pixels, y * canvas.PixelWidth * 4, canvas.PixelWidth * 4);
        FrameSinks.WritePicture(path, canvas.PixelWidth, canvas.PixelHeight, pixels);
    }

    private static void DrawRow(UiCanvas canvas, Connection connection, float y)
    {
        var theme = Theme.Light;
        var hasTest = connection.Line.Test.Length > 0;
        canvas.Text(
            $"From {Path.GetFileName(connection.From)} (t = 0) to {Path.GetFileName(connection.To)} (t = 1){(hasTest ? "; solid: training set, whose barriers are given; dashed: test set" : "")}",
            new UiRect(Margin + Theme.Space3, y, Width - 2 * Margin, TitleHeight), TextStyle.Body, theme.Text);
        var isClassification = !double.IsNaN(connection.Line.Train[0].Accuracy);
        var width = isClassification ? (Width - 2 * Margin - Gap) / 2f : Width - 2 * Margin;
        var box = new UiRect(Margin, y + TitleHeight, width, ChartHeight);
        Draw(canvas, box, "LOSS", connection, PathLosses.Losses, path => Number(path.LossBarrier));
        if (isClassification)
            Draw(canvas, box with { X = box.Right + Gap }, "ERROR, %", connection, Percent, path => $"{Number(100 * path.ErrorBarrier)} %");
    }

    private static double[] Percent(Evaluation[] set) => Array.ConvertAll(PathLosses.Errors(set), error => 100 * error);

    private static void Draw(
        UiCanvas canvas, in UiRect box, string title, Connection connection, Func<Evaluation[], double[]> values, Func<PathLosses, string> barrier)
    {
        var theme = Theme.Light;
        (string Name, PathLosses? Path, SKColor Color)[] paths =
        [
            ("line", connection.Line, theme.Runner(0)), ("matched", connection.Matched, theme.Runner(1)), ("curve", connection.Curve, theme.Runner(2)),
        ];
        var finite = paths.Where(each => each.Path is not null)
            .SelectMany(each => values(each.Path!.Train).Concat(values(each.Path.Test))).Where(double.IsFinite);
        var high = finite.DefaultIfEmpty().Max();
        var chart = new LineChart(title) { ShowsLegend = false, YLow = 0, YHigh = high > 0 ? 1.05 * high : 1 };
        chart.Begin(canvas, box, 0, 1);
        foreach (var (name, path, color) in paths)
        {
            if (path is null)
                continue;
            chart.Add(Series(values(path.Train), color), null);
            if (path.Test.Length > 0)
                chart.Add(Series(values(path.Test), color), null, LineStyle.Dashed);
        }
        chart.End(theme);

        var right = box.Right - Theme.Space4;
        foreach (var (name, path, color) in paths.Reverse())
        {
            if (path is null)
                continue;
            var text = $"{name}, barrier {barrier(path)}";
            right -= canvas.Measure(text, TextStyle.Small) + 2;
            canvas.Text(text, new UiRect(right, box.Y + 8, box.Width, 16), TextStyle.Small, theme.TextSecondary);
            right -= 10;
            canvas.FillCircle(right + 3, box.Y + 16, 3, color);
            right -= Theme.Space3;
        }
        for (var i = 0; i <= 4; i++)
        {
            var at = new UiRect(chart.Plot.X + i / 4f * chart.Plot.Width - 60, chart.Plot.Bottom + 6, 120, LabelHeight);
            canvas.Text(Number(i / 4.0), at, TextStyle.Small, theme.TextSecondary, TextAlign.Center);
        }
    }

    private static ChartSeries Series(double[] values, SKColor color)
    {
        var series = new ChartSeries("", color, Samples);
        for (var i = 0; i < Samples; i++)
        {
            var at = i / (Samples - 1.0) * (values.Length - 1);
            var left = Math.Min((int)at, values.Length - 2);
            series.Add(i / (Samples - 1.0), (float)(values[left] + (at - left) * (values[left + 1] - values[left])));
        }
        return series;
    }

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture).Replace('-', TextBuffer.Minus);
}
