using System.Runtime.CompilerServices;
using NeuroLab.Datasets.Weights;
using NeuroLab.Demo.Figures;
using NeuroLab.Demo.Formats;
using NeuroLab.Recording;
using NeuroLab.Surfaces;
using SkiaSharp;

namespace NeuroLab.Demo.App;

/// <summary>File formats that this host adds to the Runtime's.</summary>
internal static class HostFormats
{
    // For lossless encoding the number is the effort: more of it hardly reduces the size and takes several times as
    // long.
    private static readonly SKWebpEncoderOptions Lossless = new(SKWebpEncoderCompression.Lossless, 0);

    [ModuleInitializer]
    internal static void Add()
    {
        RecordingFormat.Add(new("webp", "WebP animation", ".webp", (path, format, _) => new WebPSink(path, format, EncodeWebP)));
        SurfaceFormat.Add(new("png", "picture", ".png", "a picture", SurfaceImage.Write) { HoldsTwo = true });
        SurfaceFormat.Add(new("svg", "figure, SVG", FigureFile.Svg, "a figure in vectors", (path, surface) => SurfaceFigure.Write(path, surface, new FigureStyle())) { HoldsTwo = true });
        SurfaceFormat.Add(new("pdf", "figure, PDF", FigureFile.Pdf, "the same for print", (path, surface) => SurfaceFigure.Write(path, surface, new FigureStyle())) { HoldsTwo = true });
        WeightsFormat.Add(OnnxFile.Format);
        WeightsFormat.Add(KerasFile.Archive);
        WeightsFormat.Add(KerasFile.Hdf5);
    }

    private static unsafe void EncodeWebP(ReadOnlySpan<byte> rgba, int width, int height, Stream target)
    {
        fixed (byte* pixels = rgba)
        {
            using var pixmap = new SKPixmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul), (nint)pixels);
            if (!pixmap.Encode(target, Lossless))
                throw new IOException($"SkiaSharp could not encode {width}x{height} pixels as WebP");
        }
    }
}
