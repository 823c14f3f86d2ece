namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>The type scale: every text of the interface uses one of these.</summary>
internal enum TextStyle
{
    /// <summary>12.5 px regular: running text.</summary>
    Body,

    /// <summary>12.5 px semibold: names and values.</summary>
    Strong,

    /// <summary>11.5 px regular: notes and ticks of the colour scale.</summary>
    Small,

    /// <summary>10.5 px regular: chart ticks.</summary>
    Tiny,

    /// <summary>10.5 px semibold, spaced: section labels in capitals.</summary>
    Label,

    /// <summary>15 px semibold: titles of overlays.</summary>
    Title,

    /// <summary>22 px semibold: the single large number.</summary>
    Display,
}
