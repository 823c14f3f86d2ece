namespace NeuroLab.Runtime.Tests.Unit.Recording.Support;

/// <summary>
/// Decodes a VP8L payload (RFC 9649) with one group of codes, subtract-green and prediction by the modes in use.
/// Slow and plain, straight from the specification.
/// </summary>
internal sealed class LosslessWebPReader
{
    private readonly BitReader _bits;

    private LosslessWebPReader(byte[] payload)
    {
        _bits = new BitReader(payload);
    }

    public static (int Width, int Height, uint[] Argb) Read(byte[] payload)
    {
        var reader = new LosslessWebPReader(payload);
        var bits = reader._bits;
        Assert.Equal(0x2F, bits.Read(8));
        int width = bits.Read(14) + 1, height = bits.Read(14) + 1;
        bits.Read(1);
        Assert.Equal(0, bits.Read(3));

        var subtractGreen = false;
        var tileBits = 0;
        uint[] modes = [];
        while (bits.Read(1) == 1)
        {
            switch (bits.Read(2))
            {
                case 0:
                    tileBits = bits.Read(3) + 2;
                    modes = reader.ReadImage(Tiles(width, tileBits), Tiles(height, tileBits), isMain: false);
                    break;
                case 2:
                    subtractGreen = true;
                    break;
                default:
                    throw new InvalidDataException("transform");
            }
        }

        var argb = reader.ReadImage(width, height, isMain: true);
        Assert.InRange(bits.Left, 0, 7);
        for (var i = 0; i < argb.Length && modes.Length > 0; i++)
        {
            int x = i % width, y = i / width;
            var mode = (modes[((y >> tileBits) * Tiles(width, tileBits)) + (x >> tileBits)] >> 8) & 255;
            argb[i] = PerChannel(argb[i], Predict(argb, i, x, y, width, mode), (a, b) => a + b);
        }

        for (var i = 0; i < argb.Length && subtractGreen; i++)
        {
            var green = (argb[i] >> 8) & 255;
            argb[i] = PerChannel(argb[i], (green << 16) | green, (a, b) => a + b);
        }

        return (width, height, argb);
    }

    private static int Tiles(int pixels, int bits) => (pixels + (1 << bits) - 1) >> bits;

    private static uint Predict(uint[] argb, int i, int x, int y, int width, uint mode)
    {
        if (y == 0)
            return x == 0 ? 0xFF000000 : argb[i - 1];
        if (x == 0)
            return argb[i - width];

        uint left = argb[i - 1], top = argb[i - width], corner = argb[i - width - 1];
        return mode switch
        {
            1 => left,
            2 => top,
            7 => PerChannel(left, top, (a, b) => (a + b) / 2),
            12 => PerChannel(left, top, corner, (a, b, c) => Math.Clamp(a + b - c, 0, 255)),
            _ => throw new InvalidDataException("prediction mode"),
        };
    }

    private static uint PerChannel(uint a, uint b, Func<int, int, int> f) => PerChannel(a, b, 0, (p, q, _) => f(p, q));

    private static uint PerChannel(uint a, uint b, uint c, Func<int, int, int, int> f)
    {
        uint result = 0;
        for (var shift = 0; shift < 32; shift += 8)
            result |= (uint)(f((int)(a >> shift) & 255, (int)(b >> shift) & 255, (int)(c >> shift) & 255) & 255) << shift;
        return result;
    }

    private uint[] ReadImage(int width, int height, bool isMain)
    {
        var cacheBits = _bits.Read(1) == 1 ? _bits.Read(4) : 0;
        if (isMain)
            Assert.Equal(0, _bits.Read(1));
        var cache = new uint[1 << cacheBits];
        var green = new PrefixCodeReader(_bits, 280 + (cacheBits > 0 ? cache.Length : 0));
        var red = new PrefixCodeReader(_bits, 256);
        var blue = new PrefixCodeReader(_bits, 256);
        var alpha = new PrefixCodeReader(_bits, 256);
        var distance = new PrefixCodeReader(_bits, 40);

        var pixels = new uint[width * height];
        var at = 0;
        void Add(uint pixel)
        {
            pixels[at++] = pixel;
            if (cacheBits > 0)
                cache[(pixel * 0x1E35A7BD) >> (32 - cacheBits)] = pixel;
        }

        while (at < pixels.Length)
        {
            var symbol = green.Read();
            if (symbol < 256)
            {
                Add(((uint)red.Read() << 16) | ((uint)symbol << 8) | (uint)blue.Read() | ((uint)alpha.Read() << 24));
            }
            else if (symbol >= 280)
            {
                Add(cache[symbol - 280]);
            }
            else
            {
                var length = Prefixed(symbol - 256);
                var code = Prefixed(distance.Read());
                var back = code == 1 ? width : code == 2 ? 1 : code - 120;
                for (var i = 0; i < length; i++)
                    Add(pixels[at - back]);
            }
        }

        return pixels;
    }

    private int Prefixed(int code)
    {
        if (code < 4)
            return code + 1;
        var extra = (code - 2) >> 1;
        return ((2 + (code & 1)) << extra) + _bits.Read(extra) + 1;
    }
}
