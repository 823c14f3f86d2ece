using System.Globalization;
using System.Text;
using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Stories;

/// <summary>
/// What a canvas was told to draw in its last frame, in drawing order: one line of text for each shape, or for a row of
/// dashes or dots.
/// </summary>
internal static class Drawing
{
    // Of a long curve or a large picture that many points: enough to see it moved, stretched, mirrored or coloured otherwise.
    private const int Samples = 12;

    private const int MinRow = 5;

    /// <param name="canvas">The canvas.</param>
    /// <param name="isTold">Which shapes are written down, by their bounds.</param>
    public static List<string> Of(UiCanvas canvas, Func<SKRectI, bool> isTold)
    {
        var frame = canvas.Recorded;
        var lines = new List<string>(frame.Commands.Length);
        for (var i = 0; i < frame.Commands.Length;)
        {
            var end = EndOfRow(frame, i);
            var isRow = end - i >= MinRow;
            if (isTold(frame.Commands[i].Bounds))
                lines.Add(isRow ? DescribeRow(frame, i, end) : Describe(frame, frame.Commands[i]));
            i = isRow ? end : i + 1;
        }
        return lines;
    }

    // After the last of equally large boxes that follow each other.
    private static int EndOfRow(in Rasterizer.Frame frame, int first)
    {
        var end = first + 1;
        ref readonly var one = ref frame.Commands[first];
        while (one.Kind is DrawKind.Rectangle or DrawKind.RoundRectangle && end < frame.Commands.Length && frame.Commands[end] is var next && next.Kind == one.Kind
            && next.Radius == one.Radius && next.Shape.Width == one.Shape.Width && next.Shape.Height == one.Shape.Height)
            end++;
        return end;
    }

    private static string DescribeRow(in Rasterizer.Frame frame, int first, int end)
    {
        ref readonly var one = ref frame.Commands[first];
        var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"row {end - first} {one.Shape.Width:0.#}x{one.Shape.Height:0.#} {one.Radius:0.#}:");
        foreach (var i in Chosen(end - first))
            line.Append(CultureInfo.InvariantCulture, $" {frame.Commands[first + i].Shape.Left:0.#},{frame.Commands[first + i].Shape.Top:0.#} {Color(frame.Commands[first + i].Color)}");
        return line.ToString();
    }

    private static string Describe(in Rasterizer.Frame frame, in DrawCommand command)
    {
        var line = new StringBuilder();
        var shape = command.Shape;
        switch (command.Kind)
        {
            case DrawKind.Text:
                line.Append(CultureInfo.InvariantCulture, $"text {shape.Left:0.#},{shape.Top:0} {(TextStyle)command.Detail} {Color(command.Color)}");
                if (command.Stroke > 0)
                    line.Append(CultureInfo.InvariantCulture, $" halo {command.Stroke:0.#} {Color((uint)command.Flags)}");
                line.Append(" '").Append(frame.Characters.Slice(command.Start, command.Count)).Append('\'');
                break;
            case DrawKind.Rectangle:
                line.Append(CultureInfo.InvariantCulture, $"box {Place(shape)} {Color(command.Color)}");
                break;
            case DrawKind.RoundRectangle:
                line.Append(CultureInfo.InvariantCulture, $"round {Place(shape)} {command.Radius:0.#} {Color(command.Color)}");
                break;
            case DrawKind.RoundOutline:
                line.Append(CultureInfo.InvariantCulture, $"outline {Place(shape)} {command.Radius:0.#} {command.Stroke:0.#} {Color(command.Color)}");
                break;
            case DrawKind.Icon:
                line.Append(CultureInfo.InvariantCulture, $"icon {(Icon)command.Detail} {Place(shape)} {Color(command.Color)}");
                break;
            case DrawKind.Polyline:
                line.Append(CultureInfo.InvariantCulture, $"line {command.Count} {command.Stroke:0.#} {Color(command.Color)}:");
                foreach (var i in Chosen(command.Count))
                    line.Append(' ').Append(Point(frame.Points[command.Start + i]));
                break;
            case DrawKind.Image:
                line.Append(CultureInfo.InvariantCulture, $"image {Place(shape)} {command.Detail}x{command.Count / command.Detail} {(command.Flags != 0 ? "smooth" : "tiles")}:");
                foreach (var i in Chosen(command.Count))
                    line.Append(' ').Append(Color((uint)frame.Colors[command.Start + i]));
                break;
        }
        if (command.Kind != DrawKind.Text && command.Kind != DrawKind.Polyline && !Whole(shape).Equals(command.Bounds))
        {
            var cut = SKRectI.Intersect(Whole(shape), command.Bounds);
            if (!cut.Equals(Whole(shape)))
                line.Append(CultureInfo.InvariantCulture, $" cut {cut.Left},{cut.Top} {cut.Width}x{cut.Height}");
        }
        return line.ToString();
    }

    private static SKRectI Whole(SKRect shape) =>
        new((int)MathF.Floor(shape.Left), (int)MathF.Floor(shape.Top), (int)MathF.Ceiling(shape.Right), (int)MathF.Ceiling(shape.Bottom));

    private static IEnumerable<int> Chosen(int count)
    {
        var last = -1;
        for (var i = 0; i < Samples; i++)
        {
            var at = (int)((long)i * (count - 1) / (Samples - 1));
            if (at != last)
                yield return last = at;
        }
    }

    private static string Place(in SKRect shape) => string.Create(
        CultureInfo.InvariantCulture, $"{shape.Left:0.#},{shape.Top:0.#} {shape.Width:0.#}x{shape.Height:0.#}");

    private static string Point(SKPoint point) => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}");

    // Opaque ones without their alpha.
    private static string Color(uint color) => color >> 24 == 0xFF ? $"#{color & 0xFFFFFF:X6}" : $"#{color:X8}";
}
