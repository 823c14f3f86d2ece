using NeuroLab.Curvature;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Recording;
using SkiaSharp;

namespace NeuroLab.Demo.App;

/// <summary>Writes an eigenvalue density as a PNG, with a logarithmic density axis as in the literature.</summary>
internal static class DensityImage
{
    private const int Width = 1280, Height = 800, Margin = 40, LabelHeight = 24;

    // Relative to the peak: lower values are artefacts of the quadrature.
    private const double Floor = 1e-6;

    /// <exception cref="Numerics.UserErrorException">The file cannot be written.</exception>
    public static void Write(string path, SpectralDensity density)
    {
        using var canvas = Draw(density);
        FrameSinks.WritePicture(path, Width, Height, canvas.Pixels);
    }

    /// <summary>What <see cref="Write"/> writes.</summary>
    internal static UiCanvas Draw(SpectralDensity density)
    {
        var theme = Theme.Light;
        var (low, high, peak) = (density.Values[0], density.Values[^1], density.Densities.Max());
        var heights = Array.ConvertAll(density.Densities, value => (float)Math.Max(value, Floor * peak));
        var canvas = new UiCanvas(Width, Height);
        canvas.BeginFrame();
        canvas.FillRect(new UiRect(0, 0, Width, Height), theme.Background);
        var chart = new LineChart("density of the Hessian's eigenvalues")
        {
            IsLogarithmic = true,
            XName = "eigenvalue",
            XLabels = 8,
            YLow = Floor * peak,
            ShowsLegend = false,
        };
        chart.Begin(canvas, new UiRect(Margin, Margin, Width - 2 * Margin, Height - 2 * Margin - LabelHeight), low, high);
        chart.Add("density", theme.Accent, heights, low, (high - low) / (heights.Length - 1));
        chart.End(theme);
        canvas.EndFrame();
        return canvas;
    }
}
