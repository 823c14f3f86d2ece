namespace NeuroLab.Demo.Ui.Charts;

/// <summary>How a line of a chart is drawn.</summary>
internal enum LineStyle
{
    /// <summary>Through, and the axis is as long as it needs.</summary>
    Solid,

    /// <summary>For comparison: in dashes, as far as the axis of the others shows it.</summary>
    Dashed,
}
