using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>Source-over for one premultiplied RGBA pixel (R in the lowest byte).</summary>
internal static class PixelBlend
{
    public static uint Over(SKColor color, int coverage, uint below)
    {
        var alpha = Divide255((uint)(color.Alpha * coverage));
        var rest = 255 - alpha;
        var red = Divide255(color.Red * alpha + (below & 0xFF) * rest);
        var green = Divide255(color.Green * alpha + ((below >> 8) & 0xFF) * rest);
        var blue = Divide255(color.Blue * alpha + ((below >> 16) & 0xFF) * rest);
        var opacity = alpha + Divide255((below >> 24) * rest);
        return red | green << 8 | blue << 16 | opacity << 24;
    }

    /// <summary>Exact rounding of value / 255 for values up to 65,535.</summary>
    private static uint Divide255(uint value)
    {
        value += 128;
        return (value + (value >> 8)) >> 8;
    }
}
