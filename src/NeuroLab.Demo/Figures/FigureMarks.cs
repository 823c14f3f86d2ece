using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>Lines, marks and hatches, the same in a plot as in the legend.</summary>
internal sealed class FigureMarks(FigureCanvas canvas, FigureStyle style)
{
    // Circles from four curves.
    private const float Kappa = 0.5522847f;

    /// <summary>A line on the page.</summary>
    public void Line(SKPath path, LineLayer line)
    {
        var width = line.Width * style.Hairline;
        if (line.Casing.Alpha > 0)
            canvas.Stroke(path, line.Casing, width + 2.4f * style.Hairline);
        canvas.Stroke(path, line.Color, width, line.IsDashed ? 6 * style.Hairline : 0);
    }

    /// <summary>A mark on the page.</summary>
    public void Mark(MarkLayer mark, float x, float y)
    {
        var r = mark.Radius * style.TextSize;
        using var builder = new SKPathBuilder();
        if (mark.IsSquare)
            builder.AddRect(new SKRect(x - r, y - r, x + r, y + r));
        else
        {
            var k = Kappa * r;
            builder.MoveTo(x + r, y);
            builder.CubicTo(x + r, y + k, x + k, y + r, x, y + r);
            builder.CubicTo(x - k, y + r, x - r, y + k, x - r, y);
            builder.CubicTo(x - r, y - k, x - k, y - r, x, y - r);
            builder.CubicTo(x + k, y - r, x + r, y - k, x + r, y);
            builder.Close();
        }
        using var path = builder.Detach();
        canvas.Fill(path, mark.Fill, mark.Outline, 1.6f * style.Hairline);
    }

    /// <summary>A hatched rectangle.</summary>
    public void Hatch(SKRect box)
    {
        canvas.Fill(box, style.IsDark ? new SKColor(0x2A, 0x2F, 0x37) : new SKColor(0xE8, 0xEA, 0xED));
        canvas.Clip(box);
        using var builder = new SKPathBuilder();
        var step = 0.55f * style.TextSize;
        for (var x = box.Left - box.Height; x < box.Right; x += step)
        {
            builder.MoveTo(x, box.Bottom);
            builder.LineTo(x + box.Height, box.Top);
        }
        using var lines = builder.Detach();
        canvas.Stroke(lines, style.IsDark ? new SKColor(0x6B, 0x77, 0x87) : new SKColor(0x8A, 0x93, 0x9F), style.Hairline);
        canvas.Unclip();
    }
}
