using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Ui.Drawing;

/// <summary>Compares a canvas over the dark background with a kept picture. With NEUROLAB_GOLDEN set to a folder the
/// pictures are written there instead; look at them before they replace the kept ones.</summary>
internal static class GoldenImage
{
    public static void Matches(UiCanvas canvas, string name)
    {
        using var actual = Flatten(canvas);
        if (Environment.GetEnvironmentVariable("NEUROLAB_GOLDEN") is { Length: > 0 } folder)
        {
            using var file = File.Create(Path.Combine(folder, name + ".png"));
            actual.Encode(file, SKEncodedImageFormat.Png, 100);
            return;
        }
        using var expected = SKBitmap.Decode(Path.Combine(AppContext.BaseDirectory, "Ui", "Golden", name + ".png"));
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        var different = 0;
        for (var y = 0; y < actual.Height; y++)
            for (var x = 0; x < actual.Width; x++)
                different += Differs(expected.GetPixel(x, y), actual.GetPixel(x, y)) ? 1 : 0;
        // Text antialiasing may differ a little between processors; a moved or missing part is far more than this.
        Assert.InRange(different, 0, actual.Width * actual.Height / 500);
    }

    private static bool Differs(SKColor a, SKColor b) =>
        Math.Abs(a.Red - b.Red) > 24 || Math.Abs(a.Green - b.Green) > 24 || Math.Abs(a.Blue - b.Blue) > 24;

    private static SKBitmap Flatten(UiCanvas canvas)
    {
        var flat = new SKBitmap(canvas.PixelWidth, canvas.PixelHeight);
        var below = Theme.Dark.Background;
        for (var y = 0; y < flat.Height; y++)
        {
            for (var x = 0; x < flat.Width; x++)
            {
                var pixel = canvas.At(x, y);
                var rest = 255 - pixel.Alpha;
                flat.SetPixel(x, y, new SKColor((byte)(pixel.Red + below.Red * rest / 255),
                    (byte)(pixel.Green + below.Green * rest / 255), (byte)(pixel.Blue + below.Blue * rest / 255)));
            }
        }
        return flat;
    }
}
