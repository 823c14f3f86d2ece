using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>The toolbar: the experiment, the backend, and the speed.</summary>
internal static class HudToolbar
{
    public static void DrawToolbar(this HudFrame hud)
    {
        var bar = hud.Layout.Toolbar;
        hud.Canvas.FillRect(bar, hud.Theme.Panel);
        hud.Canvas.HorizontalLine(bar.X, bar.Bottom - 1, bar.Width, hud.Theme.Border);

        hud.DrawButton(hud.Layout.Restart, Icon.Restart, false, hud.Theme.Text);
        hud.DrawButton(hud.Layout.PlayPause, hud.Model.IsPaused ? Icon.Play : Icon.Pause, true, hud.Theme.OnAccent);
        hud.DrawButton(hud.Layout.Step, Icon.StepForward, false, hud.Theme.Text);
        hud.DrawButton(hud.Layout.Help, Icon.Help, false, hud.Theme.TextSecondary);
        hud.DrawButton(hud.Layout.Record, hud.Model.IsRecording ? Icon.Stop : Icon.Record, false, hud.Theme.Danger);
        if (hud.Model.IsRecording)
            hud.Canvas.StrokeRect(hud.Layout.Record, hud.Theme.Danger, 1, Theme.Radius);

        hud.DrawSummary(bar);
        var used = hud.DrawSpeed(bar);
        hud.DrawBackend(bar, used);
    }

    private static void DrawButton(this HudFrame hud, in UiRect box, Icon icon, bool isAccented, SKColor color)
    {
        var isHovered = box.Contains(hud.Model.PointerX, hud.Model.PointerY) && !hud.Model.IsHelpVisible;
        var fill = isAccented ? hud.Theme.Accent : isHovered ? hud.Theme.ControlHover : hud.Theme.Control;
        hud.Canvas.FillRect(box, fill, Theme.Radius);
        if (!isAccented)
            hud.Canvas.StrokeRect(box, hud.Theme.ControlBorder, 1, Theme.Radius);
        hud.Canvas.Icon(icon, box.Inset(0, 6), color);
    }

    /// <summary>Name and experiment, to the left of the buttons.</summary>
    private static void DrawSummary(this HudFrame hud, in UiRect bar)
    {
        var room = bar with { X = 14, Width = hud.Layout.Restart.X - 14 - Theme.Space4 };
        var name = hud.Canvas.Text("NeuroLab", room, TextStyle.Strong, hud.Theme.Text);
        room.TakeLeft(name + Theme.Space4, out room);
        hud.Text.Clear().Append(hud.Model.DataSet);
        hud.AppendPart(hud.Model.Network);
        hud.AppendPart(hud.Model.Optimizer);
        if (room.Width > 60)
            hud.Canvas.Text(hud.Text.Span, room, TextStyle.Body, hud.Theme.TextSecondary);
    }

    /// <summary>Steps per frame, to the right of the buttons.</summary>
    /// <returns>The left end of the free space.</returns>
    private static float DrawSpeed(this HudFrame hud, in UiRect bar)
    {
        var left = hud.Layout.Step.Right + Theme.Space4;
        if (hud.Layout.IsCompact || hud.Model.StepsPerFrame <= 0)
            return hud.Layout.Step.Right;
        hud.Text.Clear();
        if (hud.Model.IsPaused)
            hud.Text.Append("paused");
        else
            hud.Text.AppendCount(hud.Model.StepsPerFrame).Append(hud.Model.StepsPerFrame == 1 ? " step / frame" : " steps / frame");
        var room = bar with { X = left, Width = hud.Layout.Help.X - left };
        return left + hud.Canvas.Text(hud.Text.Span, room, TextStyle.Body, hud.Theme.TextSecondary);
    }

    private static void DrawBackend(this HudFrame hud, in UiRect bar, float from)
    {
        var left = from + Theme.Space4;
        var room = bar with { X = left, Width = hud.Layout.Help.X - Theme.Space4 - left };
        hud.Text.Clear();
        if (hud.Model.FramesPerSecond > 0)
            hud.Text.AppendFixed(hud.Model.FramesPerSecond, 0).Append(" fps");
        var speed = hud.Canvas.Measure(hud.Text.Span, TextStyle.Body);
        hud.Text.Clear().Append(hud.Model.Backend);
        if (hud.Model.FramesPerSecond > 0)
        {
            if (hud.Canvas.Measure(hud.Text.Span, TextStyle.Body) + 12 + speed > room.Width)
                hud.Text.Clear();
            hud.AppendSeparator();
            hud.Text.AppendFixed(hud.Model.FramesPerSecond, 0).Append(" fps");
        }
        if (room.Width > 30)
            hud.Canvas.Text(hud.Text.Span, room, TextStyle.Body, hud.Theme.TextSecondary, TextAlign.Right);
    }

    private static void AppendPart(this HudFrame hud, string part)
    {
        if (part.Length == 0)
            return;
        hud.AppendSeparator();
        hud.Text.Append(part);
    }

    public static void AppendSeparator(this HudFrame hud)
    {
        if (hud.Text.Length > 0)
            hud.Text.Append(" · ");
    }
}
