using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>A figure as pixels, or as a page of a PDF.</summary>
internal sealed class SkiaFigureCanvas(SKCanvas canvas) : FigureCanvas
{
    public override void Clip(SKRect box)
    {
        canvas.Save();
        canvas.ClipRect(box, SKClipOperation.Intersect, antialias: true);
    }

    public override void Unclip() => canvas.Restore();

    public override void Fill(SKPath path, SKColor color, SKColor line = default, float width = 0)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = color };
        if (color.Alpha > 0)
            canvas.DrawPath(path, paint);
        if (width > 0)
            Stroke(path, line, width);
    }

    public override void Stroke(SKPath path, SKColor color, float width, float dash = 0)
    {
        using var dashes = dash > 0 ? SKPathEffect.CreateDash([dash, dash], 0) : null;
        using var paint = new SKPaint
        {
            IsAntialias = true,
            IsStroke = true,
            Color = color,
            StrokeWidth = width,
            StrokeJoin = SKStrokeJoin.Round,
            StrokeCap = dash > 0 ? SKStrokeCap.Butt : SKStrokeCap.Round,
            PathEffect = dashes,
        };
        canvas.DrawPath(path, paint);
    }

    public override void Picture(SKBitmap pixels, SKRect box)
    {
        using var image = SKImage.FromBitmap(pixels);
        canvas.DrawImage(image, box, new SKSamplingOptions(SKCubicResampler.Mitchell));
    }

    public override void Text(
        string text, float x, float y, float size, SKColor color, TextAlign align = TextAlign.Left, bool isBold = false, bool isUpward = false)
    {
        using var font = FigureFont.Create(size, isBold);
        using var paint = new SKPaint { IsAntialias = true, Color = color };
        canvas.Save();
        canvas.Translate(x, y);
        if (isUpward)
            canvas.RotateDegrees(-90);
        canvas.DrawText(text, 0, 0, align switch { TextAlign.Center => SKTextAlign.Center, TextAlign.Right => SKTextAlign.Right, _ => SKTextAlign.Left }, font, paint);
        canvas.Restore();
    }
}
