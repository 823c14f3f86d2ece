namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>Where a text stands in its box, horizontally.</summary>
internal enum TextAlign
{
    Left,
    Center,
    Right,
}
