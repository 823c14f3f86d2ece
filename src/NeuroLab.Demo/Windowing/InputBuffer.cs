using System.Numerics;
using System.Text;

namespace NeuroLab.Demo.Windowing;

/// <summary>
/// Collects a window's input as it arrives. <see cref="Freeze"/> returns the input since the last call as an
/// <see cref="InputSnapshot"/>. A steady frame allocates nothing. Not thread-safe.
/// </summary>
internal sealed class InputBuffer
{
    /// <summary>Maximum seconds between the presses of a double click.</summary>
    public const double DoubleClickSeconds = 0.4;

    /// <summary>Maximum mouse movement between the presses of a double click, in pixels.</summary>
    public const float DoubleClickPixels = 6;

    private const double RepeatDelaySeconds = 0.5;
    private const double RepeatSeconds = 1 / 30.0;

    private InputSnapshot _frozen = new();
    private InputSnapshot _open = new();
    private Vector2 _lastPosition;
    private bool _hasPosition;
    private MouseButton _lastButton;
    private int _lastClickCount;
    private double _lastPressTime = double.NegativeInfinity;
    private Key _repeating;
    private double _nextRepeat;

    /// <summary>Seconds of a monotonic clock; the window sets it before it reports events.</summary>
    public double Time { get; set; }

    /// <summary>Generates repeats of held keys, for libraries that do not report them.</summary>
    public bool MakesRepeats { get; init; }

    /// <summary>The last snapshot.</summary>
    public InputSnapshot Frozen => _frozen;

    /// <summary>Whether movement leaves <see cref="InputSnapshot.MousePosition"/> unchanged.</summary>
    public bool IsMouseCaptured
    {
        get => _open.IsMouseCaptured;
        set => _open.IsMouseCaptured = value;
    }

    /// <summary>Ends the frame and starts the next one.</summary>
    public InputSnapshot Freeze()
    {
        if (MakesRepeats) RepeatHeldKey();
        _open.Time = Time;
        (_frozen, _open) = (_open, _frozen);
        _open.Begin(_frozen);
        return _frozen;
    }

    public void MoveMouse(Vector2 position)
    {
        if (_hasPosition) _open.MouseDelta += position - _lastPosition;
        SetMouse(position);
    }

    /// <summary>Sets the mouse position without movement: at the start, and when its capture begins or ends.</summary>
    public void SetMouse(Vector2 position)
    {
        _lastPosition = position;
        _hasPosition = true;
        if (!_open.IsMouseCaptured) _open.MousePosition = position;
    }

    public void SetMouseInside(bool inside) => _open.IsMouseInside = inside;

    public void Scroll(Vector2 notches) => _open.Wheel += notches;

    public void Press(MouseButton button)
    {
        if (_open.IsDown(button)) return;
        var continues = button == _lastButton && Time - _lastPressTime <= DoubleClickSeconds
            && Vector2.Distance(_open.MousePosition, _open.PressPosition(button)) <= DoubleClickPixels;
        _lastClickCount = continues ? _lastClickCount + 1 : 1;
        _lastButton = button;
        _lastPressTime = Time;
        _open.Press(button, _lastClickCount);
    }

    public void Release(MouseButton button) => _open.Release(button);

    /// <summary>A key was pressed; if it is down already this is a repeat.</summary>
    public void Press(Key key)
    {
        if (key == Key.Unknown) return;
        if (!_open.IsDown(key)) (_repeating, _nextRepeat) = (key, Time + RepeatDelaySeconds);
        _open.Press(key);
    }

    public void Release(Key key) => _open.Release(key);

    /// <summary>A character was typed; ignores those that are no text (such as Backspace).</summary>
    public void Type(Rune character)
    {
        if (!Rune.IsControl(character)) _open.Add(new KeyStroke(Key.Unknown, character, _open.Modifiers, false));
    }

    public void Drop(string path) => _open.Drop(path);

    /// <summary>
    /// The window gained or lost the focus; releases all held keys, since their release is not reported.
    /// </summary>
    public void SetFocus(bool focused)
    {
        _open.HasFocus = focused;
        if (!focused) _open.ReleaseAll();
    }

    private void RepeatHeldKey()
    {
        if (!_open.IsDown(_repeating) || Time < _nextRepeat) return;
        _nextRepeat = Math.Max(_nextRepeat + RepeatSeconds, Time);
        _open.Press(_repeating);
    }
}
