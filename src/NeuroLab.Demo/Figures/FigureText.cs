using System.Text;

namespace NeuroLab.Demo.Figures;

/// <summary>Text of figures: its widths, and its lines.</summary>
internal static class FigureText
{
    /// <summary>The width of a line.</summary>
    public static float Measure(string text, float size, bool isBold = false) => FigureFont.Measure(FigureFont.Printable(text), size, isBold);

    /// <summary>A text in lines of at most a width; a word that is longer is broken.</summary>
    public static IReadOnlyList<string> Wrap(string text, float size, float width)
    {
        using var font = FigureFont.Create(size);
        List<string> lines = [];
        var line = new StringBuilder();
        foreach (var word in FigureFont.Printable(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            if (line.Length > 0 && font.MeasureText($"{line} {rest}") > width)
                Break();
            while (font.MeasureText(rest) > width && rest.Length > 1)
            {
                var fits = rest.Length - 1;
                while (fits > 1 && font.MeasureText(rest.AsSpan(0, fits)) > width)
                    fits--;
                lines.Add(rest[..fits]);
                rest = rest[fits..];
            }
            line.Append(line.Length > 0 ? " " : "").Append(rest);
        }
        if (line.Length > 0)
            Break();
        return lines;

        void Break()
        {
            lines.Add(line.ToString());
            line.Clear();
        }
    }
}
