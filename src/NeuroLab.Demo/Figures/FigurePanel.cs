namespace NeuroLab.Demo.Figures;

/// <summary>One plot of a figure.</summary>
/// <param name="Layers">What it shows, the lowest first.</param>
internal sealed record FigurePanel(IReadOnlyList<FigureLayer> Layers)
{
    /// <summary>What to call it; empty for nothing.</summary>
    public string Title { get; init; } = "";

    /// <summary>The horizontal axis; null for a panel without axes.</summary>
    public FigureAxis? X { get; init; }

    /// <summary>The vertical axis; null for a panel without axes.</summary>
    public FigureAxis? Y { get; init; }

    /// <summary>Width over height; panels in a row have one height.</summary>
    public float Aspect { get; init; } = 1.5f;

    /// <summary>Whether ticks have lines across the panel.</summary>
    public bool HasGrid { get; init; }
}
