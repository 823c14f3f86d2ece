using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>The legend: an entry for each name in the panels' layers, in rows below the plots.</summary>
internal sealed class FigureLegend
{
    private readonly FigureStyle _style;
    private readonly List<(FigureLayer Layer, string Name, float X, int Row)> _entries = [];
    private readonly float _row;

    public FigureLegend(Figure figure, FigureStyle style, float width)
    {
        _style = style;
        _row = 1.5f * style.SmallSize;
        var (x, row) = (0f, 0);
        foreach (var layer in figure.Panels.SelectMany(panel => panel.Layers))
        {
            var name = FigureFont.Printable(NameOf(layer));
            if (name.Length == 0 || _entries.Any(entry => entry.Name == name))
                continue;
            var length = Swatch + FigureText.Measure(name, style.SmallSize);
            if (x > 0 && x + length > width)
                (x, row) = (0, row + 1);
            _entries.Add((layer, name, x, row));
            x += length + 1.6f * style.SmallSize;
        }
        Height = _entries.Count > 0 ? (row + 1) * _row : 0;
    }

    /// <summary>Its height; 0 if it is empty.</summary>
    public float Height { get; }

    private float Swatch => 2.6f * _style.SmallSize;

    /// <summary>Paints it.</summary>
    public void Paint(FigureCanvas canvas, FigureMarks marks, float left, float top)
    {
        foreach (var (layer, name, x, row) in _entries)
        {
            var (from, middle) = (left + x, top + (row + 0.5f) * _row);
            var length = Swatch - 0.7f * _style.SmallSize;
            switch (layer)
            {
                case LineLayer line:
                    using (var path = new SKPathBuilder())
                    {
                        path.MoveTo(from, middle);
                        path.LineTo(from + length, middle);
                        using var stroke = path.Detach();
                        marks.Line(stroke, line);
                    }
                    break;
                case MarkLayer mark:
                    marks.Mark(mark, from + length / 2, middle);
                    break;
                case HatchLayer:
                    marks.Hatch(new SKRect(from, middle - 0.45f * _style.SmallSize, from + length, middle + 0.45f * _style.SmallSize));
                    break;
            }
            canvas.Text(name, from + Swatch, middle + 0.36f * _style.SmallSize, _style.SmallSize, _style.SecondInk);
        }
    }

    private static string NameOf(FigureLayer layer) => layer switch
    {
        LineLayer line => line.Name,
        MarkLayer mark => mark.Name,
        HatchLayer hatch => hatch.Name,
        _ => "",
    };
}
