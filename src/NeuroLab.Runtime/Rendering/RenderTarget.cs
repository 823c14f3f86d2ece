namespace NeuroLab.Rendering;

/// <summary>Where a frame is drawn: a rectangle, in pixels from the bottom left corner, of a framebuffer.</summary>
/// <param name="Framebuffer">The framebuffer object; 0 is the window.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Bottom edge.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Clear">
/// True: the rectangle shows our background and everything before it is gone. False: we draw into the host's picture
/// against the host's depth buffer, without background.
/// </param>
/// <param name="Transparent">With <paramref name="Clear"/>: the background is left out; colours are premultiplied by an opacity.</param>
public readonly record struct RenderTarget(
    uint Framebuffer, int X, int Y, int Width, int Height, bool Clear = true, bool Transparent = false);
