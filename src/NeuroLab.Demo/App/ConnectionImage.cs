using NeuroLab.Connectivity;
using NeuroLab.Demo.Editor;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Recording;

namespace NeuroLab.Demo.App;

/// <summary>
/// What lies between networks as an image: for each two of them the loss and the error along the line, before and after
/// matching, and along the trained curve, with the barrier of each.
/// </summary>
internal static class ConnectionImage
{
    private const int Width = 1200, ChartHeight = 316, Margin = 24, TitleHeight = 28, Gap = 24, Scale = 2;
    /// <summary>Draws and writes the image. Blocks.</summary>
    /// <param name="path">A PNG file.</param>
    /// <param name="connections">One row each.</param>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Connection> connections)
    {
        using var canvas = Draw(connections);
        FrameSinks.WritePicture(path, canvas.PixelWidth, canvas.PixelHeight, canvas.Pixels);
    }

    /// <summary>What <see cref="Write"/> writes.</summary>
    internal static UiCanvas Draw(IReadOnlyList<Connection> connections)
    {
        const int row = TitleHeight + ChartHeight;
        var canvas = new UiCanvas(Width * Scale, (2 * Margin + connections.Count * row) * Scale, Scale);
        canvas.BeginFrame();
        canvas.FillRect(canvas.Bounds, Theme.Light.Background);
        for (var i = 0; i < connections.Count; i++)
            DrawRow(canvas, connections[i], Margin + i * row);
        canvas.EndFrame();
        return canvas;
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
        Draw(new ConnectionChart("LOSS", "", PathLosses.Losses), box);
        if (isClassification)
            Draw(new ConnectionChart("ERROR, %", " %", PathLosses.Percent), box with { X = box.Right + Gap });

        void Draw(ConnectionChart chart, in UiRect at)
        {
            chart.Show(connection);
            chart.Draw(canvas, at, theme);
        }
    }
}
