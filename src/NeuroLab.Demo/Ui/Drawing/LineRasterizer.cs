using System.Runtime.InteropServices;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>
/// Draws antialiased polylines as capsules: the coverage of a pixel is computed from its distance to the nearest
/// segment. Joins are round and never blended twice. For the dense lines of live charts this is many times faster than
/// stroking a path.
/// </summary>
internal sealed class LineRasterizer
{
    private byte[] _coverage = [];

    /// <param name="bitmap">RGBA, premultiplied.</param>
    /// <param name="points">Device pixels; NaN breaks the line.</param>
    /// <param name="color">The line's colour.</param>
    /// <param name="width">Device pixels.</param>
    /// <param name="visible">Clip rectangle.</param>
    public void Draw(SKBitmap bitmap, ReadOnlySpan<SKPoint> points, SKColor color, float width, SKRectI visible)
    {
        var size = visible.Width * visible.Height;
        if (_coverage.Length < size)
            _coverage = new byte[size];
        var coverage = _coverage.AsSpan(0, size);
        coverage.Clear();

        var radius = width / 2;
        for (var i = 0; i < points.Length; i++)
        {
            var a = points[i];
            if (float.IsNaN(a.X + a.Y))
                continue;
            var connected = i + 1 < points.Length && !float.IsNaN(points[i + 1].X + points[i + 1].Y);
            var isolated = !connected && (i == 0 || float.IsNaN(points[i - 1].X + points[i - 1].Y));
            if (connected)
                Cover(coverage, visible, a, points[i + 1], radius);
            else if (isolated)
                Cover(coverage, visible, a, a, radius);
        }
        Blend(bitmap, coverage, color, visible);
    }

    private static void Cover(Span<byte> coverage, SKRectI visible, SKPoint a, SKPoint b, float radius)
    {
        var reach = radius + 0.5f;
        var top = Math.Max(visible.Top, (int)MathF.Floor(MathF.Min(a.Y, b.Y) - reach));
        var bottom = Math.Min(visible.Bottom, (int)MathF.Ceiling(MathF.Max(a.Y, b.Y) + reach));
        float dx = b.X - a.X, dy = b.Y - a.Y;
        var lengthSquared = dx * dx + dy * dy;
        var perLength = lengthSquared > 0 ? 1 / lengthSquared : 0;
        var inner = MathF.Max(0, radius - 0.5f);
        for (var y = top; y < bottom; y++)
        {
            var py = y + 0.5f - a.Y;
            // Only the part of the segment near this row can affect it.
            (var x0, var x1) = NearRow(py, dx, dy, reach + 0.5f);
            var left = Math.Max(visible.Left, (int)MathF.Floor(a.X + MathF.Min(x0, x1) - reach));
            var right = Math.Min(visible.Right, (int)MathF.Ceiling(a.X + MathF.Max(x0, x1) + reach));
            if (right <= left)
                continue;
            var row = coverage.Slice((y - visible.Top) * visible.Width + left - visible.Left, right - left);
            for (var i = 0; i < row.Length; i++)
            {
                var px = left + i + 0.5f - a.X;
                var t = Math.Clamp((px * dx + py * dy) * perLength, 0, 1);
                float ex = px - t * dx, ey = py - t * dy;
                var squared = ex * ex + ey * ey;
                if (squared >= reach * reach)
                    continue;
                var value = squared <= inner * inner ? (byte)255 : (byte)((reach - MathF.Sqrt(squared)) * 255);
                row[i] = Math.Max(row[i], value);
            }
        }
    }

    private static (float X0, float X1) NearRow(float py, float dx, float dy, float reach)
    {
        if (MathF.Abs(dy) < 1e-6f)
            return (0, dx);
        float t0 = Math.Clamp((py - reach) / dy, 0, 1), t1 = Math.Clamp((py + reach) / dy, 0, 1);
        return (t0 * dx, t1 * dx);
    }

    private static void Blend(SKBitmap bitmap, ReadOnlySpan<byte> coverage, SKColor color, SKRectI visible)
    {
        var pixels = bitmap.GetPixelSpan();
        for (var y = 0; y < visible.Height; y++)
        {
            var row = coverage.Slice(y * visible.Width, visible.Width);
            var target = MemoryMarshal.Cast<byte, uint>(
                pixels.Slice((visible.Top + y) * bitmap.RowBytes + visible.Left * 4, visible.Width * 4));
            for (var x = row.IndexOfAnyExcept((byte)0); x >= 0 && x < row.Length; x++)
            {
                if (row[x] != 0)
                    target[x] = PixelBlend.Over(color, row[x], target[x]);
            }
        }
    }
}
