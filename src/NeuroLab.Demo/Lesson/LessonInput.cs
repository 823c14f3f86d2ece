using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Lesson;

/// <summary>A window's input as the widgets take it.</summary>
internal sealed class LessonInput
{
    private readonly char[] _text = new char[64];

    /// <summary>Converts a frame's input; the text is valid until the next call.</summary>
    public UiInput Read(InputSnapshot input, float scale, double time)
    {
        var count = 0;
        var keys = UiKeys.None;
        foreach (ref readonly var stroke in input.KeyStrokes)
        {
            keys |= KeyOf(stroke.Key);
            var rune = stroke.Character;
            if (rune.Value >= ' ' && rune.IsBmp && count < _text.Length)
                _text[count++] = (char)rune.Value;
        }
        return new UiInput
        {
            MouseX = input.MousePosition.X / scale,
            MouseY = input.MousePosition.Y / scale,
            IsMouseDown = input.IsDown(MouseButton.Left),
            IsMousePressed = input.WasPressed(MouseButton.Left),
            IsMouseReleased = input.WasReleased(MouseButton.Left),
            Wheel = input.Wheel.Y,
            Keys = keys,
            IsShiftDown = input.Modifiers.HasFlag(Modifiers.Shift),
            IsControlDown = input.Modifiers.HasFlag(Modifiers.Control),
            Text = _text.AsMemory(0, count),
            Time = time,
        };
    }

    private static UiKeys KeyOf(Key key) => key switch
    {
        Key.Tab => UiKeys.Tab,
        Key.Enter or Key.KeypadEnter => UiKeys.Enter,
        Key.Escape => UiKeys.Escape,
        Key.Left => UiKeys.Left,
        Key.Right => UiKeys.Right,
        Key.Up => UiKeys.Up,
        Key.Down => UiKeys.Down,
        Key.Home => UiKeys.Home,
        Key.End => UiKeys.End,
        Key.Backspace => UiKeys.Backspace,
        Key.Delete => UiKeys.Delete,
        Key.A => UiKeys.A,
        _ => UiKeys.None,
    };
}
