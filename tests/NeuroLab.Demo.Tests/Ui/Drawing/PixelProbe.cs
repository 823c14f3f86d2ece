using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Ui.Drawing;

/// <summary>Looks at the pixels of a canvas.</summary>
internal static class PixelProbe
{
    /// <summary>Premultiplied.</summary>
    public static SKColor At(this UiCanvas canvas, int x, int y)
    {
        var pixel = canvas.Pixels.Slice(y * canvas.RowBytes + 4 * x, 4);
        return new SKColor(pixel[0], pixel[1], pixel[2], pixel[3]);
    }

    /// <summary>How many pixels of a logical rectangle are not transparent.</summary>
    public static int CountDrawn(this UiCanvas canvas, UiRect area) => Count(canvas, area, static pixel => pixel.Alpha > 0);

    /// <summary>How many pixels have about this colour, antialiased edges included where nothing lies behind.</summary>
    public static int CountNear(this UiCanvas canvas, UiRect area, SKColor color) => Count(canvas, area, pixel =>
        pixel.Alpha > 100
        && Math.Abs(pixel.Red * 255 / pixel.Alpha - color.Red) < 24
        && Math.Abs(pixel.Green * 255 / pixel.Alpha - color.Green) < 24
        && Math.Abs(pixel.Blue * 255 / pixel.Alpha - color.Blue) < 24);

    public static byte[] Copy(this UiCanvas canvas) => canvas.Pixels.ToArray();

    private static int Count(UiCanvas canvas, UiRect area, Func<SKColor, bool> matches)
    {
        var count = 0;
        for (var y = (int)(area.Y * canvas.Scale); y < (int)(area.Bottom * canvas.Scale); y++)
            for (var x = (int)(area.X * canvas.Scale); x < (int)(area.Right * canvas.Scale); x++)
                count += matches(canvas.At(x, y)) ? 1 : 0;
        return count;
    }
}
