using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Overlay;

internal sealed partial class Hud
{
    /// <summary>The first steps, one below the other in the lower left corner, where the landscape leaves room.</summary>
    private void DrawHints()
    {
        if (!_model.AreHintsVisible || _model.Hints.Count == 0)
            return;
        float keys = 0, words = 0;
        foreach (var hint in _model.Hints)
        {
            keys = MathF.Max(keys, MeasureKeys(hint.Keys));
            words = MathF.Max(words, _canvas.Measure(hint.Action, TextStyle.Body) + 1);
        }
        var view = _layout.View;
        var card = new UiRect(0, 0, keys + words + 2 * Theme.Space3 + Theme.Space3, _model.Hints.Count * 26 + 12);
        if (card.Width > view.Width || card.Height > view.Height / 2)
            return;
        card = card with { X = view.X + Theme.Space4, Y = view.Bottom - card.Height - Theme.Space4 };
        DrawCard(card);
        _labels.Reserve(card);
        var room = card.Inset(Theme.Space3, 6);
        foreach (var hint in _model.Hints)
        {
            var row = room.TakeTop(26, out room);
            DrawKeys(hint.Keys, row);
            row.TakeLeft(keys + Theme.Space3, out row);
            _canvas.Text(hint.Action, row, TextStyle.Body, Theme.TextSecondary);
        }
    }

    /// <summary>What is being read, in a card with a bar, at the lower edge of an area.</summary>
    private void DrawLoading(in UiRect area)
    {
        if (_model.Loading is not { } text)
            return;
        var width = MathF.Min(_canvas.Measure(text, TextStyle.Body) + 2 * Theme.Space4, area.Width - 2 * Theme.Space4);
        var card = new UiRect(area.CenterX - width / 2, area.Bottom - 34 - Theme.Space4, width, 34);
        DrawCard(card);
        _labels.Reserve(card);
        _canvas.Text(text, card.Inset(Theme.Space4, 0), TextStyle.Body, Theme.Text);
        var bar = card.Inset(6, 0).TakeBottom(4, out _) with { Height = 2 };
        _canvas.FillRect(bar, Theme.ControlHover, 1);
        _canvas.FillRect(bar with { Width = bar.Width * Math.Clamp(_model.LoadingShare, 0, 1) }, Theme.Accent, 1);
    }

    private float MeasureKeys(string keys)
    {
        var width = -Theme.Space1;
        foreach (var range in keys.AsSpan().Split(' '))
            width += _canvas.Measure(keys.AsSpan(range), TextStyle.Small) + 12 + Theme.Space1;
        return width;
    }

    private void DrawKeys(string keys, in UiRect box)
    {
        var x = box.X;
        foreach (var range in keys.AsSpan().Split(' '))
        {
            var key = keys.AsSpan(range);
            var cap = new UiRect(x, box.CenterY - 10, _canvas.Measure(key, TextStyle.Small) + 12, 20);
            _canvas.FillRect(cap, Theme.ControlHover, Theme.Radius);
            _canvas.StrokeRect(cap, Theme.ControlBorder, 1, Theme.Radius);
            _canvas.Text(key, cap.Inset(2, 0), TextStyle.Small, Theme.Text, TextAlign.Center);
            x = cap.Right + Theme.Space1;
        }
    }

    /// <summary>All keys in two columns (one where the window is narrow) on a dimmed view.</summary>
    private void DrawHelp()
    {
        var all = _canvas.Bounds;
        _canvas.FillRect(all, Theme.Backdrop);
        var columns = all.Width < 560 ? 1 : 2;
        var rows = (_model.Keys.Count + columns - 1) / columns;
        var rowHeight = Math.Clamp((all.Height - 110) / Math.Max(1, rows), 18, 32);
        var width = MathF.Min(all.Width - 2 * Theme.Space4, columns * 400);
        var height = MathF.Min(all.Height - Theme.Space4, rows * rowHeight + 76);
        var card = new UiRect(all.CenterX - width / 2, all.CenterY - height / 2, width, height);
        _canvas.FillRect(card, Theme.Panel, 8);
        _canvas.StrokeRect(card, Theme.ControlBorder, 1, 8);

        _canvas.PushClip(card);
        var body = card.Inset(24, 14);
        var title = body.TakeTop(28, out body);
        _canvas.Text("Mouse and keys", title, TextStyle.Title, Theme.Text);
        _canvas.Text("H or Esc closes", title, TextStyle.Small, Theme.TextSecondary, TextAlign.Right);
        body.TakeTop(Theme.Space3, out body);
        var columnWidth = (body.Width - (columns - 1) * 24) / columns;
        for (var i = 0; i < _model.Keys.Count; i++)
        {
            var row = new UiRect(body.X + i / rows * (columnWidth + 24), body.Y + i % rows * rowHeight, columnWidth, rowHeight);
            DrawHelpRow(_model.Keys[i], row);
        }
        _canvas.PopClip();
    }

    private void DrawHelpRow(in KeyHint hint, in UiRect row)
    {
        DrawKeys(hint.Keys, row);
        var keys = MathF.Max(MathF.Min(132, row.Width * 0.42f), MeasureKeys(hint.Keys) + Theme.Space2);
        row.TakeLeft(keys, out var rest);
        _canvas.Text(hint.Action, rest, TextStyle.Body, Theme.TextSecondary);
    }
}
