namespace NeuroLab.Demo.Shell;

/// <summary>The position of a panel in the window.</summary>
internal enum Dock
{
    /// <summary>Along the top, over the full width.</summary>
    Top,

    /// <summary>In the left column, stacked.</summary>
    Left,

    /// <summary>On the right, as tabs.</summary>
    Right,

    /// <summary>Below the view, stacked.</summary>
    Bottom,

    /// <summary>Over the 3D view; later panels in the list are on top.</summary>
    View,
}
