namespace NeuroLab.Demo.Figures;

/// <summary>The views of a surface in a figure.</summary>
internal enum FigureView
{
    /// <summary>Filled contours, seen from above: vectors only.</summary>
    Map,

    /// <summary>The surface in three dimensions, as a picture with text.</summary>
    Scene,

    /// <summary>The map and the scene, side by side.</summary>
    Both,
}
