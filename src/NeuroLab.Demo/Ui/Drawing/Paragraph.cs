using SkiaSharp;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>Wrapped text.</summary>
internal static class Paragraph
{
    private const float LineHeight = 18;

    /// <summary>Draws a text at the top of a box.</summary>
    /// <returns>The height used.</returns>
    public static float Draw(UiCanvas canvas, ReadOnlySpan<char> text, in UiRect box, SKColor color, TextStyle style = TextStyle.Body)
    {
        var y = box.Y;
        while (!text.IsEmpty)
        {
            var fitting = canvas.CountFitting(text, style, box.Width);
            var end = text.Length;
            if (fitting < text.Length)
            {
                var space = text[..(fitting + 1)].LastIndexOf(' ');
                end = space > 0 ? space : Math.Max(1, fitting);
            }
            canvas.Text(text[..end], new UiRect(box.X, y, box.Width + 1, LineHeight), style, color);
            text = text[end..].TrimStart();
            y += LineHeight;
        }
        return y - box.Y;
    }
}
