namespace NeuroLab.Demo.Ui.Charts;

/// <summary>The style of a chart's line.</summary>
internal enum LineStyle
{
    /// <summary>A solid line, which the axis range includes.</summary>
    Solid,

    /// <summary>For comparison: a dashed line, clipped to the axis range of the others.</summary>
    Dashed,

    /// <summary>Noise around the others: where its peaks are far above them, they are cut.</summary>
    Faint,
}
