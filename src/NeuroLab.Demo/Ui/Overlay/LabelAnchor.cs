namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>The point of a label that is at its position.</summary>
internal enum LabelAnchor
{
    Center,
    Left,
    Right,
    Top,
    Bottom,
}
