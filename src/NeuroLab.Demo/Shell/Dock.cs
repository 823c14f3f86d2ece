namespace NeuroLab.Demo.Shell;

/// <summary>The side of the window that a panel stands at.</summary>
internal enum Dock
{
    /// <summary>Along the top, over the whole width.</summary>
    Top,

    /// <summary>In the column at the left, one below the other.</summary>
    Left,

    /// <summary>In the column at the right, behind tabs: one is in front.</summary>
    Right,

    /// <summary>Below the view, one below the other.</summary>
    Bottom,

    /// <summary>Over the 3D view; what comes later in the list lies on top.</summary>
    View,
}
