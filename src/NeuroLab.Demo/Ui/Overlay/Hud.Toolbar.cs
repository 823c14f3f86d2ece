using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Overlay;

internal sealed partial class Hud
{
    private void DrawToolbar()
    {
        var bar = _layout.Toolbar;
        _canvas.FillRect(bar, Theme.Panel);
        _canvas.HorizontalLine(bar.X, bar.Bottom - 1, bar.Width, Theme.Border);

        DrawButton(_layout.Restart, Icon.Restart, false, Theme.Text);
        DrawButton(_layout.PlayPause, _model.IsPaused ? Icon.Play : Icon.Pause, true, Theme.OnAccent);
        DrawButton(_layout.Step, Icon.StepForward, false, Theme.Text);
        DrawButton(_layout.Help, Icon.Help, false, Theme.TextSecondary);
        DrawButton(_layout.Record, _model.IsRecording ? Icon.Stop : Icon.Record, false, Theme.Danger);
        if (_model.IsRecording)
            _canvas.StrokeRect(_layout.Record, Theme.Danger, 1, Theme.Radius);

        DrawSummary(bar);
        var used = DrawPace(bar);
        DrawBackend(bar, used);
    }

    private void DrawButton(in UiRect box, Icon icon, bool isAccented, SKColor color)
    {
        var isHovered = box.Contains(_model.PointerX, _model.PointerY) && !_model.IsHelpVisible;
        var fill = isAccented ? Theme.Accent : isHovered ? Theme.ControlHover : Theme.Control;
        _canvas.FillRect(box, fill, Theme.Radius);
        if (!isAccented)
            _canvas.StrokeRect(box, Theme.ControlBorder, 1, Theme.Radius);
        _canvas.Icon(icon, box.Inset(0, 6), color);
    }

    /// <summary>Name and experiment, left of the buttons.</summary>
    private void DrawSummary(in UiRect bar)
    {
        var room = bar with { X = 14, Width = _layout.Restart.X - 14 - Theme.Space4 };
        var name = _canvas.Text("NeuroLab", room, TextStyle.Strong, Theme.Text);
        room.TakeLeft(name + Theme.Space4, out room);
        _text.Clear().Append(_model.DataSet);
        AppendPart(_model.Network);
        AppendPart(_model.Optimizer);
        if (room.Width > 60)
            _canvas.Text(_text.Span, room, TextStyle.Body, Theme.TextSecondary);
    }

    /// <summary>Steps a frame, right of the buttons.</summary>
    /// <returns>Where free room begins.</returns>
    private float DrawPace(in UiRect bar)
    {
        var left = _layout.Step.Right + Theme.Space4;
        if (_layout.IsCompact || _model.StepsPerFrame <= 0)
            return _layout.Step.Right;
        _text.Clear();
        if (_model.IsPaused)
            _text.Append("paused");
        else
            _text.AppendCount(_model.StepsPerFrame).Append(_model.StepsPerFrame == 1 ? " step / frame" : " steps / frame");
        var room = bar with { X = left, Width = _layout.Help.X - left };
        return left + _canvas.Text(_text.Span, room, TextStyle.Body, Theme.TextSecondary);
    }

    private void DrawBackend(in UiRect bar, float from)
    {
        var left = from + Theme.Space4;
        var room = bar with { X = left, Width = _layout.Help.X - Theme.Space4 - left };
        _text.Clear();
        if (_model.FramesPerSecond > 0)
            _text.AppendFixed(_model.FramesPerSecond, 0).Append(" fps");
        var speed = _canvas.Measure(_text.Span, TextStyle.Body);
        _text.Clear().Append(_model.Backend);
        if (_model.FramesPerSecond > 0)
        {
            if (_canvas.Measure(_text.Span, TextStyle.Body) + 12 + speed > room.Width)
                _text.Clear();
            AppendSeparator();
            _text.AppendFixed(_model.FramesPerSecond, 0).Append(" fps");
        }
        if (room.Width > 30)
            _canvas.Text(_text.Span, room, TextStyle.Body, Theme.TextSecondary, TextAlign.Right);
    }

    private void AppendPart(string part)
    {
        if (part.Length == 0)
            return;
        AppendSeparator();
        _text.Append(part);
    }

    private void AppendSeparator()
    {
        if (_text.Length > 0)
            _text.Append(" · ");
    }
}
