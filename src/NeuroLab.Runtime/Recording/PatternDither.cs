using System.Runtime.InteropServices;

namespace NeuroLab.Recording;

/// <summary>
/// Maps frames to palette indices by ordered dithering for arbitrary palettes: each colour becomes a mix of two palette
/// entries, distributed by a 4×4 Bayer matrix. A pixel's index depends only on its colour and position, so static parts
/// never flicker, and a colour in the palette has no grain.
/// </summary>
internal sealed class PatternDither
{
    private const int KeyBits = 7;                  // per channel
    private const int SampleStride = 4;
    private const float CloseEnough = 1.01f;        // levels per channel

    // Position (x, y) of the matrix uses the brighter entry if its rank is below that entry's share of 16.
    private static readonly byte[] Bayer = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

    private readonly ColorPalette _palette;
    private readonly Mix[] _mixes = new Mix[1 << (3 * KeyBits)];

    public PatternDither(ColorPalette palette)
    {
        _palette = palette;
    }

    /// <summary>Clears all mixes; call it after the palette has changed.</summary>
    public void Reset() => Array.Clear(_mixes);

    /// <summary>Mean squared distance between a grid of sample pixels and their nearest palette entries.</summary>
    public float SampleError(ReadOnlySpan<byte> rgba, int width, int height)
    {
        var pixels = MemoryMarshal.Cast<byte, uint>(rgba);
        var sum = 0L;
        var samples = 0;
        for (var y = 0; y < height; y += SampleStride)
        {
            // The columns shift from row to row, so that no thin vertical line is missed altogether.
            for (var x = y / SampleStride % SampleStride; x < width; x += SampleStride, samples++)
                sum += MixOf(pixels[(y * width) + x]).Error;
        }

        return (float)sum / samples;
    }

    /// <summary>Writes one palette index per pixel.</summary>
    public void Map(ReadOnlySpan<byte> rgba, int width, int height, Span<byte> indices)
    {
        for (var y = 0; y < height; y++)
        {
            var row = MemoryMarshal.Cast<byte, uint>(rgba.Slice(y * width * 4, width * 4));
            var target = indices.Slice(y * width, width);
            var ranks = Bayer.AsSpan((y & 3) * 4, 4);
            for (var x = 0; x < target.Length; x++)
            {
                var mix = MixOf(row[x]);
                target[x] = ranks[x & 3] < mix.Share ? mix.Brighter : mix.Darker;
            }
        }
    }

    private Mix MixOf(uint pixel)
    {
        // Red is the pixel's lowest byte; each channel loses its lowest bit.
        var key = ((pixel >> 1) & 0x7F) | ((pixel >> 2) & (0x7F << KeyBits)) | ((pixel >> 3) & (0x7F << (2 * KeyBits)));
        ref var mix = ref _mixes[key];
        if (!mix.IsMade)
            mix = Make((int)key);
        return mix;
    }

    private Mix Make(int key)
    {
        const int Mask = (1 << KeyBits) - 1;
        // A key covers two levels per channel: use the middle.
        var red = (2 * (key & Mask)) + 0.5f;
        var green = (2 * ((key >> KeyBits) & Mask)) + 0.5f;
        var blue = (2 * (key >> (2 * KeyBits))) + 0.5f;
        var first = _palette.Nearest(red, green, blue, out var distance);
        var error = (ushort)MathF.Min(distance, ushort.MaxValue);
        var near = _palette[first];
        if (MathF.Abs(near.Red - red) < CloseEnough && MathF.Abs(near.Green - green) < CloseEnough
            && MathF.Abs(near.Blue - blue) < CloseEnough)
        {
            return new Mix((byte)first, (byte)first, 0, error);
        }

        var second = _palette.BestMix(first, red, green, blue, out var share);
        var sixteenths = (byte)MathF.Round(16 * share);
        return Brightness(second) >= Brightness(first)
            ? new Mix((byte)first, (byte)second, sixteenths, error)
            : new Mix((byte)second, (byte)first, (byte)(16 - sixteenths), error);
    }

    private float Brightness(int index)
    {
        var (red, green, blue) = _palette[index];
        return (0.299f * red) + (0.587f * green) + (0.114f * blue);
    }

    /// <summary>Two entries, the brighter one's share of 16, and the nearest entry's squared distance.</summary>
    private readonly struct Mix(byte darker, byte brighter, byte share, ushort error)
    {
        private const byte Made = 0x80;

        private readonly byte _share = (byte)(share | Made);

        public readonly byte Darker = darker;
        public readonly byte Brighter = brighter;
        public readonly ushort Error = error;

        public int Share => _share & ~Made;

        public bool IsMade => _share != 0;
    }
}
