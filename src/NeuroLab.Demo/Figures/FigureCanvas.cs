using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Figures;

/// <summary>What a figure is painted on: a page in points, from its upper left corner.</summary>
internal abstract class FigureCanvas
{
    /// <summary>Begins a part that editors of files show by its name.</summary>
    public virtual void Begin(string name)
    {
    }

    /// <summary>Ends it.</summary>
    public virtual void End()
    {
    }

    /// <summary>Limits what follows to a rectangle, until <see cref="Unclip"/>.</summary>
    public abstract void Clip(SKRect box);

    /// <summary>Ends the limit.</summary>
    public abstract void Unclip();

    /// <summary>Closed outlines, filled, and with a line around them where its width is above 0.</summary>
    public abstract void Fill(SKPath path, SKColor color, SKColor line = default, float width = 0);

    /// <summary>A line.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="color">Its colour.</param>
    /// <param name="width">Its width.</param>
    /// <param name="dash">Length of dashes and of gaps; 0 for none.</param>
    public abstract void Stroke(SKPath path, SKColor color, float width, float dash = 0);

    /// <summary>A picture in a rectangle.</summary>
    public abstract void Picture(SKBitmap pixels, SKRect box);

    /// <summary>A line of text.</summary>
    /// <param name="text">Without characters that the font lacks.</param>
    /// <param name="x">Where it begins, ends, or has its middle.</param>
    /// <param name="y">Its baseline.</param>
    /// <param name="size">Its size.</param>
    /// <param name="color">Its colour.</param>
    /// <param name="align">What x is.</param>
    /// <param name="isBold">Whether it is semibold.</param>
    /// <param name="isUpward">Whether it runs upwards; then (x, y) are as if the page were turned around them.</param>
    public abstract void Text(
        string text, float x, float y, float size, SKColor color, TextAlign align = TextAlign.Left, bool isBold = false, bool isUpward = false);

    /// <summary>A rectangle, filled.</summary>
    public void Fill(SKRect box, SKColor color, SKColor line = default, float width = 0)
    {
        using var path = new SKPathBuilder();
        path.AddRect(box);
        using var outline = path.Detach();
        Fill(outline, color, line, width);
    }

    /// <summary>A straight line.</summary>
    public void Stroke(float x0, float y0, float x1, float y1, SKColor color, float width, float dash = 0)
    {
        using var path = new SKPathBuilder();
        path.MoveTo(x0, y0);
        path.LineTo(x1, y1);
        using var line = path.Detach();
        Stroke(line, color, width, dash);
    }
}
