using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>
/// The content of the view itself: the loss in large type, colour scale, axis labels, the point under the mouse.
/// </summary>
internal static class HudReadout
{
    private const double MostlyOffPlane = 0.5, FarGap = 1000;

    private const string AboutOffPlane = "How much of the way from the plane's origin to the weights leads out of the plane. At 0 % they lie in it; above 50 % the surface says little about them.";
    private const string AboutGap = "The loss of the weights, less that of the surface at their place: how far the ball is above the surface, or below it. Off the plane the two differ.";
    private const string AboutCaption = "A plane holds two of many directions: the share says how much of the path's movement they show. Two directions of a random walk of as many points show the share in brackets.";
    private const string AboutScale = "Colours and heights of the surface: the loss at each point of the plane.";

    private const float CaptionLine = 16, SmallLine = 15, CaptionWidth = 400;

    private static readonly (float X, float Y)[] NameShifts = [(0, 0), (0, -12), (44, 0), (88, -12), (-44, 0)];

    /// <summary>The loss in large type, with its details.</summary>
    public static void DrawReadout(this HudFrame hud)
    {
        var view = hud.Layout.View;
        var room = new UiRect(view.X, view.Y, hud.Layout.HasColorScale ? hud.Layout.ColorScale.X - 60 : view.Width, view.Height)
            .Inset(Theme.Space3, Theme.Space2);
        float top = room.Y, width = 0;
        if (hud.Model.Second is { } second)
        {
            width = hud.DrawTitle(second, ref room);
            if (second.IsDifference)
            {
                hud.Labels.Reserve(new UiRect(view.X, view.Y, width + Theme.Space4, room.Y - top + Theme.Space4));
                return;
            }
        }
        if (hud.Model.HasLoss)
        {
            hud.Text.Clear().Append("loss ").AppendMeasure(hud.Model.Loss);
            var isBad = hud.Model.IsDiverged || hud.Model.IsDead || !double.IsFinite(hud.Model.Loss);
            width = hud.Canvas.Text(hud.Text.Span, room.TakeTop(30, out room), TextStyle.Display, isBad ? hud.Theme.Danger : hud.Theme.Text, halo: true);
        }
        if (hud.Model.IsDiverged || hud.Model.IsDead)
        {
            var line = Line(ref room);
            hud.Canvas.Icon(Icon.Warning, line.TakeLeft(15, out line), hud.Theme.Danger);
            line.TakeLeft(6, out line);
            var words = hud.Model.IsDead ? "all units of a layer are dead" : hud.Layout.IsCompact ? "diverged" : "diverged: lower the learning rate, then restart";
            width = MathF.Max(width, 21 + hud.Canvas.Text(words, line, TextStyle.Body, hud.Theme.Danger, halo: true));
        }
        hud.WriteProgress();
        width = MathF.Max(width, hud.Canvas.Text(hud.Text.Span, room.TakeTop(18, out room), TextStyle.Body, hud.Theme.Text, halo: true));
        hud.WriteSettings();
        if (hud.Text.Length > 0 && !hud.Layout.IsCompact)
            width = MathF.Max(width, hud.Canvas.Text(hud.Text.Span, Line(ref room), TextStyle.Body, hud.Theme.TextOnView, halo: true));
        // One line each, the shorter one below: otherwise they would reach the surface's corner.
        var isFar = (hud.Model.OffPlane > MostlyOffPlane && !hud.Model.IsFollowed) || Math.Abs(hud.Model.Gap) >= FarGap;
        if (isFar)
            width = MathF.Max(width, hud.DrawOffPlaneChip(Line(ref room)));
        hud.WriteGap();
        if (hud.Text.Length > 0)
            width = MathF.Max(width, hud.DrawNoted(room.TakeTop(SmallLine, out room), AboutGap));
        hud.WriteOffPlane();
        if (hud.Text.Length > 0 && !isFar)
            width = MathF.Max(width, hud.DrawNoted(room.TakeTop(SmallLine, out room), AboutOffPlane));
        hud.Labels.Reserve(new UiRect(view.X, view.Y, width + Theme.Space4, room.Y - top + Theme.Space4));
    }

    // Whose surfaces they are, and what is known of the second.
    private static float DrawTitle(this HudFrame hud, HudSecond second, ref UiRect room)
    {
        if (second.IsDifference)
        {
            hud.Text.Clear().Append(second.Title).Append(" minus ").Append(second.FirstTitle);
            var width = hud.Canvas.Text(hud.Text.Span, room.TakeTop(26, out room), TextStyle.Title, hud.Theme.Text, halo: true);
            hud.Text.Clear().Append("red: ").Append(second.Title).Append(" is higher at the same α and β");
            width = MathF.Max(width, hud.Canvas.Text(hud.Text.Span, Line(ref room), TextStyle.Body, hud.Theme.TextOnView, halo: true));
            hud.Text.Clear().Append("blue: ").Append(second.FirstTitle).Append(" is");
            return MathF.Max(width, hud.Canvas.Text(hud.Text.Span, Line(ref room), TextStyle.Body, hud.Theme.TextOnView, halo: true));
        }
        var beside = room with { X = second.X + Theme.Space4, Width = room.Right - second.X - Theme.Space4 };
        var place = beside;
        var other = hud.Canvas.Text(second.Title, beside.TakeTop(26, out beside), TextStyle.Title, hud.Theme.Text, halo: true);
        if (second.Loss is { } loss)
        {
            hud.Text.Clear().Append("loss ").AppendMeasure(loss);
            other = MathF.Max(other, hud.Canvas.Text(hud.Text.Span, beside.TakeTop(30, out beside), TextStyle.Display, hud.Theme.Text, halo: true));
        }
        if (second.Step >= 0)
        {
            hud.Text.Clear().Append("step ").AppendCount(second.Step);
            other = MathF.Max(other, hud.Canvas.Text(hud.Text.Span, Line(ref beside), TextStyle.Body, hud.Theme.Text, halo: true));
        }
        hud.Labels.Reserve(new UiRect(place.X - Theme.Space4, place.Y, other + 2 * Theme.Space4, beside.Y - place.Y + Theme.Space4));
        return hud.Canvas.Text(second.FirstTitle, room.TakeTop(26, out room) with { Width = second.X - room.X }, TextStyle.Title, hud.Theme.Text, halo: true);
    }

    private static float DrawNoted(this HudFrame hud, in UiRect line, string note)
    {
        var width = hud.Canvas.Text(hud.Text.Span, line, TextStyle.Small, hud.Theme.Text, halo: true);
        hud.Notes.Add((line with { Width = width }, note));
        return width;
    }

    // Most of the path is not visible: a prominent warning, with the remedy.
    private static float DrawOffPlaneChip(this HudFrame hud, in UiRect line)
    {
        if (hud.Model.OffPlane > MostlyOffPlane)
            hud.Text.Clear().AppendFixed(100 * hud.Model.OffPlane, 0).Append(" % off this plane");
        else
            hud.Text.Clear().Append("this plane does not pass near the weights");
        if (hud.Model.BetterPlane.Length > 0)
            hud.Text.Append(" · ").Append(hud.Model.BetterPlane);
        var width = hud.Canvas.Measure(hud.Text.Span, TextStyle.Body) + 2 * Theme.Space2;
        var chip = new UiRect(line.X, line.Y, width, line.Height - 1);
        hud.Chip = chip;
        hud.Canvas.FillRect(chip, hud.Theme.Accent, Theme.Radius);
        hud.Canvas.Text(hud.Text.Span, chip, TextStyle.Body, hud.Theme.OnAccent, TextAlign.Center);
        return width;
    }

    private static UiRect Line(ref UiRect room) => room.TakeTop(20, out room);

    private static void WriteProgress(this HudFrame hud)
    {
        hud.Text.Clear().Append("step ").AppendCount(hud.Model.Step);
        if (!double.IsNaN(hud.Model.Accuracy))
            hud.Text.Append(" · train accuracy ").AppendFixed(100 * hud.Model.Accuracy, 1).Append(" %");
        if (!double.IsNaN(hud.Model.TestLoss))
            hud.Text.Append(" · test loss ").AppendMeasure(hud.Model.TestLoss);
    }

    private static void WriteSettings(this HudFrame hud)
    {
        hud.Text.Clear();
        if (!double.IsNaN(hud.Model.LearningRate))
            hud.Text.Append("learning rate ").AppendSetting(hud.Model.LearningRate);
        if (hud.Model.BatchSize > 0)
        {
            hud.AppendSeparator();
            hud.Text.Append("batch ").AppendCount(hud.Model.BatchSize);
        }
    }

    private static void WriteOffPlane(this HudFrame hud)
    {
        hud.Text.Clear();
        if (!double.IsNaN(hud.Model.OffPlane))
            hud.Text.Append("off-plane ").AppendFixed(100 * hud.Model.OffPlane, 0).Append(" %");
    }

    private static void WriteGap(this HudFrame hud)
    {
        hud.Text.Clear();
        if (double.IsNaN(hud.Model.Gap))
            return;
        var size = Math.Abs(hud.Model.Gap);
        // Rounding is no distance.
        var side = size <= 1e-6 * Math.Abs(hud.Model.Loss) ? 0 : hud.Model.Gap;
        if (size >= FarGap)
            hud.Text.AppendMagnitude(size);
        else if (size is >= 0.001 and < 10)
            hud.Text.AppendFixed(size, 3);
        else if (side != 0)
            hud.Text.AppendMeasure(size);
        hud.Text.Append(side > 0 ? " above the surface" : side < 0 ? " below the surface" : "on the surface");
    }

    public static void DrawColorScale(this HudFrame hud)
    {
        var scale = hud.Model.ColorScale;
        if (!hud.Layout.HasColorScale || scale.ColorAt is null || double.IsNaN(scale.Low + scale.Middle + scale.High))
            return;
        var bar = hud.Layout.ColorScale;
        for (var i = 0; i < hud.ScaleColors.Length; i++)
            hud.ScaleColors[i] = scale.ColorAt(1 - i / (hud.ScaleColors.Length - 1f));
        hud.Canvas.Image(bar, hud.ScaleColors, 1, smooth: true);
        var left = hud.DrawScaleTick(bar, bar.Y, scale.High, hud.Model.Second is { IsDifference: true } ? "+" : scale.IsCut.High ? "≥ " : "");
        left = MathF.Min(left, hud.DrawScaleTick(bar, bar.CenterY, scale.Middle));
        left = MathF.Min(left, hud.DrawScaleTick(bar, bar.Bottom, scale.Low, scale.IsCut.Low ? "≤ " : ""));

        var title = hud.Model.Second is { IsDifference: true } ? "difference" : hud.Model.IsLogHeight ? "loss (log)" : "loss";
        var titleBox = new UiRect(bar.Right - 80, bar.Y - 32, 80, 16);
        var titleWidth = hud.Canvas.Text(title, titleBox, TextStyle.Small, hud.Theme.TextOnView, TextAlign.Right, halo: true);
        left = MathF.Min(left, bar.Right - titleWidth);
        hud.Notes.Add((bar.Inset(-4, 0), AboutScale));
        hud.Labels.Reserve(new UiRect(left - 8, bar.Y - 36, hud.Layout.View.Right - left + 8, bar.Height + 52));
    }

    /// <returns>The left end of the text.</returns>
    private static float DrawScaleTick(this HudFrame hud, in UiRect bar, float y, double value, string prefix = "")
    {
        hud.Text.Clear().Append(prefix);
        // On a logarithmic scale small numbers are no rounding errors.
        var isLog = hud.Model.IsLogHeight && hud.Model.Second is not { IsDifference: true };
        if (hud.Model.ColorScale.High is >= 0.2 and < 100 && !(isLog && value < 0.1))
            hud.Text.AppendFixed(value, 2);
        else
            hud.Text.AppendMeasure(!isLog && Math.Abs(value) < 1e-4 * hud.Model.ColorScale.High ? 0 : value);
        var box = new UiRect(bar.X - 8 - 80, y - 8, 80, 16);
        return box.Right - hud.Canvas.Text(hud.Text.Span, box, TextStyle.Small, hud.Theme.TextOnView, TextAlign.Right, halo: true);
    }

    public static void DrawAxisLabels(this HudFrame hud)
    {
        foreach (var label in hud.Model.Labels)
        {
            if (label.IsName)
                hud.DrawAxisLabel(label, TextStyle.Strong, hud.Theme.Text);
        }
        foreach (var label in hud.Model.Labels)
        {
            if (!label.IsName)
                hud.DrawAxisLabel(label, TextStyle.Small, hud.Theme.TextOnView);
        }
    }

    private static void DrawAxisLabel(this HudFrame hud, in HudLabel label, TextStyle style, SKColor color)
    {
        if (!float.IsFinite(label.X + label.Y))
            return;
        var box = LabelLayout.BoxOf(hud.Canvas.Measure(label.Text, style), hud.Canvas.LineHeight(style), label);
        // An axis keeps its name where its usual place is taken, as by the caption.
        for (var i = 0; i < (label.IsName ? NameShifts.Length : 1); i++)
        {
            var place = box with { X = box.X + NameShifts[i].X, Y = box.Y + NameShifts[i].Y };
            if (!hud.Labels.TryReserve(place.Inset(-3, 0)))
                continue;
            hud.Canvas.Text(label.Text, place, style, color, halo: true);
            return;
        }
    }

    public static void DrawStatus(this HudFrame hud)
    {
        if (string.IsNullOrEmpty(hud.Model.Status))
            return;
        var box = hud.Layout.View.Inset(Theme.Space4, Theme.Space2).TakeBottom(18, out _);
        var width = hud.Canvas.Text(
            hud.Model.Status, box with { Width = box.Width * 0.7f }, TextStyle.Small,
            hud.Model.IsRecording ? hud.Theme.Danger : hud.Theme.TextOnView, halo: true);
        hud.Labels.Reserve(box with { Width = width });
    }

    /// <summary>What the surface is of, above the status: it belongs into every picture.</summary>
    /// <param name="hud">The frame.</param>
    /// <param name="taken">What is in the lower left corner; empty for nothing.</param>
    /// <returns>The place of its text; empty for none.</returns>
    public static UiRect DrawCaption(this HudFrame hud, in UiRect taken)
    {
        var box = hud.Layout.View.Inset(Theme.Space4, Theme.Space2);
        if (!taken.IsEmpty)
            box.TakeLeft(taken.Right - box.X + Theme.Space2, out box);
        if (hud.Model.Caption is not { } caption || box.Width < CaptionWidth)
            return default;
        if (!string.IsNullOrEmpty(hud.Model.Status) || hud.Model.SamplingProgress < 1)
            box.TakeBottom(18, out box);
        var second = box.TakeBottom(CaptionLine, out box);
        var first = box.TakeBottom(CaptionLine, out _);
        var full = first;
        if (hud.Model.Second is { Caption: not null, IsDifference: false } right)
        {
            first = first with { Width = right.X - Theme.Space2 - first.X };
            second = second with { Width = first.Width };
        }
        var width = MathF.Max(
            hud.Canvas.Text(caption.Plane, first, TextStyle.Small, hud.Theme.TextOnView, halo: true),
            hud.Canvas.Text(caption.Sampling, second, TextStyle.Small, hud.Theme.TextOnView, halo: true));
        var place = new UiRect(first.X, first.Y, width + Theme.Space2, 2 * CaptionLine);
        hud.Labels.Reserve(place);
        hud.Notes.Add((place, AboutCaption));
        if (hud.Model.Second is not { Caption: { } other, IsDifference: var isDifference } beside)
            return place;
        if (isDifference)
        {
            // One line more, if the planes are not of one description.
            if (other.Plane != caption.Plane)
                hud.Canvas.Text(other.Plane, first with { Y = first.Y - CaptionLine }, TextStyle.Small, hud.Theme.TextOnView, halo: true);
            return place;
        }
        first = first with { X = beside.X + Theme.Space4, Width = full.Right - beside.X - Theme.Space4 };
        second = second with { X = first.X, Width = first.Width };
        width = MathF.Max(
            hud.Canvas.Text(other.Plane, first, TextStyle.Small, hud.Theme.TextOnView, halo: true),
            hud.Canvas.Text(other.Sampling, second, TextStyle.Small, hud.Theme.TextOnView, halo: true));
        hud.Labels.Reserve(new UiRect(first.X, first.Y, width + Theme.Space2, 2 * CaptionLine));
        return place;
    }

    /// <summary>A thin line along the bottom of the view while the surface is being sampled.</summary>
    public static void DrawSampling(this HudFrame hud)
    {
        if (!(hud.Model.SamplingProgress < 1))
            return;
        var view = hud.Layout.View;
        var done = Math.Clamp(hud.Model.SamplingProgress, 0, 1);
        hud.Canvas.FillRect(new UiRect(view.X, view.Bottom - 2, view.Width * done, 2), hud.Theme.Accent);
        hud.Text.Clear().Append("sampling the surface ").AppendFixed(MathF.Floor(100 * done), 0).Append(" %");
        var box = view.Inset(Theme.Space4, Theme.Space2).TakeBottom(18, out _);
        hud.Canvas.Text(hud.Text.Span, box with { X = box.CenterX, Width = box.Width / 2 }, TextStyle.Small, hud.Theme.TextOnView, TextAlign.Right, halo: true);
    }

    /// <summary>A card next to the pointer for the point of the surface below it.</summary>
    public static void DrawHover(this HudFrame hud)
    {
        if (!hud.Model.IsHovering || !hud.Layout.View.Contains(hud.Model.PointerX, hud.Model.PointerY))
            return;
        const float rowHeight = 18;
        var second = hud.Model.Second;
        if (second is not null)
        {
            foreach (var ring in second.Rings)
            {
                var circle = new UiRect(ring.X - 7, ring.Y - 7, 14, 14);
                hud.Canvas.StrokeRect(circle, hud.Canvas.HaloColor, 4, 7);
                hud.Canvas.StrokeRect(circle, hud.Theme.Text, 1.5f, 7);
            }
        }
        var card = new UiRect(0, 0, second is null ? 132 : 220, (second is null ? 2 : 4) * rowHeight + 10);
        var area = hud.Layout.View.Inset(Theme.Space2);
        float x = hud.Model.PointerX + 16, y = hud.Model.PointerY + 16;
        if (x + card.Width > area.Right)
            x = hud.Model.PointerX - 16 - card.Width;
        if (y + card.Height > area.Bottom)
            y = hud.Model.PointerY - 16 - card.Height;
        card = card with { X = MathF.Max(area.X, x), Y = MathF.Max(area.Y, y) };
        hud.DrawCard(card);
        var rest = card.Inset(Theme.Space2 + 2, 5);
        if (second is null)
            hud.DrawHoverLoss("loss", hud.Model.HoverLoss, rest.TakeTop(rowHeight, out rest));
        else
        {
            hud.DrawHoverLoss(second.FirstTitle, second.HoverFirstLoss, rest.TakeTop(rowHeight, out rest));
            hud.DrawHoverLoss(second.Title, second.HoverLoss, rest.TakeTop(rowHeight, out rest));
            hud.DrawHoverLoss("difference", second.HoverLoss - second.HoverFirstLoss, rest.TakeTop(rowHeight, out rest));
        }
        hud.Text.Clear().Append("α ").AppendFixed(hud.Model.HoverAlpha, 2);
        hud.Canvas.Text(hud.Text.Span, rest, TextStyle.Small, hud.Theme.TextSecondary);
        hud.Text.Clear().Append("β ").AppendFixed(hud.Model.HoverBeta, 2);
        hud.Canvas.Text(hud.Text.Span, rest, TextStyle.Small, hud.Theme.TextSecondary, TextAlign.Right);
    }

    private static void DrawHoverLoss(this HudFrame hud, string name, double loss, in UiRect row)
    {
        hud.Canvas.Text(name, row with { Width = row.Width - 70 }, TextStyle.Small, hud.Theme.TextSecondary);
        hud.Text.Clear().AppendMeasure(loss);
        hud.Canvas.Text(hud.Text.Span, row, TextStyle.Strong, double.IsFinite(loss) ? hud.Theme.Text : hud.Theme.Danger, TextAlign.Right);
    }

    public static void DrawCard(this HudFrame hud, in UiRect card)
    {
        hud.Canvas.FillRect(card, hud.Theme.Control.WithAlpha(0xF2), 6);
        hud.Canvas.StrokeRect(card, hud.Theme.ControlBorder, 1, 6);
    }
}
