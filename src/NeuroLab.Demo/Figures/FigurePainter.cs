using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>Paints any figure on any canvas.</summary>
internal sealed class FigurePainter
{
    private readonly Figure _figure;
    private readonly FigureStyle _style;
    private readonly FigureLayout _layout;

    public FigurePainter(Figure figure, FigureStyle style) =>
        (_figure, _style, _layout) = (figure, style, new FigureLayout(figure, style));

    /// <summary>The page, in points.</summary>
    public float Width => _layout.Width;

    /// <summary>The page, in points.</summary>
    public float Height => _layout.Height;

    /// <summary>Where everything is.</summary>
    public FigureLayout Layout => _layout;

    /// <summary>Paints it.</summary>
    public void Paint(FigureCanvas canvas)
    {
        var marks = new FigureMarks(canvas, _style);
        if (!_style.IsTransparent)
            canvas.Fill(new SKRect(0, 0, Width, Height), _style.Page);
        for (var i = 0; i < _figure.Panels.Count; i++)
        {
            canvas.Begin($"panel{i + 1}");
            PaintPanel(canvas, marks, _figure.Panels[i], _layout.Plots[i]);
            canvas.End();
        }
        if (_figure.Bar is { } bar)
        {
            canvas.Begin("colorbar");
            PaintBar(canvas, bar, _layout.Bar);
            canvas.End();
        }
        canvas.Begin("legend");
        _layout.Legend.Paint(canvas, marks, _layout.Margin, _layout.LegendTop);
        canvas.End();
        canvas.Begin("caption");
        for (var i = 0; i < _layout.Caption.Count; i++)
            canvas.Text(_layout.Caption[i], _layout.Margin, _layout.CaptionTop + i * _layout.CaptionLine + _style.SmallSize, _style.SmallSize, _style.SecondInk);
        canvas.End();
    }

    private void PaintPanel(FigureCanvas canvas, FigureMarks marks, FigurePanel panel, SKRect plot)
    {
        if (panel.Title.Length > 0)
            canvas.Text(FigureFont.Printable(panel.Title), plot.Left, plot.Top - 0.6f * _style.TextSize, _style.TextSize, _style.Ink, isBold: true);
        var x = panel.X is null ? [] : _layout.TicksOfX(panel.X, plot.Width);
        var y = panel.Y is null ? [] : _layout.TicksOfY(panel.Y, plot.Height);
        if (panel.HasGrid)
            PaintGrid(canvas, plot, x, y);
        canvas.Clip(plot);
        foreach (var layer in panel.Layers)
            PaintLayer(canvas, marks, panel, layer, plot);
        canvas.Unclip();
        PaintLabels(canvas, panel, plot);
        if (panel.X is null || panel.Y is null)
            return;
        canvas.Fill(plot, SKColors.Transparent, _style.Ink, _style.Hairline);
        PaintTicks(canvas, panel, plot, x, y);
    }

    private void PaintGrid(FigureCanvas canvas, SKRect plot, (double Position, string)[] x, (double Position, string)[] y)
    {
        foreach (var (position, _) in x)
            canvas.Stroke(XOf(plot, position), plot.Top, XOf(plot, position), plot.Bottom, _style.Theme.GridLine, _style.Hairline);
        foreach (var (position, _) in y)
            canvas.Stroke(plot.Left, YOf(plot, position), plot.Right, YOf(plot, position), _style.Theme.GridLine, _style.Hairline);
    }

    private void PaintTicks(FigureCanvas canvas, FigurePanel panel, SKRect plot, (double Position, string Label)[] x, (double Position, string Label)[] y)
    {
        var (size, small, tick) = (_style.TextSize, _style.SmallSize, _layout.Tick);
        foreach (var (position, label) in x)
        {
            var at = XOf(plot, position);
            canvas.Stroke(at, plot.Bottom, at, plot.Bottom + tick, _style.Ink, _style.Hairline);
            canvas.Text(label, at, plot.Bottom + tick + 0.95f * small, small, _style.SecondInk, TextAlign.Center);
        }
        if (panel.X!.Title.Length > 0)
            canvas.Text(FigureFont.Printable(panel.X.Title), plot.MidX, plot.Bottom + tick + 1.25f * small + size, size, _style.Ink, TextAlign.Center);
        PaintVertical(canvas, plot.Left, -1, plot, panel.Y!, y);
    }

    // An axis to the left of a plot, or to the right of a bar.
    private void PaintVertical(FigureCanvas canvas, float edge, int side, SKRect plot, FigureAxis axis, (double Position, string Label)[] ticks)
    {
        var (size, small, tick) = (_style.TextSize, _style.SmallSize, _layout.Tick);
        var widest = 0f;
        foreach (var (position, label) in ticks)
        {
            var at = YOf(plot, position);
            canvas.Stroke(edge, at, edge + side * tick, at, _style.Ink, _style.Hairline);
            canvas.Text(label, edge + side * (tick + 0.25f * small), at + 0.36f * small, small, _style.SecondInk, side < 0 ? TextAlign.Right : TextAlign.Left);
            widest = MathF.Max(widest, FigureText.Measure(label, small));
        }
        if (axis.Title.Length == 0)
            return;
        var title = edge + side * (tick + 0.25f * small + widest + (side < 0 ? 0.5f : 1.25f) * size);
        canvas.Text(FigureFont.Printable(axis.Title), title, plot.MidY, size, _style.Ink, TextAlign.Center, isUpward: true);
    }

    private void PaintLayer(FigureCanvas canvas, FigureMarks marks, FigurePanel panel, FigureLayer layer, SKRect plot)
    {
        switch (layer)
        {
            case HatchLayer:
                marks.Hatch(plot);
                break;
            case AreaLayer areas:
                foreach (var (outline, color) in areas.Areas)
                {
                    using var placed = Placed(outline, plot);
                    canvas.Fill(placed, color, areas.Line, areas.Line.Alpha > 0 ? 0.6f * _style.Hairline : 0);
                }
                break;
            case PictureLayer picture:
                canvas.Picture(picture.Pixels, plot);
                break;
            case LineLayer { Points.Count: > 0 } line:
                using (var path = PathOf(line.Points, panel, plot))
                    marks.Line(path, line);
                break;
            case MarkLayer mark:
                foreach (var (x, y, _) in mark.Points)
                    marks.Mark(mark, XOf(plot, panel.X!.Position(x)), YOf(plot, panel.Y!.Position(y)));
                break;
        }
    }

    // Over everything else, each beside its point where there is room.
    private void PaintLabels(FigureCanvas canvas, FigurePanel panel, SKRect plot)
    {
        var labels = new FigureLabels(plot, _style);
        foreach (var mark in panel.Layers.OfType<MarkLayer>())
        {
            foreach (var (x, y, text) in mark.Points.Where(point => point.Label.Length > 0))
                labels.Paint(canvas, FigureFont.Printable(text), XOf(plot, panel.X!.Position(x)), YOf(plot, panel.Y!.Position(y)), mark.Radius * _style.TextSize);
        }
        foreach (var (x, y, text, isName) in panel.Layers.OfType<TextLayer>().SelectMany(layer => layer.Texts))
        {
            var size = isName ? _style.TextSize : _style.SmallSize;
            canvas.Text(FigureFont.Printable(text), plot.Left + x * plot.Width, plot.Top + y * plot.Height + 0.36f * size, size, isName ? _style.Ink : _style.SecondInk, TextAlign.Center);
        }
    }

    private void PaintBar(FigureCanvas canvas, FigureColorBar bar, SKRect box)
    {
        for (var i = 0; i < bar.Bands.Count; i++)
        {
            // Each up to the top, under the next: no gap between two.
            var area = new SKRect(box.Left, box.Top, box.Right, YOf(box, bar.Bands[i].From));
            canvas.Fill(area, bar.Bands[i].Color);
        }
        canvas.Fill(box, SKColors.Transparent, _style.Ink, _style.Hairline);
        PaintVertical(canvas, box.Right, 1, box, bar.Axis, _layout.TicksOfY(bar.Axis, box.Height));
    }

    private static SKPath Placed(SKPath outline, SKRect plot)
    {
        using var path = new SKPathBuilder();
        path.AddPath(outline, SKMatrix.CreateScaleTranslation(plot.Width, -plot.Height, plot.Left, plot.Bottom));
        return path.Detach();
    }

    private static SKPath PathOf(IReadOnlyList<(double X, double Y)> points, FigurePanel panel, SKRect plot)
    {
        using var path = new SKPathBuilder();
        var isOpen = false;
        foreach (var (x, y) in points)
        {
            // Far outside is outside; larger numbers would lose their precision.
            var (u, v) = (panel.X!.Position(x), Math.Clamp(panel.Y!.Position(y), -10, 11));
            if (!double.IsFinite(u) || !double.IsFinite(v))
            {
                isOpen = false;
                continue;
            }
            if (isOpen)
                path.LineTo(XOf(plot, u), YOf(plot, v));
            else
                path.MoveTo(XOf(plot, u), YOf(plot, v));
            isOpen = true;
        }
        return path.Detach();
    }

    private static float XOf(SKRect plot, double position) => plot.Left + (float)position * plot.Width;

    private static float YOf(SKRect plot, double position) => plot.Bottom - (float)position * plot.Height;
}
