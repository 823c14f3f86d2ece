namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>The user's interaction with one widget in this frame.</summary>
/// <param name="IsHovered">The pointer is over it.</param>
/// <param name="IsPressed">The button was pressed on it.</param>
/// <param name="IsHeld">The button was pressed on it and is still down, wherever the pointer is.</param>
/// <param name="IsClicked">It was pressed and released over it, or activated by a key.</param>
/// <param name="IsKeyed">It was activated by Enter or Space.</param>
/// <param name="IsDoubleClick">The second press of two.</param>
/// <param name="IsFocused">It has the focus.</param>
internal readonly record struct WidgetState(
    bool IsHovered, bool IsPressed, bool IsHeld, bool IsClicked, bool IsKeyed, bool IsDoubleClick, bool IsFocused);
