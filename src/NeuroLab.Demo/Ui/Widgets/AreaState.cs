namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>What the mouse does with an area in this frame.</summary>
/// <param name="IsHovered">It is over it.</param>
/// <param name="IsPressed">The button went down on it in this frame.</param>
/// <param name="IsHeld">The button went down on it and is still down, wherever the mouse is.</param>
/// <param name="X">The mouse in logical pixels.</param>
/// <param name="Y">The mouse in logical pixels.</param>
/// <param name="IsFine">Whether small movements are asked for.</param>
internal readonly record struct AreaState(bool IsHovered, bool IsPressed, bool IsHeld, float X, float Y, bool IsFine);
