namespace NeuroLab.Recording;

/// <summary>
/// Maps frames to palette indices by ordered dithering for palettes of any shape: for each colour, 16 palette entries
/// are picked one after the other so that their mean approaches it, sorted by brightness and laid out by a 4×4 Bayer
/// matrix. A pixel's index depends on its colour and place alone, so what stands still never shimmers, and a colour
/// that is in the palette stays free of noise.
/// </summary>
internal sealed class PatternDither
{
    private const int PatternSize = 16;
    private const int KeyBits = 7;                  // per channel
    private const int MaxPatterns = ushort.MaxValue;
    private const int SampleStride = 4;
    private const float CloseEnough = 1.01f;        // levels in a channel

    // Place (x, y) of the matrix takes the pattern's entry of this rank.
    private static readonly byte[] Bayer = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

    private readonly ColorPalette _palette;
    private readonly ushort[] _patternOf = new ushort[1 << (3 * KeyBits)];   // 0: not made yet
    private readonly float[] _errors = new float[MaxPatterns + 1];
    private byte[] _patterns = new byte[PatternSize << 12];                  // [pattern, place]
    private int _count = 1;

    public PatternDither(ColorPalette palette)
    {
        _palette = palette;
    }

    /// <summary>Forgets all patterns; to be called after the palette has changed.</summary>
    public void Reset()
    {
        Array.Clear(_patternOf);
        _count = 1;
    }

    /// <summary>Mean squared distance between a grid of sample pixels and their nearest palette entries.</summary>
    public float SampleError(ReadOnlySpan<byte> rgba, int width, int height)
    {
        double sum = 0;
        var samples = 0;
        for (var y = 0; y < height; y += SampleStride)
        {
            // The columns shift from row to row, so that no thin upright line is missed altogether.
            for (var x = y / SampleStride % SampleStride; x < width; x += SampleStride, samples++)
                sum += _errors[PatternFor(KeyOf(rgba.Slice(4 * ((y * width) + x), 4)))];
        }

        return (float)(sum / samples);
    }

    /// <summary>Writes one palette index a pixel.</summary>
    public void Map(ReadOnlySpan<byte> rgba, int width, int height, Span<byte> indices)
    {
        for (var y = 0; y < height; y++)
        {
            var row = rgba.Slice(y * width * 4, width * 4);
            var target = indices.Slice(y * width, width);
            var line = (y & 3) * 4;
            for (var x = 0; x < target.Length; x++)
            {
                var pattern = PatternFor(KeyOf(row.Slice(4 * x, 4)));
                target[x] = _patterns[(pattern * PatternSize) + line + (x & 3)];
            }
        }
    }

    private static int KeyOf(ReadOnlySpan<byte> pixel) =>
        (pixel[0] >> 1) | ((pixel[1] >> 1) << KeyBits) | ((pixel[2] >> 1) << (2 * KeyBits));

    private int PatternFor(int key)
    {
        var pattern = _patternOf[key];
        return pattern != 0 ? pattern : AddPattern(key);
    }

    private int AddPattern(int key)
    {
        if (_count > MaxPatterns)
            Reset();
        if ((_count + 1) * PatternSize > _patterns.Length)
            Array.Resize(ref _patterns, 2 * _patterns.Length);

        var pattern = _count++;
        _patternOf[key] = (ushort)pattern;

        const int Mask = (1 << KeyBits) - 1;
        // A key stands for two levels a channel: take the middle.
        var red = (2 * (key & Mask)) + 0.5f;
        var green = (2 * ((key >> KeyBits) & Mask)) + 0.5f;
        var blue = (2 * (key >> (2 * KeyBits))) + 0.5f;
        FillPattern(pattern, red, green, blue);
        return pattern;
    }

    private void FillPattern(int pattern, float red, float green, float blue)
    {
        var places = _patterns.AsSpan(pattern * PatternSize, PatternSize);
        var first = _palette.Nearest(red, green, blue, out _errors[pattern]);
        var nearest = _palette[first];
        if (MathF.Abs(nearest.Red - red) < CloseEnough && MathF.Abs(nearest.Green - green) < CloseEnough
            && MathF.Abs(nearest.Blue - blue) < CloseEnough)
        {
            places.Fill((byte)first);
            return;
        }

        Span<byte> picks = stackalloc byte[PatternSize];
        Span<float> brightness = stackalloc float[PatternSize];
        float redDebt = 0, greenDebt = 0, blueDebt = 0;
        for (var i = 0; i < PatternSize; i++)
        {
            var pick = _palette.Nearest(red + redDebt, green + greenDebt, blue + blueDebt, out _);
            var color = _palette[pick];
            redDebt += red - color.Red;
            greenDebt += green - color.Green;
            blueDebt += blue - color.Blue;
            picks[i] = (byte)pick;
            brightness[i] = (0.299f * color.Red) + (0.587f * color.Green) + (0.114f * color.Blue);
        }

        brightness.Sort(picks);
        for (var place = 0; place < PatternSize; place++)
            places[place] = picks[Bayer[place]];
    }
}
