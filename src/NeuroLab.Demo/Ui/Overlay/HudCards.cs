using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Overlay;

/// <summary>Cards: hints, reading progress, help.</summary>
internal static class HudCards
{
    /// <summary>The first steps, stacked in the lower left corner, if the landscape leaves room.</summary>
    /// <param name="hud">The frame.</param>
    /// <param name="caption">The surface's caption, which they stay above; empty for none.</param>
    public static void DrawHints(this HudFrame hud, in UiRect caption)
    {
        if (!hud.Model.AreHintsVisible || hud.Model.Hints.Count == 0)
            return;
        float keys = 0, words = 0;
        foreach (var hint in hud.Model.Hints)
        {
            keys = MathF.Max(keys, hud.MeasureKeys(hint.Keys));
            words = MathF.Max(words, hud.Canvas.Measure(hint.Action, TextStyle.Body) + 1);
        }
        var view = hud.Layout.View;
        var card = new UiRect(0, 0, keys + words + 2 * Theme.Space3 + Theme.Space3, hud.Model.Hints.Count * 26 + 12);
        if (card.Width > view.Width || card.Height > view.Height / 2)
            return;
        var bottom = caption.IsEmpty ? view.Bottom - Theme.Space4 : caption.Y - Theme.Space2;
        card = card with { X = view.X + Theme.Space4, Y = bottom - card.Height };
        hud.DrawCard(card);
        hud.Labels.Reserve(card);
        var room = card.Inset(Theme.Space3, 6);
        foreach (var hint in hud.Model.Hints)
        {
            var row = room.TakeTop(26, out room);
            hud.DrawKeys(hint.Keys, row);
            row.TakeLeft(keys + Theme.Space3, out row);
            hud.Canvas.Text(hint.Action, row, TextStyle.Body, hud.Theme.TextSecondary);
        }
    }

    /// <summary>A hint how to get back, shown if no part of the surface is visible.</summary>
    public static void DrawWayBack(this HudFrame hud)
    {
        if (!hud.Model.IsSurfaceLost)
            return;
        const string keys = "F", words = "brings the landscape back";
        var (view, room) = (hud.Layout.View, hud.MeasureKeys(keys) + Theme.Space2);
        var width = room + hud.Canvas.Measure(words, TextStyle.Body) + 1 + 2 * Theme.Space3;
        var card = new UiRect(view.CenterX - width / 2, view.CenterY - 17, width, 34);
        hud.DrawCard(card);
        hud.Labels.Reserve(card);
        var row = card.Inset(Theme.Space3, 0);
        hud.DrawKeys(keys, row);
        row.TakeLeft(room, out row);
        hud.Canvas.Text(words, row, TextStyle.Body, hud.Theme.Text);
    }

    /// <summary>Reading progress, in a card with a bar, at the bottom of an area.</summary>
    public static void DrawLoading(this HudFrame hud, in UiRect area)
    {
        if (hud.Model.Loading is not { } text)
            return;
        var width = MathF.Min(hud.Canvas.Measure(text, TextStyle.Body) + 2 * Theme.Space4, area.Width - 2 * Theme.Space4);
        var card = new UiRect(area.CenterX - width / 2, area.Bottom - 34 - Theme.Space4, width, 34);
        hud.DrawCard(card);
        hud.Labels.Reserve(card);
        hud.Canvas.Text(text, card.Inset(Theme.Space4, 0), TextStyle.Body, hud.Theme.Text);
        var bar = card.Inset(6, 0).TakeBottom(4, out _) with { Height = 2 };
        hud.Canvas.FillRect(bar, hud.Theme.ControlHover, 1);
        hud.Canvas.FillRect(bar with { Width = bar.Width * Math.Clamp(hud.Model.LoadingShare, 0, 1) }, hud.Theme.Accent, 1);
    }

    private static float MeasureKeys(this HudFrame hud, string keys)
    {
        var width = -Theme.Space1;
        foreach (var range in keys.AsSpan().Split(' '))
            width += hud.Canvas.Measure(keys.AsSpan(range), TextStyle.Small) + 12 + Theme.Space1;
        return width;
    }

    private static void DrawKeys(this HudFrame hud, string keys, in UiRect box)
    {
        var x = box.X;
        foreach (var range in keys.AsSpan().Split(' '))
        {
            var key = keys.AsSpan(range);
            var cap = new UiRect(x, box.CenterY - 10, hud.Canvas.Measure(key, TextStyle.Small) + 12, 20);
            hud.Canvas.FillRect(cap, hud.Theme.ControlHover, Theme.Radius);
            hud.Canvas.StrokeRect(cap, hud.Theme.ControlBorder, 1, Theme.Radius);
            hud.Canvas.Text(key, cap.Inset(2, 0), TextStyle.Small, hud.Theme.Text, TextAlign.Center);
            x = cap.Right + Theme.Space1;
        }
    }

    /// <summary>All keys in two columns (one if the window is narrow) on a dimmed view.</summary>
    public static void DrawHelp(this HudFrame hud)
    {
        var all = hud.Canvas.Bounds;
        hud.Canvas.FillRect(all, hud.Theme.Backdrop);
        var columns = all.Width < 560 ? 1 : 2;
        float widest = 0;
        foreach (var hint in hud.Model.Keys)
            widest = MathF.Max(widest, hud.RoomOfKeys(hint.Keys) + hud.Canvas.Measure(hint.Action, TextStyle.Body) + 1);
        var rows = (hud.Model.Keys.Count + columns - 1) / columns;
        var rowHeight = Math.Clamp((all.Height - 110) / Math.Max(1, rows), 18, 32);
        var width = MathF.Min(all.Width - 2 * Theme.Space4, 24 + columns * (widest + 24));
        var height = MathF.Min(all.Height - Theme.Space4, rows * rowHeight + 76);
        var card = new UiRect(all.CenterX - width / 2, all.CenterY - height / 2, width, height);
        hud.Canvas.FillRect(card, hud.Theme.Panel, 8);
        hud.Canvas.StrokeRect(card, hud.Theme.ControlBorder, 1, 8);

        hud.Canvas.PushClip(card);
        var body = card.Inset(24, 14);
        var title = body.TakeTop(28, out body);
        hud.Canvas.Text("Mouse and keys", title, TextStyle.Title, hud.Theme.Text);
        hud.Canvas.Text("H or Esc closes", title, TextStyle.Small, hud.Theme.TextSecondary, TextAlign.Right);
        body.TakeTop(Theme.Space3, out body);
        var columnWidth = (body.Width - (columns - 1) * 24) / columns;
        for (var i = 0; i < hud.Model.Keys.Count; i++)
        {
            var row = new UiRect(body.X + i / rows * (columnWidth + 24), body.Y + i % rows * rowHeight, columnWidth, rowHeight);
            hud.DrawHelpRow(hud.Model.Keys[i], row);
        }
        hud.Canvas.PopClip();
    }

    private static float RoomOfKeys(this HudFrame hud, string keys) => MathF.Max(132, hud.MeasureKeys(keys) + Theme.Space2);

    private static void DrawHelpRow(this HudFrame hud, in KeyHint hint, in UiRect row)
    {
        hud.DrawKeys(hint.Keys, row);
        row.TakeLeft(MathF.Min(hud.RoomOfKeys(hint.Keys), MathF.Max(row.Width * 0.42f, hud.MeasureKeys(hint.Keys) + Theme.Space2)), out var rest);
        hud.Canvas.Text(hint.Action, rest, TextStyle.Body, hud.Theme.TextSecondary);
    }
}
