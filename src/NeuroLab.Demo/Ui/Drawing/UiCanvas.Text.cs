using System.Runtime.InteropServices;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

internal sealed partial class UiCanvas
{
    private const char Ellipsis = '…';

    /// <summary>The width of a text in logical pixels.</summary>
    public float Measure(ReadOnlySpan<char> text, TextStyle style) => _fonts[style].Measure(text) / Scale;

    /// <summary>Line height in logical pixels.</summary>
    public float LineHeight(TextStyle style) => (_fonts[style].Ascent + _fonts[style].Descent) / Scale;

    /// <summary>Number of leading characters of a text that fit into a width.</summary>
    public int CountFitting(ReadOnlySpan<char> text, TextStyle style, float width) =>
        _fonts[style].CountFitting(text, width * Scale);

    /// <summary>
    /// Draws one line, with its capitals centred vertically in the box; a text that is too wide is truncated with "…".
    /// </summary>
    /// <param name="halo">Draws a halo around the text, for legibility over the 3D view.</param>
    /// <returns>The width used.</returns>
    public float Text(ReadOnlySpan<char> text, in UiRect box, TextStyle style, SKColor color,
        TextAlign align = TextAlign.Left, bool halo = false)
    {
        var font = _fonts[style];
        var room = box.Width * Scale;
        var width = font.Measure(text);
        // Tolerates a hundredth of a pixel of rounding in boxes that were measured from this very text.
        var cut = width > room + 0.01f;
        if (cut)
        {
            var mark = font[Ellipsis].Advance;
            text = text[..font.CountFitting(text, room - mark)].TrimEnd();
            if (room < mark)
                return 0;
            width = font.Measure(text) + mark;
        }
        var x = box.X * Scale + align switch
        {
            TextAlign.Center => (room - width) / 2,
            TextAlign.Right => room - width,
            _ => 0,
        };
        var baseline = MathF.Round(box.CenterY * Scale + font.CapHeight / 2);
        RecordText(text, cut, x, baseline, width, style, color, halo);
        return width / Scale;
    }

    /// <summary>
    /// The texts of the last frame with their boxes, in device pixels, in drawing order. For UI scripts.
    /// </summary>
    public List<(string Text, SKRectI Box)> ReadTexts()
    {
        var texts = new List<(string, SKRectI)>();
        foreach (ref readonly var command in _commands.Items)
        {
            if (command.Kind == DrawKind.Text)
                texts.Add((new string(_characters.Items.Slice(command.Start, command.Count)), command.Bounds));
        }
        return texts;
    }

    private void RecordText(ReadOnlySpan<char> text, bool cut, float x, float baseline, float width, TextStyle style,
        SKColor color, bool halo)
    {
        var start = _characters.Count;
        var copy = _characters.Append(text.Length + (cut ? 1 : 0));
        text.CopyTo(copy);
        if (cut)
            copy[^1] = Ellipsis;
        if (copy.IsEmpty)
            return;
        var font = _fonts[style];
        var margin = (halo ? HaloWidth + 1 : 1) * Scale;
        var command = new DrawCommand
        {
            Kind = DrawKind.Text,
            Color = (uint)color,
            Shape = new SKRect(x, baseline, 0, 0),
            Stroke = halo ? HaloWidth * Scale : 0,
            Detail = (int)style,
            Flags = halo ? unchecked((int)(uint)HaloColor) : 0,
            Start = start,
            Count = copy.Length,
        };
        var bounds = new SKRect(x - margin, baseline - font.Ascent - margin,
            x + width + margin, baseline + font.Descent + margin);
        Record(command, bounds, MemoryMarshal.AsBytes(copy));
    }

    /// <summary>Colour behind texts with a halo; set it to the theme's background.</summary>
    public SKColor HaloColor { get; set; } = Theme.Dark.Background.WithAlpha(0xD0);

    private const float HaloWidth = 3;
}
