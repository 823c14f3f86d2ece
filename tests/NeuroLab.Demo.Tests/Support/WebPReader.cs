using System.Runtime.InteropServices;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Support;

/// <summary>Decodes an animated WebP into whole pictures, as Skia, and with it Chrome, plays it.</summary>
internal sealed class WebPReader
{
    public WebPReader(string path)
    {
        using var codec = SKCodec.Create(path);
        Assert.Equal(SKEncodedImageFormat.Webp, codec.EncodedFormat);
        (Width, Height, Repetitions) = (codec.Info.Width, codec.Info.Height, codec.RepetitionCount);
        var info = new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var bitmap = new SKBitmap(info);
        for (var i = 0; i < codec.FrameCount; i++)
        {
            var options = i == 0 ? new SKCodecOptions(0) : new SKCodecOptions(i, i - 1);
            Assert.Equal(SKCodecResult.Success, codec.GetPixels(info, bitmap.GetPixels(), options));
            var pixels = new byte[info.BytesSize];
            Marshal.Copy(bitmap.GetPixels(), pixels, 0, pixels.Length);
            Frames.Add(pixels);
        }
        Parts = codec.FrameInfo;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>−1 for ever.</summary>
    public int Repetitions { get; }

    /// <summary>Where each frame changes what is shown, how, and for how long.</summary>
    public SKCodecFrameInfo[] Parts { get; }

    /// <summary>[height, width, 4] bytes each.</summary>
    public List<byte[]> Frames { get; } = [];
}
