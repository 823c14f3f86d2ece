using System.Runtime.InteropServices;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

internal sealed partial class UiCanvas
{
    /// <summary>Sharp rectangles are snapped to device pixels, with a minimum of one.</summary>
    public void FillRect(in UiRect rectangle, SKColor color, float radius = 0)
    {
        if (rectangle.IsEmpty || color.Alpha == 0)
            return;
        float left = Snap(rectangle.X), top = Snap(rectangle.Y);
        var shape = new SKRect(left, top,
            MathF.Max(left + 1, Snap(rectangle.Right)), MathF.Max(top + 1, Snap(rectangle.Bottom)));
        var command = new DrawCommand
        {
            Kind = radius > 0 ? DrawKind.RoundRectangle : DrawKind.Rectangle,
            Color = (uint)color,
            Shape = shape,
            Radius = radius * Scale,
        };
        Record(command, shape, default);
    }

    /// <summary>An outline whose stroke is inside the rectangle.</summary>
    public void StrokeRect(in UiRect rectangle, SKColor color, float width = 1, float radius = 0)
    {
        var stroke = MathF.Max(1, MathF.Round(width * Scale));
        var outer = new SKRect(Snap(rectangle.X), Snap(rectangle.Y), Snap(rectangle.Right), Snap(rectangle.Bottom));
        var command = new DrawCommand
        {
            Kind = DrawKind.RoundOutline,
            Color = (uint)color,
            Shape = SKRect.Inflate(outer, -stroke / 2, -stroke / 2),
            Radius = MathF.Max(0, radius * Scale - stroke / 2),
            Stroke = stroke,
        };
        Record(command, SKRect.Inflate(outer, 1, 1), default);
    }

    public void FillCircle(float x, float y, float radius, SKColor color)
    {
        var shape = new SKRect((x - radius) * Scale, (y - radius) * Scale, (x + radius) * Scale, (y + radius) * Scale);
        var command = new DrawCommand
        {
            Kind = DrawKind.RoundRectangle,
            Color = (uint)color,
            Shape = shape,
            Radius = radius * Scale,
        };
        Record(command, SKRect.Inflate(shape, 1, 1), default);
    }

    /// <summary>A horizontal hairline, one logical pixel thick.</summary>
    public void HorizontalLine(float x, float y, float width, SKColor color) =>
        FillRect(new UiRect(x, y, width, 1), color);

    public void VerticalLine(float x, float y, float height, SKColor color) =>
        FillRect(new UiRect(x, y, 1, height), color);

    public void DashedVerticalLine(float x, float y, float height, SKColor color, float dash = 3, float gap = 3)
    {
        for (var at = y; at < y + height; at += dash + gap)
            FillRect(new UiRect(x, at, 1, MathF.Min(dash, y + height - at)), color);
    }

    /// <summary>
    /// A line through points in logical pixels, with round joins and ends. A NaN point breaks the line; an isolated
    /// point is drawn as a dot.
    /// </summary>
    public void Polyline(ReadOnlySpan<SKPoint> points, SKColor color, float width)
    {
        if (points.IsEmpty)
            return;
        var start = _points.Count;
        var device = _points.Append(points.Length);
        var bounds = new SKRect(float.MaxValue, float.MaxValue, float.MinValue, float.MinValue);
        for (var i = 0; i < points.Length; i++)
        {
            SKPoint point = new(points[i].X * Scale, points[i].Y * Scale);
            device[i] = point;
            if (float.IsNaN(point.X + point.Y))
                continue;
            bounds.Left = MathF.Min(bounds.Left, point.X);
            bounds.Top = MathF.Min(bounds.Top, point.Y);
            bounds.Right = MathF.Max(bounds.Right, point.X);
            bounds.Bottom = MathF.Max(bounds.Bottom, point.Y);
        }
        if (bounds.Right < bounds.Left)
            return;
        var stroke = MathF.Max(1, width * Scale);
        var command = new DrawCommand
        {
            Kind = DrawKind.Polyline,
            Color = (uint)color,
            Stroke = stroke,
            Start = start,
            Count = points.Length,
        };
        Record(command, SKRect.Inflate(bounds, stroke / 2 + 1, stroke / 2 + 1), MemoryMarshal.AsBytes(device));
    }

    /// <summary>Draws an icon into the largest square inside the box, centred.</summary>
    public void Icon(Icon icon, in UiRect box, SKColor color)
    {
        var side = MathF.Min(box.Width, box.Height) * Scale;
        float left = MathF.Round(box.CenterX * Scale - side / 2), top = MathF.Round(box.CenterY * Scale - side / 2);
        var shape = new SKRect(left, top, left + side, top + side);
        var command = new DrawCommand
        {
            Kind = DrawKind.Icon,
            Color = (uint)color,
            Shape = shape,
            Detail = (int)icon,
        };
        Record(command, SKRect.Inflate(shape, 1, 1), default);
    }

    /// <summary>
    /// Scales a grid of colours, top row first, to a rectangle: interpolated if smooth, else as tiles.
    /// </summary>
    /// <param name="colors">[rows, columns].</param>
    public void Image(in UiRect rectangle, ReadOnlySpan<SKColor> colors, int columns, bool smooth)
    {
        if (columns < 1 || colors.Length < columns || colors.Length % columns != 0)
            throw new ArgumentException("The colours must fill whole rows.", nameof(colors));
        var start = _colors.Count;
        colors.CopyTo(_colors.Append(colors.Length));
        var shape = new SKRect(Snap(rectangle.X), Snap(rectangle.Y), Snap(rectangle.Right), Snap(rectangle.Bottom));
        var command = new DrawCommand
        {
            Kind = DrawKind.Image,
            Shape = shape,
            Detail = columns,
            Flags = smooth ? 1 : 0,
            Start = start,
            Count = colors.Length,
        };
        Record(command, shape, MemoryMarshal.AsBytes(colors));
    }
}
