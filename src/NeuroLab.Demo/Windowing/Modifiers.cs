namespace NeuroLab.Demo.Windowing;

/// <summary>The modifier keys that are held, left or right.</summary>
[Flags]
internal enum Modifiers
{
    None = 0,
    Shift = 1,
    Control = 2,
    Alt = 4,

    /// <summary>The Windows key, or Command on a Mac.</summary>
    Super = 8,
}
