namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>Which point of a label stands at its position.</summary>
public enum LabelAnchor
{
    Center,
    Left,
    Right,
    Top,
    Bottom,
}
