using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Demo.Windowing;

namespace NeuroLab.Demo.Shell;

/// <summary>
/// Routes a frame's input: what the widgets get, and which keys remain for the view. A widget focused with the
/// keyboard, or a text being edited, comes first; a widget that was merely clicked gets the arrow keys only, and only
/// if they move it.
/// </summary>
internal sealed class WidgetInput
{
    private const UiKeys Moving = UiKeys.Left | UiKeys.Right | UiKeys.Up | UiKeys.Down | UiKeys.Home | UiKeys.End;

    private readonly char[] _text = new char[64];
    private readonly Queue<KeyStroke> _waiting = new(64);

    /// <summary>Input for the widgets.</summary>
    public UiInput Widgets { get; private set; }

    /// <summary>Whether the widgets, not the view, get this key now.</summary>
    public static bool BelongsToWidgets(Gui gui, in KeyStroke stroke)
    {
        if (gui.WantsText)
            return !stroke.Modifiers.HasFlag(Modifiers.Control) || stroke.Key is Key.A or Key.C or Key.V or Key.X;
        var known = KeyOf(stroke.Key);
        if (known == UiKeys.None)
            return false;
        if (gui.HasOpenList)
            return true;
        if (gui.IsFocusShown)
            return (known & UiKeys.Letters) == 0;
        return gui.HasFocus && (known & (Moving & gui.KnownKeys | UiKeys.Escape)) != 0;
    }

    /// <summary>Converts a frame's input to logical pixels.</summary>
    /// <param name="input">The window's input.</param>
    /// <param name="scale">Device pixels per logical pixel.</param>
    /// <param name="gui">Its state after the previous frame.</param>
    public void Read(InputSnapshot input, float scale, Gui gui)
    {
        var takesText = gui.WantsText || gui.IsFocusShown;
        foreach (ref readonly var stroke in input.KeyStrokes)
        {
            if (stroke.IsCharacter)
            {
                if (takesText && !gui.HasOpenList && stroke.Character.IsBmp && !stroke.Modifiers.HasFlag(Modifiers.Control))
                    _waiting.Enqueue(stroke);
            }
            else if (stroke.Key == Key.F6 || (IsMeant(stroke) && BelongsToWidgets(gui, stroke)))
            {
                _waiting.Enqueue(stroke);
            }
        }
        var keys = TakeStrokes(out var length, out var modifiers);
        // A press and release within one frame counts at the position of the press.
        var isPressed = input.WasPressed(MouseButton.Left);
        var position = isPressed ? input.PressPosition(MouseButton.Left) : input.MousePosition;
        var isInside = input.IsMouseInside || input.IsDown(MouseButton.Left) || isPressed;
        Widgets = new UiInput
        {
            MouseX = isInside ? position.X / scale : float.NaN,
            MouseY = isInside ? position.Y / scale : float.NaN,
            IsMouseDown = input.IsDown(MouseButton.Left),
            IsMousePressed = isPressed,
            IsMouseReleased = input.WasReleased(MouseButton.Left),
            Wheel = input.Wheel.Y,
            Keys = keys,
            // Not HasFlag, which boxes until the method is optimized: a steady frame allocates nothing.
            IsShiftDown = ((keys == UiKeys.None ? input.Modifiers : modifiers) & Modifiers.Shift) != 0,
            IsControlDown = (modifiers & Modifiers.Control) != 0,
            Text = _text.AsMemory(0, length),
            Time = input.Time,
        };
    }

    // Widgets handle a frame's text before its keys, so input typed in one slow frame is distributed over several, to
    // keep its order. Key repeats may be dropped.
    private UiKeys TakeStrokes(out int length, out Modifiers modifiers)
    {
        (length, modifiers) = (0, Modifiers.None);
        while (length < _text.Length && _waiting.TryPeek(out var next) && next.IsCharacter)
            _text[length++] = (char)_waiting.Dequeue().Character.Value;
        if (!_waiting.TryPeek(out var key) || key.IsCharacter)
            return UiKeys.None;
        modifiers = key.Modifiers;
        do
            _waiting.Dequeue();
        while (_waiting.TryPeek(out var repeat) && repeat.IsRepeat && repeat.Key == key.Key);
        // F6 enters the panels without a mouse; Tab continues from there.
        return key.Key == Key.F6 ? UiKeys.Tab : KeyOf(key.Key);
    }

    // Letters are typed as characters; as keys they are commands only with Control.
    private static bool IsMeant(in KeyStroke stroke) => KeyOf(stroke.Key) is var known && known != UiKeys.None
        && ((known & UiKeys.Letters) == 0 || stroke.Modifiers.HasFlag(Modifiers.Control));

    private static UiKeys KeyOf(Key key) => key switch
    {
        Key.Tab => UiKeys.Tab,
        Key.Enter or Key.KeypadEnter => UiKeys.Enter,
        Key.Escape => UiKeys.Escape,
        Key.Space => UiKeys.Space,
        Key.Left => UiKeys.Left,
        Key.Right => UiKeys.Right,
        Key.Up => UiKeys.Up,
        Key.Down => UiKeys.Down,
        Key.Home => UiKeys.Home,
        Key.End => UiKeys.End,
        Key.Backspace => UiKeys.Backspace,
        Key.Delete => UiKeys.Delete,
        Key.A => UiKeys.A,
        Key.C => UiKeys.C,
        Key.V => UiKeys.V,
        Key.X => UiKeys.X,
        _ => UiKeys.None,
    };
}
