namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>The keys handled by widgets.</summary>
[Flags]
internal enum UiKeys
{
    None = 0,
    Tab = 1 << 0,
    Enter = 1 << 1,
    Escape = 1 << 2,
    Space = 1 << 3,
    Left = 1 << 4,
    Right = 1 << 5,
    Up = 1 << 6,
    Down = 1 << 7,
    Home = 1 << 8,
    End = 1 << 9,
    Backspace = 1 << 10,
    Delete = 1 << 11,

    /// <summary>The letter A, for "select all" with <see cref="UiInput.IsControlDown"/>.</summary>
    A = 1 << 12,

    /// <summary>The letter C, for "copy" with <see cref="UiInput.IsControlDown"/>.</summary>
    C = 1 << 13,

    /// <summary>The letter V, for "paste" with <see cref="UiInput.IsControlDown"/>.</summary>
    V = 1 << 14,

    /// <summary>The letter X, for "cut" with <see cref="UiInput.IsControlDown"/>.</summary>
    X = 1 << 15,

    /// <summary>Keys that are commands only with Control.</summary>
    Letters = A | C | V | X,
}
