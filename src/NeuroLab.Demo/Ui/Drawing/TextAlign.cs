namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>Where a text stands in its box, horizontally.</summary>
public enum TextAlign
{
    Left,
    Center,
    Right,
}
