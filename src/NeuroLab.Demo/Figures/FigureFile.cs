using System.Text;
using NeuroLab.Files;
using NeuroLab.Recording;
using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>Writes a figure: the same one always as the same bytes.</summary>
internal static class FigureFile
{
    /// <summary>The endings of files that hold figures only, and of pictures.</summary>
    public const string Svg = ".svg", Pdf = ".pdf", Png = ".png";

    /// <summary>Pixels of one picture; more would take gigabytes.</summary>
    private const long MaxPixels = 300_000_000;

    private const float PointsPerInch = 72;

    /// <summary>Whether a path's ending is that of a figure.</summary>
    public static bool IsFigure(string path) => Path.GetExtension(path).ToLowerInvariant() is Svg or Pdf or Png;

    /// <summary>Writes it in the format of the path's ending. Blocks.</summary>
    /// <exception cref="Numerics.UserErrorException">The file cannot be written, or would be too large.</exception>
    public static void Write(string path, Figure figure, FigureStyle style)
    {
        var painter = new FigurePainter(figure, style);
        OutputFile.Replace(path, Path.GetExtension(path).ToLowerInvariant() switch
        {
            Svg => file => WriteSvg(file, painter, figure, style),
            Pdf => file => WritePdf(file, painter, figure, style),
            _ => file => WritePng(file, painter, style, path),
        });
    }

    /// <summary>The same, and disposes the figure.</summary>
    public static void WriteAndDispose(string path, Figure figure, FigureStyle style)
    {
        using (figure)
            Write(path, figure, style);
    }

    /// <summary>Paints it onto pixels, premultiplied, at so many per point.</summary>
    public static SKBitmap Paint(FigurePainter painter, float scale)
    {
        var bitmap = new SKBitmap(new SKImageInfo(
            Math.Max(1, (int)MathF.Round(painter.Width * scale)), Math.Max(1, (int)MathF.Round(painter.Height * scale)), SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear();
        canvas.Scale(bitmap.Width / painter.Width, bitmap.Height / painter.Height);
        painter.Paint(new SkiaFigureCanvas(canvas));
        return bitmap;
    }

    private static void WriteSvg(Stream file, FigurePainter painter, Figure figure, FigureStyle style)
    {
        var canvas = new SvgFigureCanvas(style.Size.Millimetres, painter.Width, painter.Height, figure.Title);
        painter.Paint(canvas);
        file.Write(Encoding.UTF8.GetBytes(canvas.ToString()));
    }

    // Without dates, so that the same figure has the same bytes.
    private static void WritePdf(Stream file, FigurePainter painter, Figure figure, FigureStyle style)
    {
        var about = new SKDocumentPdfMetadata { Title = figure.Title, Creator = OwnMark.Text, Producer = "NeuroLab", RasterDpi = style.Dpi, EncodingQuality = 101 };
        using var document = SKDocument.CreatePdf(file, about);
        painter.Paint(new SkiaFigureCanvas(document.BeginPage(painter.Width, painter.Height)));
        document.EndPage();
        document.Close();
    }

    private static void WritePng(Stream file, FigurePainter painter, FigureStyle style, string path)
    {
        var scale = style.Dpi / PointsPerInch;
        if ((long)(painter.Width * scale) * (long)(painter.Height * scale) > MaxPixels)
            throw new Numerics.UserErrorException($"{path}: would have more than {MaxPixels / 1_000_000} million pixels; give a smaller --dpi or --width, or write .svg or .pdf");
        using var bitmap = Paint(painter, scale);
        var pixels = bitmap.Bytes;
        StraightAlpha.Restore(pixels);
        file.Write(new PngEncoder(bitmap.Width, bitmap.Height, alpha: style.IsTransparent, compressionLevel: 6) { Dpi = style.Dpi }.Encode(pixels));
    }
}
