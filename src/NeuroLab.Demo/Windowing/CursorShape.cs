namespace NeuroLab.Demo.Windowing;

/// <summary>The shapes of the mouse cursor that every platform offers.</summary>
public enum CursorShape
{
    Arrow,
    Text,
    Crosshair,
    Hand,
    ResizeHorizontal,
    ResizeVertical,
}
