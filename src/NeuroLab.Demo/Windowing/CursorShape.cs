namespace NeuroLab.Demo.Windowing;

/// <summary>The mouse cursors available on every platform.</summary>
internal enum CursorShape
{
    Arrow,
    Text,
    Crosshair,
    Hand,
    ResizeHorizontal,
    ResizeVertical,
}
