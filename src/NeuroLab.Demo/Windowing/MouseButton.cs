namespace NeuroLab.Demo.Windowing;

/// <summary>A button of the mouse; further ones are ignored.</summary>
internal enum MouseButton
{
    Left,
    Right,
    Middle,
    Back,
    Forward,
}
