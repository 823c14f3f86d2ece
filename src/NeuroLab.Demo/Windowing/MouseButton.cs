namespace NeuroLab.Demo.Windowing;

/// <summary>A mouse button; further ones are ignored.</summary>
internal enum MouseButton
{
    Left,
    Right,
    Middle,
    Back,
    Forward,
}
