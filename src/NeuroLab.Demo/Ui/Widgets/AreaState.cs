namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>The state of the mouse on an area in this frame.</summary>
/// <param name="IsHovered">The mouse is over it.</param>
/// <param name="IsPressed">The button was pressed on it in this frame.</param>
/// <param name="IsHeld">The button was pressed on it and is still down, wherever the mouse is.</param>
/// <param name="X">The mouse in logical pixels.</param>
/// <param name="Y">The mouse in logical pixels.</param>
/// <param name="IsFine">Whether fine movement is requested.</param>
internal readonly record struct AreaState(bool IsHovered, bool IsPressed, bool IsHeld, float X, float Y, bool IsFine);
