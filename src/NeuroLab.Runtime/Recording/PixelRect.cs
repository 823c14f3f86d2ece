namespace NeuroLab.Recording;

/// <summary>A rectangle of pixels.</summary>
internal readonly record struct PixelRect(int X, int Y, int Width, int Height)
{
    public bool IsEmpty => Width == 0;

    /// <summary>The smallest rectangle with all pixels in which two images of [height, width] differ.</summary>
    public static PixelRect Difference<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int width, int height)
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

        return bottom == 0 ? default : new PixelRect(left, top, right - left, bottom - top);
    }
}
