namespace NeuroLab.Rendering;

/// <summary>A rectangle in pixels from the top left corner.</summary>
internal readonly record struct PixelRectangle(int X, int Y, int Width, int Height)
{
    /// <summary>Whether it holds no pixel.</summary>
    public bool IsEmpty => Width <= 0 || Height <= 0;

    /// <summary>The part of it inside a picture of this size.</summary>
    public PixelRectangle Clip(int width, int height)
    {
        int left = Math.Max(X, 0), top = Math.Max(Y, 0);
        return new PixelRectangle(
            left, top, Math.Min(X + Width, width) - left, Math.Min(Y + Height, height) - top);
    }
}
