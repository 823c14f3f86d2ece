using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>A figure: panels side by side, a colour bar, a legend from the panels' layers, and a caption.</summary>
/// <param name="Panels">The panels, row by row.</param>
internal sealed record Figure(IReadOnlyList<FigurePanel> Panels) : IDisposable
{
    /// <summary>What a reader who cannot see it is told, and what files of it are called.</summary>
    public string Title { get; init; } = "";

    /// <summary>Panels in a row.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>The colours of the panels; null for none.</summary>
    public FigureColorBar? Bar { get; init; }

    /// <summary>All parameters, one sentence each.</summary>
    public IReadOnlyList<string> Caption { get; init; } = [];

    /// <summary>Releases pictures and outlines.</summary>
    public void Dispose()
    {
        foreach (var layer in Panels.SelectMany(panel => panel.Layers))
        {
            if (layer is PictureLayer picture)
                picture.Pixels.Dispose();
            foreach (var (outline, _) in (layer as AreaLayer)?.Areas ?? [])
                outline.Dispose();
        }
    }
}

/// <summary>A colour bar.</summary>
/// <param name="Axis">Its values.</param>
/// <param name="Bands">Its colours from the lowest to the highest, with the position at which each begins.</param>
internal sealed record FigureColorBar(FigureAxis Axis, IReadOnlyList<(double From, SKColor Color)> Bands);
