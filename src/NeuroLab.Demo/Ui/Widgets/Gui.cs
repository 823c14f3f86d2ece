using System.Runtime.InteropServices;
using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>
/// Immediate-mode widgets: every frame, between <see cref="Begin"/> and <see cref="End"/>, each widget is one call that
/// draws it, reads the input and tells whether the user changed something. A label names the widget within its
/// <see cref="PushId"/> scope; what follows "##" is part of the name and not shown.
/// Tab and Shift+Tab move the focus, Enter and Space press, Escape leaves. Use from one thread.
/// </summary>
internal sealed partial class Gui(UiCanvas canvas)
{
    private const int Scopeless = 17;
    private const double DoubleClickSeconds = 0.35, TooltipDelay = 0.5;

    private readonly List<int> _focusOrder = [];
    private readonly List<(int Id, UiRect Box)> _boxes = [];
    private readonly Stack<int> _scopes = new();
    private readonly Dictionary<int, float> _numbers = [];
    private readonly TextBuffer _text = new();
    private UiInput _input;
    private UiKeys _keys;
    private float _wheel;
    private int _scope;
    private int _active;
    private int _focus;
    private int _wantsEdit;
    private bool _isFocusShown;
    private int _lastPressed;
    private double _lastPressTime = double.NegativeInfinity;
    private int _hovered, _lastWidget;
    private double _hoverStart;
    private UiRect _lastBox;
    private string _tooltip = "";
    private UiRect _tooltipBox;
    private bool _isInPopup;
    private readonly List<UiRect> _panels = [];

    public Theme Theme { get; set; } = Theme.Dark;

    public UiCanvas Canvas => canvas;

    /// <summary>Whether the mouse belongs to the widgets and not to the 3D view; valid after <see cref="End"/>.</summary>
    public bool WantsMouse => WantsMouseAt(_input.MouseX, _input.MouseY);

    /// <summary>The same for another place, with the panels where they were in the last frame: the mouse may have been
    /// moved and pressed since.</summary>
    public bool WantsMouseAt(float x, float y)
    {
        if (_active != 0 || _popup.Id != 0)
            return true;
        foreach (var panel in _panels)
        {
            if (panel.Contains(x, y))
                return true;
        }
        return false;
    }

    /// <summary>Whether typed characters belong to a widget; valid after <see cref="End"/>.</summary>
    public bool WantsText => _edit.Id != 0;

    /// <summary>Whether a widget has the keyboard's attention; valid after <see cref="End"/>.</summary>
    public bool HasFocus => _focus != 0;

    /// <summary>Whether the focus was moved by the keyboard and is drawn.</summary>
    public bool IsFocusShown => _focus != 0 && _isFocusShown;

    /// <summary>Whether an open list takes the keys and the mouse.</summary>
    public bool HasOpenList => _popup.Id != 0;

    /// <summary>The input of this frame, for drawing of one's own.</summary>
    public ref readonly UiInput Input => ref _input;

    /// <summary>The keys of this frame that no widget acted on; valid after <see cref="End"/>.</summary>
    public UiKeys UnusedKeys => _keys;

    /// <summary>The keys that the widgets of this frame would have acted on; valid after <see cref="End"/>.</summary>
    public UiKeys KnownKeys { get; private set; }

    public void Begin(in UiInput input)
    {
        _input = input;
        _keys = input.Keys;
        KnownKeys = UiKeys.None;
        _wheel = input.Wheel;
        _focusOrder.Clear();
        _boxes.Clear();
        _scopes.Clear();
        _areas.Clear();
        _scope = Scopeless;
        _tooltip = "";
        _isInPopup = false;
        _panels.Clear();
        if (input.IsMousePressed)
            _isFocusShown = false;
    }

    public void End()
    {
        DrawPopup();
        DrawTooltip();
        if (TakeKey(UiKeys.Tab))
            MoveFocus(_input.IsShiftDown ? -1 : 1);
        if (_focus != 0 && TakeKey(UiKeys.Escape))
            _focus = 0;
        // A click beside every widget takes the focus away; so does a widget that is no longer shown.
        var isNew = _wantsEdit == _focus;
        if ((_input.IsMousePressed && _active == 0 && !isNew) || (_focus != 0 && !_focusOrder.Contains(_focus) && !isNew))
            _focus = 0;
        if (_edit.Id != 0 && !_focusOrder.Contains(_edit.Id))
            _edit.Stop();
        if (!_input.IsMouseDown)
            _active = 0;
    }

    /// <summary>Gives a widget that the next frame shows the keyboard's attention.</summary>
    public void Focus(string label)
    {
        _focus = IdOf(label);
        _isFocusShown = true;
        _wantsEdit = _focus;
    }

    /// <summary>Takes the keyboard's attention away from whatever has it.</summary>
    public void Unfocus() => _focus = 0;

    /// <summary>Separates the names of widgets that repeat, one scope for each list entry.</summary>
    public void PushId(int id)
    {
        _scopes.Push(_scope);
        _scope = HashCode.Combine(_scope, id);
    }

    public void PopId() => _scope = _scopes.Pop();

    /// <summary>Shows a text (lines end in \n, long ones wrap) beside the last widget once the pointer has rested on it.</summary>
    public void Tooltip(string text)
    {
        if (_hovered == 0 || _hovered != _lastWidget || _active != 0 || _edit.Id != 0 || _input.Time - _hoverStart < TooltipDelay)
            return;
        _tooltip = text;
        _tooltipBox = _lastBox;
    }

    /// <summary>Where a widget stood in the last frame; empty where it was not shown. For scripts that work the interface.</summary>
    /// <param name="scope">What was given to the one <see cref="PushId"/> around it; null for one outside every scope.</param>
    public UiRect BoxOf(string label, int? scope = null)
    {
        var id = HashCode.Combine(scope is { } inner ? HashCode.Combine(Scopeless, inner) : Scopeless, string.GetHashCode(label));
        foreach ((var shown, var box) in _boxes)
        {
            if (shown == id)
                return box;
        }
        return default;
    }

    /// <summary>How many widgets the last frame showed.</summary>
    public int WidgetCount => _boxes.Count;

    /// <summary>Where one of them stood, in the order they were drawn. For scripts that work the interface.</summary>
    public UiRect WidgetBox(int index) => _boxes[index].Box;

    /// <summary>How deep in scopes, areas and clips the next widget stands.</summary>
    public Nesting Here => new(_scopes.Count, _scope, _areas.Count, canvas.ClipCount);

    /// <summary>Closes whatever was begun since then and not ended: its drawing failed half way.</summary>
    public void ReturnTo(in Nesting nesting)
    {
        while (_scopes.Count > nesting.Scopes)
            _scopes.Pop();
        while (_areas.Count > nesting.Areas)
            _areas.Pop();
        while (canvas.ClipCount > nesting.Clips)
            canvas.PopClip();
        _scope = nesting.Scope;
    }

    private int IdOf(string label) => HashCode.Combine(_scope, string.GetHashCode(label));

    /// <summary>The visible part of a label.</summary>
    private static ReadOnlySpan<char> Visible(string label)
    {
        var end = label.IndexOf("##", StringComparison.Ordinal);
        return end < 0 ? label : label.AsSpan(0, end);
    }

    /// <summary>The common part of every widget: hover, press, focus.</summary>
    private WidgetState Interact(int id, in UiRect box, bool isFocusable = true)
    {
        var isBlocked = _popup.Id != 0 && !_isInPopup;
        var isOver = !isBlocked && box.Contains(_input.MouseX, _input.MouseY) && canvas.Clip.Contains(_input.MouseX, _input.MouseY);
        var isHovered = isOver && (_active == 0 || _active == id);
        var isPressed = isHovered && _input.IsMousePressed;
        var isDoubleClick = false;
        if (isPressed)
        {
            _active = id;
            isDoubleClick = _lastPressed == id && _input.Time - _lastPressTime < DoubleClickSeconds;
            (_lastPressed, _lastPressTime) = (isDoubleClick ? 0 : id, _input.Time);
            if (isFocusable)
                _focus = id;
        }
        if (isFocusable)
            _focusOrder.Add(id);
        _boxes.Add((id, box));
        NoteHover(id, box, isHovered);
        var isFocused = isFocusable && _focus == id;
        var isKeyed = isFocused && _edit.Id != id && !isBlocked && (TakeKey(UiKeys.Enter) || TakeKey(UiKeys.Space));
        var isClicked = isKeyed || (_active == id && _input.IsMouseReleased && isOver);
        return new WidgetState(isHovered, isPressed, _active == id, isClicked, isKeyed, isDoubleClick, isFocused);
    }

    private void NoteHover(int id, in UiRect box, bool isHovered)
    {
        (_lastWidget, _lastBox) = (id, box);
        if (isHovered && _hovered != id)
            (_hovered, _hoverStart) = (id, _input.Time);
        else if (!isHovered && _hovered == id)
            _hovered = 0;
    }

    /// <summary>True once for a key of this frame, so that no two widgets act on it.</summary>
    private bool TakeKey(UiKeys key)
    {
        KnownKeys |= key;
        var isPressed = (_keys & key) != 0;
        _keys &= ~key;
        return isPressed;
    }

    private void MoveFocus(int direction)
    {
        _isFocusShown = true;
        if (_focusOrder.Count == 0)
            return;
        var index = _focusOrder.IndexOf(_focus);
        index = index < 0
            ? (direction > 0 ? 0 : _focusOrder.Count - 1)
            : (index + direction + _focusOrder.Count) % _focusOrder.Count;
        _focus = _focusOrder[index];
    }

    private void DrawFocusRing(in WidgetState state, in UiRect box, float radius = Theme.Radius)
    {
        if (state.IsFocused && _isFocusShown)
            canvas.StrokeRect(box.Inset(-2), Theme.Accent, 1.5f, radius + 2);
    }

    /// <summary>A number that a widget keeps between frames.</summary>
    private ref float Kept(int id) => ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, id, out _);
}
