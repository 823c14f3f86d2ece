using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

internal sealed partial class Gui
{
    private const double SliderStep = 0.02, FineFactor = 0.1;
    private const float KnobRadius = 6.5f;

    private double _dragFraction;
    private float _dragX;

    /// <summary>A slider with its value above. Drag, wheel or arrows move it (Shift: ten times finer), Home and End
    /// go to the ends, a double click restores the default, and a press on the value, Enter or a digit lets one type;
    /// what is not a number is ignored. True when the value changed.</summary>
    public bool Slider(string label, ref double value, in SliderOptions options)
    {
        var hasMark = options.Mark >= options.Low && options.Mark <= options.High;
        var row = NextRow(hasMark ? 50 : 36);
        var id = IdOf(label);
        var head = row.TakeTop(19, out var rest);
        var track = rest.TakeTop(17, out rest);
        var valueBox = head.TakeRight(MathF.Min(84, head.Width / 2), out _);

        var state = Interact(id, track);
        var valueState = Interact(HashCode.Combine(id, 1), valueBox, isFocusable: false);
        var before = value;
        if (valueState.IsPressed)
            _focus = id;
        if (!EditValue(id, state, valueState, ref value, options, valueBox))
            Move(state, valueState, ref value, options, track, id);

        canvas.Text(Visible(label), head with { Width = head.Width - valueBox.Width - Theme.Space1 }, TextStyle.Body, Theme.Text);
        if (_edit.Id != id)
            canvas.Text(WriteValue(value, options), valueBox, TextStyle.Strong, double.IsFinite(value) ? Theme.Text : Theme.Danger, TextAlign.Right);
        DrawTrack(state, track, value, options);
        if (hasMark)
            DrawMark(track, rest, options);
        return value != before;
    }

    /// <returns>Whether the keyboard belongs to the edited number.</returns>
    private bool EditValue(int id, in WidgetState state, in WidgetState valueState, ref double value, in SliderOptions options, in UiRect box)
    {
        var isTyping = !_input.Text.IsEmpty && (char.IsAsciiDigit(_input.Text.Span[0]) || _input.Text.Span[0] is '.' or '-');
        var isStarting = valueState.IsPressed || state.IsKeyed || (_edit.Id == 0 && isTyping);
        if (_edit.Id != id && !(_focus == id && isStarting))
            return false;
        var field = state with { IsPressed = valueState.IsPressed, IsHeld = valueState.IsHeld, IsFocused = _focus == id };
        var isAccepted = Edit(id, field, WriteValue(value, options), box.Inset(0, -2));
        if (isAccepted && TryReadNumber(options.Typed.Low, options.Typed.High, ref value) && options.IsInteger)
            value = Math.Round(value);
        return _edit.Id == id || isAccepted;
    }

    private void Move(in WidgetState state, in WidgetState valueState, ref double value, in SliderOptions options, in UiRect track, int id)
    {
        if (state.IsDoubleClick)
        {
            value = options.Default;
            _active = 0;
            return;
        }
        if (state.IsHeld)
        {
            Drag(state, ref value, options, track);
            return;
        }
        double steps = 0;
        if (_wheel != 0 && !IsScrolling && (state.IsHovered || valueState.IsHovered))
        {
            steps += _wheel;
            _wheel = 0;
        }
        if (state.IsFocused)
        {
            steps += (TakeKey(UiKeys.Right) ? 1 : 0) + (TakeKey(UiKeys.Up) ? 1 : 0);
            steps -= (TakeKey(UiKeys.Left) ? 1 : 0) + (TakeKey(UiKeys.Down) ? 1 : 0);
            if (TakeKey(UiKeys.Home))
                value = options.Low;
            if (TakeKey(UiKeys.End))
                value = options.High;
        }
        if (steps != 0)
            value = Stepped(value, steps, options);
    }

    /// <summary>A press sets the value to the pointer; while Shift is down the knob follows the pointer ten times
    /// slower from where it is.</summary>
    private void Drag(in WidgetState state, ref double value, in SliderOptions options, in UiRect track)
    {
        var line = track.Inset(KnobRadius, 0);
        if (state.IsPressed)
        {
            _dragFraction = _input.IsShiftDown ? options.FractionOf(value) : (_input.MouseX - line.X) / line.Width;
            _dragX = _input.MouseX;
            if (_input.IsShiftDown)
                return;
        }
        var moved = _input.MouseX - _dragX;
        _dragX = _input.MouseX;
        _dragFraction += moved / line.Width * (_input.IsShiftDown ? FineFactor : 1);
        var wanted = options.ValueAt(_dragFraction);
        if (moved != 0 || state.IsPressed)
            value = wanted;
    }

    private double Stepped(double value, double steps, in SliderOptions options)
    {
        var way = steps * SliderStep * (_input.IsShiftDown ? FineFactor : 1);
        var wanted = options.ValueAt(options.FractionOf(value) + way);
        if (options.IsInteger && wanted == value)
            wanted = Math.Clamp(value + Math.Sign(steps), options.Low, options.High);
        return wanted;
    }

    private ReadOnlySpan<char> WriteValue(double value, in SliderOptions options)
    {
        _text.Clear();
        return (options.IsInteger ? _text.AppendCount((long)value) : _text.AppendSetting(value)).Span;
    }

    private void DrawTrack(in WidgetState state, in UiRect track, double value, in SliderOptions options)
    {
        var line = track.Inset(KnobRadius, 0);
        var knob = line.X + (float)options.FractionOf(value) * line.Width;
        canvas.FillRect(new UiRect(track.X, track.CenterY - 1.5f, track.Width, 3), Theme.Track, 1.5f);
        canvas.FillRect(new UiRect(track.X, track.CenterY - 1.5f, knob - track.X, 3), Theme.Accent, 1.5f);
        var isShown = state.IsFocused && _isFocusShown;
        if (isShown || state.IsHeld)
            canvas.FillCircle(knob, track.CenterY, KnobRadius + 3, Theme.Accent.WithAlpha(isShown ? (byte)0xFF : (byte)0x50));
        canvas.FillCircle(knob, track.CenterY, KnobRadius, Theme.Knob);
    }

    private void DrawMark(in UiRect track, in UiRect note, in SliderOptions options)
    {
        var line = track.Inset(KnobRadius, 0);
        var x = line.X + (float)options.FractionOf(options.Mark) * line.Width;
        canvas.VerticalLine(x, track.CenterY - 7, 14, Theme.Danger);
        var width = canvas.Measure(options.MarkText, TextStyle.Small) + 1;
        var left = Math.Clamp(x - width / 2, note.X, MathF.Max(note.X, note.Right - width));
        canvas.Text(options.MarkText, new UiRect(left, note.Y, width, note.Height), TextStyle.Small, Theme.TextSecondary);
    }
}
