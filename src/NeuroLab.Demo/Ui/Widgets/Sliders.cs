using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>Sliders for numbers with a range.</summary>
internal static class Sliders
{
    private const double SliderStep = 0.02;
    private const float KnobRadius = 6.5f;

    /// <summary>
    /// A slider with its value above. Drag, wheel or arrow keys move it (Shift: ten times finer), Home and End go to
    /// the ends, a double click restores the default, and a press on the value, Enter or a digit starts editing;
    /// invalid numbers are ignored. True when the value changed.
    /// </summary>
    public static bool Slider(this Gui gui, string label, ref double value, in SliderOptions options)
    {
        var hasMark = options.Mark >= options.Low && options.Mark <= options.High;
        var row = gui.NextRow(hasMark ? 50 : 36);
        var id = gui.IdOf(label);
        var head = row.TakeTop(19, out var rest);
        var track = rest.TakeTop(17, out rest);
        // A long label gets its width, as long as the number still fits.
        var free = head.Width - gui.Canvas.Measure(Gui.Visible(label), TextStyle.Body) - Theme.Space1 - 1;
        var isWord = value == 0 && options.ZeroText is { Length: > 0 };
        var widest = isWord ? MathF.Max(84, gui.Canvas.Measure(options.ZeroText, TextStyle.Strong) + 2) : 84;
        var valueBox = head.TakeRight(Math.Clamp(free, 44, widest), out _);

        var state = gui.Interact(id, track);
        var valueState = gui.Interact(HashCode.Combine(id, 1), valueBox, isFocusable: false);
        var before = value;
        if (valueState.IsPressed)
            gui.FocusedId = id;
        if (!gui.EditValue(id, state, valueState, ref value, options, valueBox))
            gui.Move(state, valueState, ref value, options, track, id);

        var name = head with { Width = head.Width - valueBox.Width - Theme.Space1 };
        gui.Interact(HashCode.Combine(id, 2), name, isFocusable: false);
        gui.Canvas.Text(Gui.Visible(label), name, TextStyle.Body, gui.Theme.Text);
        if (gui.TextEdit.Id != id)
            gui.Canvas.Text(isWord && value == 0 ? options.ZeroText : gui.WriteValue(value, options), valueBox, TextStyle.Strong, double.IsFinite(value) ? gui.Theme.Text : gui.Theme.Danger, TextAlign.Right);
        gui.DrawTrack(state, track, value, options);
        if (hasMark)
            gui.DrawMark(track, rest, options);
        gui.ExplainRow(row, id, HashCode.Combine(id, 1), HashCode.Combine(id, 2));
        return value != before;
    }

    /// <returns>Whether the keyboard belongs to the number being edited.</returns>
    private static bool EditValue(this Gui gui, int id, in WidgetState state, in WidgetState valueState, ref double value, in SliderOptions options, in UiRect box)
    {
        var isTyping = !gui.Input.Text.IsEmpty && (char.IsAsciiDigit(gui.Input.Text.Span[0]) || gui.Input.Text.Span[0] is '.' or '-');
        var isStarting = valueState.IsPressed || state.IsKeyed || (gui.TextEdit.Id == 0 && isTyping);
        if (gui.TextEdit.Id != id && !(gui.FocusedId == id && isStarting))
            return false;
        var field = state with { IsPressed = valueState.IsPressed, IsHeld = valueState.IsHeld, IsFocused = gui.FocusedId == id };
        var isAccepted = gui.Edit(id, field, gui.WriteValue(value, options), box.Inset(0, -2));
        if (isAccepted && gui.TryReadNumber(options.Typed.Low, options.Typed.High, ref value) && options.IsInteger)
            value = Math.Round(value);
        return gui.TextEdit.Id == id || isAccepted;
    }

    private static void Move(this Gui gui, in WidgetState state, in WidgetState valueState, ref double value, in SliderOptions options, in UiRect track, int id)
    {
        if (state.IsDoubleClick)
        {
            value = options.Default;
            gui.Release();
            return;
        }
        if (state.IsHeld)
        {
            gui.Drag(state, ref value, options, track);
            return;
        }
        double steps = 0;
        if (gui.Wheel != 0 && !gui.IsScrolling && (state.IsHovered || valueState.IsHovered))
        {
            steps += gui.TakeWheel();
        }
        if (state.IsFocused)
        {
            steps += (gui.Take(UiKeys.Right) ? 1 : 0) + (gui.Take(UiKeys.Up) ? 1 : 0);
            steps -= (gui.Take(UiKeys.Left) ? 1 : 0) + (gui.Take(UiKeys.Down) ? 1 : 0);
            if (gui.Take(UiKeys.Home))
                value = options.Low;
            if (gui.Take(UiKeys.End))
                value = options.High;
        }
        if (steps != 0)
            value = gui.Stepped(value, steps, options);
    }

    /// <summary>
    /// A press moves the value to the pointer; while Shift is down the knob follows the pointer ten times slower.
    /// </summary>
    private static void Drag(this Gui gui, in WidgetState state, ref double value, in SliderOptions options, in UiRect track)
    {
        var line = track.Inset(KnobRadius, 0);
        if (state.IsPressed)
        {
            gui.DragFraction = gui.Input.IsShiftDown ? options.FractionOf(value) : (gui.Input.MouseX - line.X) / line.Width;
            gui.DragX = gui.Input.MouseX;
            if (gui.Input.IsShiftDown)
                return;
        }
        var moved = gui.Input.MouseX - gui.DragX;
        gui.DragX = gui.Input.MouseX;
        gui.DragFraction += moved / line.Width * (gui.Input.IsShiftDown ? Gui.FineFactor : 1);
        var wanted = options.ValueAt(gui.DragFraction);
        if (moved != 0 || state.IsPressed)
            value = wanted;
    }

    private static double Stepped(this Gui gui, double value, double steps, in SliderOptions options)
    {
        var offset = steps * SliderStep * (gui.Input.IsShiftDown ? Gui.FineFactor : 1);
        var wanted = options.ValueAt(options.FractionOf(value) + offset);
        if (options.IsInteger && wanted == value)
            wanted = Math.Clamp(value + Math.Sign(steps), options.Low, options.High);
        return wanted;
    }

    private static ReadOnlySpan<char> WriteValue(this Gui gui, double value, in SliderOptions options)
    {
        gui.Scratch.Clear();
        return (options.IsInteger ? gui.Scratch.AppendCount((long)value) : gui.Scratch.AppendSetting(value)).Span;
    }

    private static void DrawTrack(this Gui gui, in WidgetState state, in UiRect track, double value, in SliderOptions options)
    {
        var line = track.Inset(KnobRadius, 0);
        var knob = line.X + (float)options.FractionOf(value) * line.Width;
        gui.Canvas.FillRect(new UiRect(track.X, track.CenterY - 1.5f, track.Width, 3), gui.Theme.Track, 1.5f);
        gui.Canvas.FillRect(new UiRect(track.X, track.CenterY - 1.5f, knob - track.X, 3), gui.Theme.Accent, 1.5f);
        var isShown = state.IsFocused && gui.IsFocusShown;
        if (isShown || state.IsHeld)
            gui.Canvas.FillCircle(knob, track.CenterY, KnobRadius + 3, gui.Theme.Accent.WithAlpha(isShown ? (byte)0xFF : (byte)0x50));
        gui.Canvas.FillCircle(knob, track.CenterY, KnobRadius, gui.Theme.Knob);
    }

    private static void DrawMark(this Gui gui, in UiRect track, in UiRect note, in SliderOptions options)
    {
        var line = track.Inset(KnobRadius, 0);
        var x = line.X + (float)options.FractionOf(options.Mark) * line.Width;
        gui.Canvas.VerticalLine(x, track.CenterY - 7, 14, gui.Theme.Danger);
        var width = gui.Canvas.Measure(options.MarkText, TextStyle.Small) + 1;
        var left = Math.Clamp(x - width / 2, note.X, MathF.Max(note.X, note.Right - width));
        gui.Canvas.Text(options.MarkText, new UiRect(left, note.Y, width, note.Height), TextStyle.Small, gui.Theme.TextSecondary);
    }
}
