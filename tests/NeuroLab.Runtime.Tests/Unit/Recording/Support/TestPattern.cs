using NeuroLab.Recording;

namespace NeuroLab.Runtime.Tests.Unit.Recording.Support;

/// <summary>
/// A picture that tells its own orientation, colours and number: red, green, blue and yellow corners (clockwise from the
/// top left), the frame number in sixteen black and white cells between the upper two, a smooth moving gradient.
/// </summary>
internal static class TestPattern
{
    private const int CounterBits = 16;

    private static readonly (int Red, int Green, int Blue)[] Corners =
        [(220, 30, 30), (30, 200, 40), (230, 200, 40), (40, 60, 220)];

    public static byte[] Frame(FrameFormat format, int number)
    {
        var rgba = new byte[format.FrameBytes];
        for (var y = 0; y < format.Height; y++)
        {
            for (var x = 0; x < format.Width; x++)
            {
                var (red, green, blue) = Pixel(format, number, x, y);
                var at = 4 * ((y * format.Width) + x);
                (rgba[at], rgba[at + 1], rgba[at + 2], rgba[at + 3]) = ((byte)red, (byte)green, (byte)blue, 255);
            }
        }

        return rgba;
    }

    /// <summary>Reads the frame number back from a decoded picture.</summary>
    public static int NumberIn(ReadOnlySpan<byte> rgba, FrameFormat format)
    {
        var number = 0;
        for (var bit = 0; bit < CounterBits; bit++)
        {
            var x = CellStart(format) + (bit * CellWidth(format)) + (CellWidth(format) / 2);
            number |= rgba[4 * ((format.Height / 8 * format.Width) + x)] > 127 ? 1 << bit : 0;
        }

        return number;
    }

    /// <summary>Asserts that all four corners have their colours, so the picture is upright and not mirrored.</summary>
    public static void AssertUpright(ReadOnlySpan<byte> rgba, FrameFormat format)
    {
        for (var corner = 0; corner < 4; corner++)
        {
            var x = corner is 0 or 3 ? format.Width / 16 : format.Width - 1 - (format.Width / 16);
            var y = corner < 2 ? format.Height / 8 : format.Height - 1 - (format.Height / 8);
            var at = 4 * ((y * format.Width) + x);
            Assert.InRange(rgba[at], Corners[corner].Red - 12, Corners[corner].Red + 12);
            Assert.InRange(rgba[at + 1], Corners[corner].Green - 12, Corners[corner].Green + 12);
            Assert.InRange(rgba[at + 2], Corners[corner].Blue - 12, Corners[corner].Blue + 12);
        }
    }

    /// <summary>Peak signal-to-noise ratio in dB over red, green and blue.</summary>
    public static double Psnr(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        Assert.Equal(a.Length, b.Length);
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            if (i % 4 != 3)
                sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return 10 * Math.Log10(255 * 255 / (sum / (a.Length * 3 / 4)));
    }

    private static int CellWidth(FrameFormat format) => Math.Max(1, format.Width * 3 / 4 / CounterBits);

    private static int CellStart(FrameFormat format) => format.Width / 8;

    private static (int Red, int Green, int Blue) Pixel(FrameFormat format, int number, int x, int y)
    {
        var left = x < format.Width / 8;
        var right = x >= format.Width - (format.Width / 8);
        var top = y < format.Height / 4;
        if ((left || right) && (top || y >= format.Height * 3 / 4))
            return Corners[top ? (left ? 0 : 1) : (left ? 3 : 2)];

        var bit = (x - CellStart(format)) / CellWidth(format);
        if (top && bit is >= 0 and < CounterBits)
            return ((number >> bit) & 1) == 1 ? (255, 255, 255) : (0, 0, 0);

        var phase = number * 0.1;
        var u = (double)x / format.Width;
        var v = (double)y / format.Height;
        return ((int)(60 + (100 * u)),
            (int)(90 + (60 * Math.Sin((3 * v) + phase))),
            (int)(120 + (50 * Math.Cos((4 * u) - phase))));
    }
}
