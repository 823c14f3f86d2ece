using System.Runtime.InteropServices;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>Scales a small grid of colours to a rectangle, as tiles or interpolated between cell centres.</summary>
internal static class ImageScaler
{
    public static void Draw(SKBitmap bitmap, ReadOnlySpan<SKColor> colors, int columns, SKRect shape, bool smooth, SKRectI visible)
    {
        var rows = colors.Length / columns;
        var pixels = bitmap.GetPixelSpan();
        for (var y = visible.Top; y < visible.Bottom; y++)
        {
            var v = (y + 0.5f - shape.Top) / shape.Height * rows;
            var target = MemoryMarshal.Cast<byte, uint>(
                pixels.Slice(y * bitmap.RowBytes + visible.Left * 4, visible.Width * 4));
            for (var i = 0; i < target.Length; i++)
            {
                var u = (visible.Left + i + 0.5f - shape.Left) / shape.Width * columns;
                var color = smooth
                    ? Bilinear(colors, columns, rows, u - 0.5f, v - 0.5f)
                    : colors[Math.Clamp((int)v, 0, rows - 1) * columns + Math.Clamp((int)u, 0, columns - 1)];
                target[i] = PixelBlend.Over(color, 255, target[i]);
            }
        }
    }

    private static SKColor Bilinear(ReadOnlySpan<SKColor> colors, int columns, int rows, float u, float v)
    {
        u = Math.Clamp(u, 0, columns - 1);
        v = Math.Clamp(v, 0, rows - 1);
        int x = (int)u, y = (int)v;
        int x1 = Math.Min(x + 1, columns - 1), y1 = Math.Min(y + 1, rows - 1);
        var above = Mix(colors[y * columns + x], colors[y * columns + x1], u - x);
        var below = Mix(colors[y1 * columns + x], colors[y1 * columns + x1], u - x);
        return Mix(above, below, v - y);
    }

    private static SKColor Mix(SKColor a, SKColor b, float t) => new(
        Mix(a.Red, b.Red, t), Mix(a.Green, b.Green, t), Mix(a.Blue, b.Blue, t), Mix(a.Alpha, b.Alpha, t));

    private static byte Mix(byte a, byte b, float t) => (byte)(a + (b - a) * t + 0.5f);
}
