using System.Text;
using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>The type of figures: Inter, with outlines that a PDF embeds as a font.</summary>
internal static class FigureFont
{
    /// <summary>The family in files that do not contain it, and those that are hardly wider.</summary>
    public const string Family = "Inter, Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans Condensed', sans-serif";

    private static readonly Lazy<SKTypeface> Regular = new(() => Load("Inter-Figure-Regular")), SemiBold = new(() => Load("Inter-Figure-SemiBold"));

    /// <summary>The font of a size in points.</summary>
    public static SKFont Create(float size, bool isBold = false) =>
        new(isBold ? SemiBold.Value : Regular.Value, size) { Subpixel = true, Hinting = SKFontHinting.None, LinearMetrics = true, Edging = SKFontEdging.Antialias };

    /// <summary>The width of a text.</summary>
    public static float Measure(string text, float size, bool isBold = false)
    {
        using var font = Create(size, isBold);
        return font.MeasureText(text);
    }

    /// <summary>The text in the characters that the font has; others are question marks, and controls spaces.</summary>
    public static string Printable(string text)
    {
        using var font = Create(10);
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            result.Append(Rune.IsControl(rune) ? " " : font.ContainsGlyph(rune.Value) ? rune.ToString() : "?");
        return result.ToString();
    }

    private static SKTypeface Load(string name)
    {
        using var stream = typeof(FigureFont).Assembly.GetManifestResourceStream($"fonts/{name}.ttf")
            ?? throw new InvalidOperationException($"The font {name} is not embedded in this assembly.");
        return SKTypeface.FromStream(stream) ?? throw new InvalidOperationException($"The embedded font {name} cannot be read.");
    }
}
