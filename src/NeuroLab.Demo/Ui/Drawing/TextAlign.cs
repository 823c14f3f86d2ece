namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>Horizontal alignment of a text in its box.</summary>
internal enum TextAlign
{
    Left,
    Center,
    Right,
}
