namespace NeuroLab.Rendering;

/// <summary>The rectangle of a framebuffer to draw into, in pixels from the bottom left corner.</summary>
/// <param name="Framebuffer">The framebuffer object; 0 is the window.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Bottom edge.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Clear">True: clears the rectangle and draws our background. False: draws over the host's image, tested
/// against its depth buffer, without a background.</param>
/// <param name="Transparent">With <paramref name="Clear"/>: no background is drawn; colours have premultiplied
/// alpha.</param>
public readonly record struct RenderTarget(
    uint Framebuffer, int X, int Y, int Width, int Height, bool Clear = true, bool Transparent = false);
