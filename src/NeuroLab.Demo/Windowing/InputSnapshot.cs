using System.Numerics;

namespace NeuroLab.Demo.Windowing;

/// <summary>
/// The input of one frame. Unchanged until the frame is over; two instances alternate, so keep no reference beyond the
/// next poll. Positions are framebuffer pixels from the upper left corner.
/// </summary>
internal sealed class InputSnapshot
{
    private const int ButtonCount = (int)MouseButton.Forward + 1;

    private readonly int[] _clickCounts = new int[ButtonCount];
    private readonly Vector2[] _pressPositions = new Vector2[ButtonCount];
    private readonly List<string> _droppedFiles = [];
    private KeyStroke[] _strokes = new KeyStroke[32];
    private int _strokeCount;
    private int _buttonsDown;
    private int _buttonsPressed;
    private int _buttonsReleased;
    // One bit per key: Key has fewer than 128 members.
    private UInt128 _keysDown;
    private UInt128 _keysPressed;
    private UInt128 _keysRepeated;
    private UInt128 _keysReleased;

    internal InputSnapshot()
    {
    }

    /// <summary>Seconds on the window's clock when the frame's input was frozen.</summary>
    public double Time { get; internal set; }

    public Vector2 MousePosition { get; internal set; }

    /// <summary>Movement within this frame, in pixels; also while the mouse is captured.</summary>
    public Vector2 MouseDelta { get; internal set; }

    /// <summary>Wheel notches within this frame, with fractions for touch pads; y &gt; 0 is upwards.</summary>
    public Vector2 Wheel { get; internal set; }

    public bool IsMouseInside { get; internal set; }

    public bool IsMouseCaptured { get; internal set; }

    public bool HasFocus { get; internal set; } = true;

    public Modifiers Modifiers { get; private set; }

    /// <summary>Keys and characters in the order they were typed within this frame.</summary>
    public ReadOnlySpan<KeyStroke> KeyStrokes => _strokes.AsSpan(0, _strokeCount);

    /// <summary>Paths of files dropped on the window within this frame.</summary>
    public IReadOnlyList<string> DroppedFiles => _droppedFiles;

    public bool IsDown(MouseButton button) => Has(_buttonsDown, button);

    /// <summary>Whether the button was pressed within this frame; it may have been released already.</summary>
    public bool WasPressed(MouseButton button) => Has(_buttonsPressed, button);

    public bool WasReleased(MouseButton button) => Has(_buttonsReleased, button);

    /// <summary>1 if the button was pressed within this frame, 2 for a double click, and so on; else 0.</summary>
    public int ClickCount(MouseButton button) => WasPressed(button) ? _clickCounts[(int)button] : 0;

    /// <summary>
    /// The mouse position when the button was last pressed. In a slow frame the mouse has moved on since, so use it for
    /// hit tests of a press.
    /// </summary>
    public Vector2 PressPosition(MouseButton button) => _pressPositions[(int)button];

    public bool IsDown(Key key) => Has(_keysDown, key);

    /// <summary>Whether the key was pressed within this frame; repeats do not count.</summary>
    public bool WasPressed(Key key) => Has(_keysPressed, key);

    /// <summary>Whether a held key repeated within this frame.</summary>
    public bool WasRepeated(Key key) => Has(_keysRepeated, key);

    public bool WasReleased(Key key) => Has(_keysReleased, key);

    /// <summary>Starts a frame: keeps what is held, clears what happened.</summary>
    internal void Begin(InputSnapshot previous)
    {
        MousePosition = previous.MousePosition;
        IsMouseInside = previous.IsMouseInside;
        IsMouseCaptured = previous.IsMouseCaptured;
        HasFocus = previous.HasFocus;
        Modifiers = previous.Modifiers;
        _buttonsDown = previous._buttonsDown;
        _keysDown = previous._keysDown;
        previous._clickCounts.CopyTo(_clickCounts, 0);
        previous._pressPositions.CopyTo(_pressPositions, 0);
        MouseDelta = Wheel = Vector2.Zero;
        _buttonsPressed = _buttonsReleased = 0;
        _keysPressed = _keysRepeated = _keysReleased = 0;
        _strokeCount = 0;
        _droppedFiles.Clear();
    }

    internal void Press(MouseButton button, int clickCount)
    {
        _buttonsDown |= Bit(button);
        _buttonsPressed |= Bit(button);
        _clickCounts[(int)button] = clickCount;
        _pressPositions[(int)button] = MousePosition;
    }

    internal void Release(MouseButton button)
    {
        _buttonsReleased |= _buttonsDown & Bit(button);
        _buttonsDown &= ~Bit(button);
    }

    internal void Press(Key key)
    {
        var isRepeat = IsDown(key);
        if (isRepeat) _keysRepeated |= Bit(key);
        else _keysPressed |= Bit(key);
        _keysDown |= Bit(key);
        UpdateModifiers();
        Add(new KeyStroke(key, default, Modifiers, isRepeat));
    }

    internal void Release(Key key)
    {
        _keysReleased |= _keysDown & Bit(key);
        _keysDown &= ~Bit(key);
        UpdateModifiers();
    }

    internal void ReleaseAll()
    {
        _buttonsReleased |= _buttonsDown;
        _keysReleased |= _keysDown;
        _buttonsDown = 0;
        _keysDown = 0;
        Modifiers = Modifiers.None;
    }

    internal void Add(KeyStroke stroke)
    {
        if (_strokeCount == _strokes.Length) Array.Resize(ref _strokes, 2 * _strokeCount);
        _strokes[_strokeCount++] = stroke;
    }

    internal void Drop(string path) => _droppedFiles.Add(path);

    // Window libraries disagree on whether the event of a modifier key includes that key; the held keys are reliable.
    private void UpdateModifiers() => Modifiers =
        Held(Key.LeftShift, Key.RightShift, Modifiers.Shift)
        | Held(Key.LeftControl, Key.RightControl, Modifiers.Control)
        | Held(Key.LeftAlt, Key.RightAlt, Modifiers.Alt)
        | Held(Key.LeftSuper, Key.RightSuper, Modifiers.Super);

    private Modifiers Held(Key left, Key right, Modifiers modifier) =>
        IsDown(left) || IsDown(right) ? modifier : Modifiers.None;

    private static bool Has(int set, MouseButton button) => (set & Bit(button)) != 0;

    private static bool Has(UInt128 set, Key key) => (set & Bit(key)) != 0;

    private static int Bit(MouseButton button) => 1 << (int)button;

    private static UInt128 Bit(Key key) => UInt128.One << (int)key;
}
