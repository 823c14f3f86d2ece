namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>What a <see cref="DrawCommand"/> draws.</summary>
internal enum DrawKind
{
    Rectangle,
    RoundRectangle,
    RoundOutline,
    Polyline,
    Text,
    Icon,
    Image,
}
