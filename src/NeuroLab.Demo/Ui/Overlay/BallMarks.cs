using System.Numerics;
using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>Labels of balls, and arrows at the edge of the view to those outside it.</summary>
internal static class BallMarks
{
    private const float ArrowInset = 22, ArrowLength = 8, LabelOffset = 13, BallRadius = 6;

    public static void Draw(UiCanvas canvas, Theme theme, LabelLayout labels, in UiRect view, in UiRect covered, ReadOnlySpan<BallMark> marks)
    {
        foreach (ref readonly var mark in marks)
        {
            if (!view.Contains(mark.X, mark.Y))
                DrawArrow(canvas, view, mark);
            else if (mark.Text.Length > 0)
                DrawLabel(canvas, theme, labels, mark);
            // The colour scale is drawn over the scene.
            if (covered.Contains(mark.X, mark.Y))
            {
                canvas.FillCircle(mark.X, mark.Y, BallRadius + 1.5f, canvas.HaloColor);
                canvas.FillCircle(mark.X, mark.Y, BallRadius, mark.Color);
            }
        }
    }

    /// <summary>The tip of an arrow at the edge of a view that points to a position outside it.</summary>
    public static Vector2 EdgePoint(in UiRect view, float x, float y)
    {
        var inner = view.Inset(ArrowInset);
        Vector2 center = new(inner.CenterX, inner.CenterY);
        var offset = new Vector2(x, y) - center;
        var share = MathF.Min(
            inner.Width / 2 / MathF.Max(MathF.Abs(offset.X), 1e-3f), inner.Height / 2 / MathF.Max(MathF.Abs(offset.Y), 1e-3f));
        return center + offset * MathF.Min(share, 1);
    }

    private static void DrawArrow(UiCanvas canvas, in UiRect view, in BallMark mark)
    {
        var tip = EdgePoint(view, mark.X, mark.Y);
        var along = Vector2.Normalize(new Vector2(mark.X, mark.Y) - new Vector2(view.CenterX, view.CenterY));
        Vector2 across = new(-along.Y, along.X), back = tip - along * ArrowLength;
        ReadOnlySpan<SKPoint> head =
        [
            new(back.X + across.X * ArrowLength, back.Y + across.Y * ArrowLength), new(tip.X, tip.Y),
            new(back.X - across.X * ArrowLength, back.Y - across.Y * ArrowLength),
        ];
        canvas.Polyline(head, canvas.HaloColor, 6);
        canvas.Polyline(head, mark.Color, 3);
        canvas.FillCircle(back.X - along.X * 7, back.Y - along.Y * 7, 4.5f, mark.Color);
    }

    private static void DrawLabel(UiCanvas canvas, Theme theme, LabelLayout labels, in BallMark mark)
    {
        float width = canvas.Measure(mark.Text, TextStyle.Small), height = canvas.LineHeight(TextStyle.Small);
        // To the right of the ball; if that is occupied, to its left, then below it.
        ReadOnlySpan<UiRect> boxes =
        [
            new(mark.X + LabelOffset, mark.Y - height / 2, width, height),
            new(mark.X - LabelOffset - width, mark.Y - height / 2, width, height),
            new(mark.X - width / 2, mark.Y + LabelOffset, width, height),
        ];
        foreach (ref readonly var box in boxes)
        {
            if (!labels.TryReserve(box.Inset(-3, 0)))
                continue;
            canvas.Text(mark.Text, box, TextStyle.Small, theme.Text, halo: true);
            return;
        }
    }
}
