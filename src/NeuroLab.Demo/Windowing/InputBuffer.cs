using System.Numerics;
using System.Text;

namespace NeuroLab.Demo.Windowing;

/// <summary>
/// Where a window writes input as it arrives. <see cref="Freeze"/> hands over what came since the last call as one
/// <see cref="InputSnapshot"/>. Nothing is allocated in a steady frame. One thread only.
/// </summary>
internal sealed class InputBuffer
{
    /// <summary>Two presses within this many seconds are a double click …</summary>
    public const double DoubleClickSeconds = 0.4;

    /// <summary>… where the mouse moved no further than this many pixels between them.</summary>
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

    /// <summary>Seconds on any clock that only moves on; the window sets it before it reports events.</summary>
    public double Time { get; set; }

    /// <summary>For libraries that report no repeats of a held key: they are made here.</summary>
    public bool MakesRepeats { get; init; }

    /// <summary>The frame that was frozen last.</summary>
    public InputSnapshot Frozen => _frozen;

    /// <summary>Whether movement leaves <see cref="InputSnapshot.MousePosition"/> where it is.</summary>
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

    /// <summary>
    /// Says where the mouse is without having moved there: at the start, and when its capture begins or ends.
    /// </summary>
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

    /// <summary>A key went down; where it is down already this is a repeat.</summary>
    public void Press(Key key)
    {
        if (key == Key.Unknown) return;
        if (!_open.IsDown(key)) (_repeating, _nextRepeat) = (key, Time + RepeatDelaySeconds);
        _open.Press(key);
    }

    public void Release(Key key) => _open.Release(key);

    /// <summary>A character was typed; what text fields should not get (such as Backspace) is left out.</summary>
    public void Type(Rune character)
    {
        if (!Rune.IsControl(character)) _open.Add(new KeyStroke(Key.Unknown, character, _open.Modifiers, false));
    }

    public void Drop(string path) => _open.Drop(path);

    /// <summary>
    /// The window gained or lost the keyboard; with it goes whatever was held, as its release is never seen.
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
