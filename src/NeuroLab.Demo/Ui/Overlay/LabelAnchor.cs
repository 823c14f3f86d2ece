namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>Which point of a label stands at its position.</summary>
internal enum LabelAnchor
{
    Center,
    Left,
    Right,
    Top,
    Bottom,
}
