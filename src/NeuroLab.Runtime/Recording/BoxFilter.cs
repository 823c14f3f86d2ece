namespace NeuroLab.Recording;

/// <summary>Box downsampling: the last step of supersampling.</summary>
internal static class BoxFilter
{
    /// <summary>
    /// Averages an image, [height·factor, width·factor, 4] bytes, over factor × factor pixels, rounded to nearest, in
    /// place: the result is the first [height, width, 4] bytes.
    /// </summary>
    /// <param name="rgba">The image, opaque or premultiplied.</param>
    /// <param name="width">Of the result, in pixels.</param>
    /// <param name="height">Of the result.</param>
    /// <param name="factor">At least 1.</param>
    public static void Reduce(Span<byte> rgba, int width, int height, int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rgba.Length, width * height * 4 * factor * factor);
        var count = (uint)(factor * factor);
        var row = width * factor * 4;
        // A result pixel is at or before the first of its source bytes, so none is overwritten too early.
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                uint r = count / 2, g = r, b = r, a = r;
                for (var v = 0; v < factor; v++)
                {
                    var block = rgba.Slice((y * factor + v) * row + x * factor * 4, factor * 4);
                    for (var u = 0; u < block.Length; u += 4)
                    {
                        r += block[u];
                        g += block[u + 1];
                        b += block[u + 2];
                        a += block[u + 3];
                    }
                }
                var at = (y * width + x) * 4;
                rgba[at] = (byte)(r / count);
                rgba[at + 1] = (byte)(g / count);
                rgba[at + 2] = (byte)(b / count);
                rgba[at + 3] = (byte)(a / count);
            }
        }
    }
}
