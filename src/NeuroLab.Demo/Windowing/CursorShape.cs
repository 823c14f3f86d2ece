namespace NeuroLab.Demo.Windowing;

/// <summary>The shapes of the mouse cursor that every platform offers.</summary>
internal enum CursorShape
{
    Arrow,
    Text,
    Crosshair,
    Hand,
    ResizeHorizontal,
    ResizeVertical,
}
