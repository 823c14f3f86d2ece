namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>What the user does with one widget in this frame.</summary>
/// <param name="IsHovered">The pointer is over it.</param>
/// <param name="IsPressed">The mouse went down on it.</param>
/// <param name="IsHeld">The mouse went down on it and is still down, wherever the pointer is.</param>
/// <param name="IsClicked">It was pressed and let go over it, or by a key.</param>
/// <param name="IsKeyed">Enter or Space while it has the focus.</param>
/// <param name="IsDoubleClick">The second press of two.</param>
/// <param name="IsFocused">It has the focus.</param>
internal readonly record struct WidgetState(
    bool IsHovered, bool IsPressed, bool IsHeld, bool IsClicked, bool IsKeyed, bool IsDoubleClick, bool IsFocused);
