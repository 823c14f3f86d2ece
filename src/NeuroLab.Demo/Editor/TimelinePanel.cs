using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Editor;

/// <summary>Along the bottom: all steps so far, with what was changed when.</summary>
internal sealed class TimelinePanel(EditorContext context)
{
    public void Draw(in UiRect bounds)
    {
        var canvas = context.Canvas;
        var theme = context.Theme;
        var gui = context.Gui;
        gui.Cover(bounds);
        canvas.FillRect(bounds, theme.Panel);
        canvas.HorizontalLine(bounds.X, bounds.Y, bounds.Width, theme.Border);

        var step = context.Scene.Trainer.Status.Step;
        var last = Math.Max(step, 1);
        var room = bounds.Inset(Theme.Space3, 0);
        canvas.Text("0", room.TakeLeft(22, out room), TextStyle.Small, theme.TextSecondary);
        context.Text.Clear().AppendCount(step);
        canvas.Text(context.Text.Span, room.TakeRight(70, out room), TextStyle.Strong, theme.Text, TextAlign.Right);
        room.TakeRight(Theme.Space3, out room);

        var line = new UiRect(room.X, room.CenterY - 1.5f, room.Width, 3);
        canvas.FillRect(line, theme.Track, 1.5f);
        var x = line.X + step / (float)last * line.Width;
        canvas.FillRect(line with { Width = x - line.X }, theme.Accent, 1.5f);
        foreach (var mark in context.Marks)
            canvas.FillRect(new UiRect(line.X + mark.Step / (float)last * line.Width - 1, line.CenterY - 6, 2, 12), theme.Runner(1));
        canvas.FillCircle(x, line.CenterY, 7, theme.Knob);
    }
}
