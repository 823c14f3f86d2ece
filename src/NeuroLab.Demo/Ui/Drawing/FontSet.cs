using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>The fonts of all text styles at one device scale, from the typefaces embedded in this assembly.</summary>
internal sealed class FontSet : IDisposable
{
    private static readonly Lazy<SKTypeface> Regular = new(() => Load("Inter-Regular"));
    private static readonly Lazy<SKTypeface> SemiBold = new(() => Load("Inter-SemiBold"));

    private readonly UiFont[] _fonts;

    public FontSet(float scale)
    {
        // In the order of TextStyle.
        _fonts =
        [
            new UiFont(Regular.Value, 12.5f * scale, 0),
            new UiFont(SemiBold.Value, 12.5f * scale, 0),
            new UiFont(Regular.Value, 11.5f * scale, 0),
            new UiFont(Regular.Value, 10.5f * scale, 0.01f),
            new UiFont(SemiBold.Value, 10.5f * scale, 0.07f),
            new UiFont(SemiBold.Value, 15f * scale, -0.005f),
            new UiFont(SemiBold.Value, 22f * scale, -0.012f),
        ];
    }

    public UiFont this[TextStyle style] => _fonts[(int)style];

    public void Dispose()
    {
        foreach (var font in _fonts)
            font.Dispose();
    }

    private static SKTypeface Load(string name)
    {
        using var stream = typeof(FontSet).Assembly.GetManifestResourceStream($"fonts/{name}.otf")
            ?? throw new InvalidOperationException($"The font {name} is not embedded in this assembly.");
        return SKTypeface.FromStream(stream)
            ?? throw new InvalidOperationException($"The embedded font {name} cannot be read.");
    }
}
