using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>
/// One text style at one device scale, with cached glyphs. All digits have the same advance, so a changing number does
/// not jitter. All sizes are device pixels. Render thread only.
/// </summary>
internal sealed class UiFont : IDisposable
{
    private readonly SKFont _font;
    private readonly float _tracking;
    private readonly float _digitAdvance;
    private readonly Glyph?[] _ascii = new Glyph?[128];
    private readonly Dictionary<char, Glyph> _others = [];

    public UiFont(SKTypeface typeface, float size, float tracking)
    {
        _font = new SKFont(typeface, size)
        {
            Subpixel = true,
            Edging = SKFontEdging.Antialias,
            Hinting = SKFontHinting.None,
        };
        _tracking = tracking * size;
        _digitAdvance = _font.MeasureText("0") + _tracking;
        _font.GetFontMetrics(out var metrics);
        Ascent = -metrics.Ascent;
        Descent = metrics.Descent;
        CapHeight = metrics.CapHeight;
    }

    public float Ascent { get; }

    public float Descent { get; }

    public float CapHeight { get; }

    public Glyph this[char character]
    {
        get
        {
            if (character < _ascii.Length)
                return _ascii[character] ??= CreateGlyph(character);
            if (!_others.TryGetValue(character, out var glyph))
                _others[character] = glyph = CreateGlyph(character);
            return glyph;
        }
    }

    public float Measure(ReadOnlySpan<char> text)
    {
        float width = 0;
        foreach (var character in text)
            width += this[character].Advance;
        return text.IsEmpty ? 0 : width - _tracking;
    }

    /// <summary>Number of leading characters that fit.</summary>
    public int CountFitting(ReadOnlySpan<char> text, float width)
    {
        var used = -_tracking;
        for (var i = 0; i < text.Length; i++)
        {
            used += this[text[i]].Advance;
            if (used > width)
                return i;
        }
        return text.Length;
    }

    public void Dispose()
    {
        foreach (var glyph in _ascii)
            glyph?.Blob?.Dispose();
        foreach (var glyph in _others.Values)
            glyph.Blob?.Dispose();
        _font.Dispose();
    }

    private Glyph CreateGlyph(char character)
    {
        if (character == '∇')
            return CreateNabla();
        Span<char> text = [character];
        var blob = char.IsWhiteSpace(character) ? null : SKTextBlob.Create(text, _font, default);
        var advance = _font.MeasureText(text) + _tracking;
        return char.IsAsciiDigit(character)
            ? new Glyph(blob, _digitAdvance, (_digitAdvance - advance) / 2)
            : new Glyph(blob, advance, 0);
    }

    /// <summary>The font has no nabla: it is a delta turned upside down.</summary>
    private Glyph CreateNabla()
    {
        var advance = _font.MeasureText("Δ");
        Span<SKRotationScaleMatrix> halfTurn = [new SKRotationScaleMatrix(-1, 0, advance, -CapHeight)];
        return new Glyph(SKTextBlob.CreateRotationScale("Δ", _font, halfTurn), advance + _tracking, 0);
    }

    /// <param name="Blob">The glyph; null for white space.</param>
    /// <param name="Advance">Distance to the next glyph.</param>
    /// <param name="Offset">Offset of the drawing within the advance.</param>
    internal sealed record Glyph(SKTextBlob? Blob, float Advance, float Offset);
}
