using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>A card over the view that asks for a decision; below the view's texts, above messages.</summary>
internal static class ViewCard
{
    private const float MessageRoom = 58;

    /// <summary>Its bounds.</summary>
    public static UiRect Place(in UiRect view, float width, float height)
    {
        width = MathF.Min(width, view.Width - 2 * Theme.Space2);
        var top = MathF.Max(view.Y + Theme.Space2, view.Bottom - MessageRoom - height);
        return new UiRect(view.CenterX - width / 2, top, width, height);
    }

    /// <summary>Draws its background.</summary>
    public static void DrawFrame(EditorContext context, in UiRect card, SKColor border)
    {
        context.Gui.Cover(card);
        context.Canvas.FillRect(card, context.Theme.Control.WithAlpha(0xF6), 6);
        context.Canvas.StrokeRect(card, border, 1, 6);
    }
}
