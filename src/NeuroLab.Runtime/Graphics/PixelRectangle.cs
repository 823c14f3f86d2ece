namespace NeuroLab.Graphics;

/// <summary>A rectangle in pixels from the top left corner.</summary>
internal readonly record struct PixelRectangle(int X, int Y, int Width, int Height)
{
    /// <summary>Whether it holds no pixel.</summary>
    public bool IsEmpty => Width <= 0 || Height <= 0;

    /// <summary>The intersection with an image of this size.</summary>
    public PixelRectangle Clip(int width, int height)
    {
        int left = Math.Max(X, 0), top = Math.Max(Y, 0);
        return new PixelRectangle(
            left, top, Math.Min(X + Width, width) - left, Math.Min(Y + Height, height) - top);
    }

    /// <summary>The bounding box of the pixels in which two images, [height, width], differ.</summary>
    internal static PixelRectangle Difference<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int width, int height)
        where T : IEquatable<T>
    {
        int top = height, bottom = 0, left = width, right = 0;
        for (var y = 0; y < height; y++)
        {
            var rowA = a.Slice(y * width, width);
            var rowB = b.Slice(y * width, width);
            var equal = rowA.CommonPrefixLength(rowB);
            if (equal == width)
                continue;

            top = Math.Min(top, y);
            bottom = y + 1;
            left = Math.Min(left, equal);
            var end = width;
            while (end > right && rowA[end - 1].Equals(rowB[end - 1]))
                end--;
            right = Math.Max(right, end);
        }

        return bottom == 0 ? default : new PixelRectangle(left, top, right - left, bottom - top);
    }
}
