using System.Numerics;

namespace NeuroLab.Rendering;

/// <summary>
/// A perceptually uniform colormap, with lightness increasing from the minimum to the maximum loss: ten stops,
/// interpolated smoothly. The stops follow the published maps (viridis and inferno by Smith and van der Walt, cividis
/// by Nuñez et al. 2018, batlow by Crameri 2018).
/// </summary>
public sealed class ColorMap
{
    private readonly Vector3[] _stops;

    private ColorMap(string name, ReadOnlySpan<int> stops)
    {
        Name = name;
        _stops = new Vector3[stops.Length];
        for (var i = 0; i < stops.Length; i++) _stops[i] = RenderTheme.Rgb(stops[i]);
    }

    /// <summary>Violet, green, yellow.</summary>
    public static ColorMap Viridis { get; } = new("viridis",
        [0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725]);

    /// <summary>Blue, grey, yellow: also for people with red-green colour blindness.</summary>
    public static ColorMap Cividis { get; } = new("cividis",
        [0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xfee838]);

    /// <summary>Black, red, cream.</summary>
    public static ColorMap Inferno { get; } = new("inferno",
        [0x000004, 0x1b0c41, 0x4a0c6b, 0x781c6d, 0xa52c60, 0xcf4446, 0xed6925, 0xfb9b06, 0xf7d13d, 0xfcffa4]);

    /// <summary>Navy, olive, rose.</summary>
    public static ColorMap Batlow { get; } = new("batlow",
        [0x011959, 0x103f60, 0x1c5a62, 0x3c6d56, 0x687b3e, 0x9d892b, 0xd29343, 0xf8a17b, 0xfdb7bc, 0xfaccfa]);

    /// <summary>Blue below 0, red above, grey at 0, none so light that lighting hides its sign: for differences.</summary>
    internal static ColorMap Diverging { get; } = new("difference",
        [0x1440b4, 0x2f62c4, 0x5580c6, 0x7694b9, 0x8e9aa6, 0xa2968e, 0xb58a74, 0xc27153, 0xbe4a36, 0xa5181e]);

    /// <summary>All maps, the default first.</summary>
    public static IReadOnlyList<ColorMap> All { get; } = [Viridis, Cividis, Inferno, Batlow];

    /// <summary>The name in settings and on the command line.</summary>
    public string Name { get; }

    /// <summary>The sRGB colour (0…1) at a coordinate, clamped to 0…1; grey if it is NaN.</summary>
    public Vector3 Evaluate(float coordinate)
    {
        if (float.IsNaN(coordinate)) return new Vector3(0.5f);
        var position = Math.Clamp(coordinate, 0f, 1f) * (_stops.Length - 1);
        var stop = Math.Min((int)position, _stops.Length - 2);
        Vector3 before = _stops[Math.Max(stop - 1, 0)], from = _stops[stop];
        Vector3 to = _stops[stop + 1], after = _stops[Math.Min(stop + 2, _stops.Length - 1)];
        return Vector3.Clamp(CatmullRom(before, from, to, after, position - stop), Vector3.Zero, Vector3.One);
    }

    /// <summary>Fills a row of RGBA texels with the whole map.</summary>
    internal void FillRgba(Span<byte> rgba)
    {
        var texels = rgba.Length / 4;
        for (var i = 0; i < texels; i++)
        {
            var color = Evaluate(i / (texels - 1f)) * 255f;
            rgba[4 * i] = (byte)(color.X + 0.5f);
            rgba[4 * i + 1] = (byte)(color.Y + 0.5f);
            rgba[4 * i + 2] = (byte)(color.Z + 0.5f);
            rgba[4 * i + 3] = 255;
        }
    }

    private static Vector3 CatmullRom(Vector3 a, Vector3 b, Vector3 c, Vector3 d, float t) =>
        b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
