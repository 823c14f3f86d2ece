using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>Something drawn in a panel, in the order of its list.</summary>
internal abstract record FigureLayer;

/// <summary>Filled areas, in shares of the panel from its lower left corner, each over those before it.</summary>
/// <param name="Areas">Closed outlines with their colours.</param>
/// <param name="Line">The colour of the outlines.</param>
internal sealed record AreaLayer(IReadOnlyList<(SKPath Outline, SKColor Color)> Areas, SKColor Line) : FigureLayer;

/// <summary>A picture over the whole panel.</summary>
/// <param name="Pixels">The picture; the layer owns it.</param>
internal sealed record PictureLayer(SKBitmap Pixels) : FigureLayer;

/// <summary>A line in the coordinates of the axes; it is interrupted where a point is not finite.</summary>
/// <param name="Points">Its points.</param>
/// <param name="Color">Its colour.</param>
internal sealed record LineLayer(IReadOnlyList<(double X, double Y)> Points, SKColor Color) : FigureLayer
{
    /// <summary>Its entry in the legend; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it is dashed.</summary>
    public bool IsDashed { get; init; }

    /// <summary>The colour beneath its edges, which sets it off from a coloured ground; empty for none.</summary>
    public SKColor Casing { get; init; }

    /// <summary>Relative to a thin line.</summary>
    public float Width { get; init; } = 2;
}

/// <summary>Marked points in the coordinates of the axes.</summary>
/// <param name="Points">Where they are, each with its label or an empty one.</param>
/// <param name="Fill">The colour within.</param>
/// <param name="Outline">That of the edge.</param>
internal sealed record MarkLayer(IReadOnlyList<(double X, double Y, string Label)> Points, SKColor Fill, SKColor Outline) : FigureLayer
{
    /// <summary>Its entry in the legend; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The radius, relative to the size of type.</summary>
    public float Radius { get; init; } = 0.32f;

    /// <summary>Whether it is a square.</summary>
    public bool IsSquare { get; init; }
}

/// <summary>Texts at points, in shares of the panel from its upper left corner.</summary>
/// <param name="Texts">Each centred at its point.</param>
internal sealed record TextLayer(IReadOnlyList<(float X, float Y, string Text, bool IsName)> Texts) : FigureLayer;

/// <summary>The plane where nothing can be shown: hatched, under the areas.</summary>
/// <param name="Name">Its entry in the legend.</param>
internal sealed record HatchLayer(string Name) : FigureLayer;
