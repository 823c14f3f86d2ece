using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Overlay;

internal sealed partial class Hud
{
    private const double MostlyOffPlane = 0.5;

    /// <summary>The loss in large, and what belongs to it.</summary>
    private void DrawReadout()
    {
        var view = _layout.View;
        var room = new UiRect(view.X, view.Y, _layout.HasColorScale ? _layout.ColorScale.X - 60 : view.Width, view.Height)
            .Inset(Theme.Space4, Theme.Space3);
        float top = room.Y, width = 0;
        if (_model.HasLoss)
        {
            _text.Clear().Append("loss ").AppendMeasure(_model.Loss);
            var isBad = _model.IsDiverged || !double.IsFinite(_model.Loss);
            width = _canvas.Text(_text.Span, room.TakeTop(30, out room), TextStyle.Display, isBad ? Theme.Danger : Theme.Text, halo: true);
        }
        if (_model.IsDiverged)
        {
            var line = Line(ref room);
            _canvas.Icon(Icon.Warning, line.TakeLeft(15, out line), Theme.Danger);
            line.TakeLeft(6, out line);
            width = MathF.Max(width, 21 + _canvas.Text("diverged: lower the learning rate, then restart", line, TextStyle.Body, Theme.Danger, halo: true));
        }
        WriteProgress();
        width = MathF.Max(width, _canvas.Text(_text.Span, Line(ref room), TextStyle.Body, Theme.Text, halo: true));
        WriteSettings();
        if (_text.Length > 0 && !_layout.IsCompact)
            width = MathF.Max(width, _canvas.Text(_text.Span, Line(ref room), TextStyle.Body, Theme.TextOnView, halo: true));
        // A line each: side by side they reach as far as the surface's corner.
        WriteOffPlane();
        if (_model.OffPlane > MostlyOffPlane)
            width = MathF.Max(width, DrawOffPlaneChip(Line(ref room)));
        else if (_text.Length > 0)
            width = MathF.Max(width, _canvas.Text(_text.Span, Line(ref room), TextStyle.Body, Theme.TextOnView, halo: true));
        WriteGap();
        if (_text.Length > 0)
            width = MathF.Max(width, _canvas.Text(_text.Span, Line(ref room), TextStyle.Body, Theme.TextOnView, halo: true));
        _labels.Reserve(new UiRect(view.X, view.Y, width + Theme.Space4, room.Y - top + Theme.Space4));
    }

    // Most of the way is not in the picture: said so that it is not overlooked, with the remedy.
    private float DrawOffPlaneChip(in UiRect line)
    {
        _text.Clear().AppendFixed(100 * _model.OffPlane, 0).Append(" % off this plane");
        if (_model.BetterPlane.Length > 0)
            _text.Append(" · ").Append(_model.BetterPlane);
        var width = _canvas.Measure(_text.Span, TextStyle.Body) + 2 * Theme.Space2;
        var chip = new UiRect(line.X, line.Y, width, line.Height - 1);
        _canvas.FillRect(chip, Theme.Accent, Theme.Radius);
        _canvas.Text(_text.Span, chip, TextStyle.Body, Theme.OnAccent, TextAlign.Center);
        return width;
    }

    private static UiRect Line(ref UiRect room) => room.TakeTop(20, out room);

    private void WriteProgress()
    {
        _text.Clear().Append("step ").AppendCount(_model.Step);
        if (!double.IsNaN(_model.Accuracy))
            _text.Append(" · accuracy ").AppendFixed(100 * _model.Accuracy, 1).Append(" %");
        if (!double.IsNaN(_model.TestLoss))
            _text.Append(" · test loss ").AppendMeasure(_model.TestLoss);
    }

    private void WriteSettings()
    {
        _text.Clear();
        if (!double.IsNaN(_model.LearningRate))
            _text.Append("learning rate ").AppendSetting(_model.LearningRate);
        if (_model.BatchSize > 0)
        {
            AppendSeparator();
            _text.Append("batch ").AppendCount(_model.BatchSize);
        }
    }

    private void WriteOffPlane()
    {
        _text.Clear();
        if (!double.IsNaN(_model.OffPlane))
            _text.Append("off-plane ").AppendFixed(100 * _model.OffPlane, 0).Append(" %");
    }

    private void WriteGap()
    {
        _text.Clear();
        if (double.IsNaN(_model.Gap))
            return;
        _text.Append(_model.Gap > 0 ? "gap +" : "gap ");
        if (Math.Abs(_model.Gap) is >= 0.001 and < 10)
            _text.AppendFixed(_model.Gap, 3);
        else
            _text.AppendMeasure(_model.Gap);
    }

    private void DrawColorScale()
    {
        var scale = _model.ColorScale;
        if (!_layout.HasColorScale || scale.ColorAt is null || double.IsNaN(scale.Low + scale.Middle + scale.High))
            return;
        var bar = _layout.ColorScale;
        for (var i = 0; i < _scaleColors.Length; i++)
            _scaleColors[i] = scale.ColorAt(1 - i / (_scaleColors.Length - 1f));
        _canvas.Image(bar, _scaleColors, 1, smooth: true);
        var left = DrawScaleTick(bar, bar.Y, scale.High, scale.IsCut.High ? "≥ " : "");
        left = MathF.Min(left, DrawScaleTick(bar, bar.CenterY, scale.Middle));
        left = MathF.Min(left, DrawScaleTick(bar, bar.Bottom, scale.Low, scale.IsCut.Low ? "≤ " : ""));

        var title = _model.IsLogHeight ? "loss (log)" : "loss";
        var titleBox = new UiRect(bar.Right - 80, bar.Y - 32, 80, 16);
        var titleWidth = _canvas.Text(title, titleBox, TextStyle.Small, Theme.TextOnView, TextAlign.Right, halo: true);
        left = MathF.Min(left, bar.Right - titleWidth);
        _labels.Reserve(new UiRect(left - 8, bar.Y - 36, _layout.View.Right - left + 8, bar.Height + 52));
    }

    /// <returns>The left end of the text.</returns>
    private float DrawScaleTick(in UiRect bar, float y, double value, string prefix = "")
    {
        _text.Clear().Append(prefix);
        if (_model.ColorScale.High is >= 0.2 and < 100)
            _text.AppendFixed(value, 2);
        else
            _text.AppendMeasure(value);
        var box = new UiRect(bar.X - 8 - 80, y - 8, 80, 16);
        return box.Right - _canvas.Text(_text.Span, box, TextStyle.Small, Theme.TextOnView, TextAlign.Right, halo: true);
    }

    private void DrawAxisLabels()
    {
        foreach (var label in _model.Labels)
        {
            if (label.IsName)
                DrawAxisLabel(label, TextStyle.Strong, Theme.Text);
        }
        foreach (var label in _model.Labels)
        {
            if (!label.IsName)
                DrawAxisLabel(label, TextStyle.Small, Theme.TextOnView);
        }
    }

    private void DrawAxisLabel(in HudLabel label, TextStyle style, SKColor color)
    {
        if (!float.IsFinite(label.X + label.Y))
            return;
        var box = LabelLayout.BoxOf(_canvas.Measure(label.Text, style), _canvas.LineHeight(style), label);
        if (_labels.TryPlace(box.Inset(-3, 0)))
            _canvas.Text(label.Text, box, style, color, halo: true);
    }

    private void DrawStatus()
    {
        if (string.IsNullOrEmpty(_model.Status))
            return;
        var box = _layout.View.Inset(Theme.Space4, Theme.Space2).TakeBottom(18, out _);
        var width = _canvas.Text(
            _model.Status, box with { Width = box.Width * 0.7f }, TextStyle.Small,
            _model.IsRecording ? Theme.Danger : Theme.TextOnView, halo: true);
        _labels.Reserve(box with { Width = width });
    }

    /// <summary>A thin line along the lower edge of the view while the surface is being sampled.</summary>
    private void DrawSampling()
    {
        if (!(_model.SamplingProgress < 1))
            return;
        var view = _layout.View;
        var done = Math.Clamp(_model.SamplingProgress, 0, 1);
        _canvas.FillRect(new UiRect(view.X, view.Bottom - 2, view.Width * done, 2), Theme.Accent);
        _text.Clear().Append("sampling the surface ").AppendFixed(MathF.Floor(100 * done), 0).Append(" %");
        var box = view.Inset(Theme.Space4, Theme.Space2).TakeBottom(18, out _);
        _canvas.Text(_text.Span, box with { X = box.CenterX, Width = box.Width / 2 }, TextStyle.Small, Theme.TextOnView, TextAlign.Right, halo: true);
    }

    /// <summary>A card beside the pointer with the point of the surface below it.</summary>
    private void DrawHover()
    {
        if (!_model.IsHovering || !_layout.View.Contains(_model.PointerX, _model.PointerY))
            return;
        const float rowHeight = 18;
        var card = new UiRect(0, 0, 132, 2 * rowHeight + 10);
        var area = _layout.View.Inset(Theme.Space2);
        float x = _model.PointerX + 16, y = _model.PointerY + 16;
        if (x + card.Width > area.Right)
            x = _model.PointerX - 16 - card.Width;
        if (y + card.Height > area.Bottom)
            y = _model.PointerY - 16 - card.Height;
        card = card with { X = MathF.Max(area.X, x), Y = MathF.Max(area.Y, y) };
        DrawCard(card);
        var row = card.Inset(Theme.Space2 + 2, 5).TakeTop(rowHeight, out var rest);
        _canvas.Text("loss", row, TextStyle.Small, Theme.TextSecondary);
        _text.Clear().AppendMeasure(_model.HoverLoss);
        _canvas.Text(_text.Span, row, TextStyle.Strong, double.IsFinite(_model.HoverLoss) ? Theme.Text : Theme.Danger, TextAlign.Right);
        _text.Clear().Append("α ").AppendFixed(_model.HoverAlpha, 2);
        _canvas.Text(_text.Span, rest, TextStyle.Small, Theme.TextSecondary);
        _text.Clear().Append("β ").AppendFixed(_model.HoverBeta, 2);
        _canvas.Text(_text.Span, rest, TextStyle.Small, Theme.TextSecondary, TextAlign.Right);
    }

    private void DrawCard(in UiRect card)
    {
        _canvas.FillRect(card, Theme.Control.WithAlpha(0xF2), 6);
        _canvas.StrokeRect(card, Theme.ControlBorder, 1, 6);
    }
}
