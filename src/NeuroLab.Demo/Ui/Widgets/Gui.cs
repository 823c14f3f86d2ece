using System.Runtime.InteropServices;
using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>
/// Immediate-mode widgets: every frame, between <see cref="Begin"/> and <see cref="End"/>, each widget is one call that
/// draws it, handles the input and returns whether the user changed something. A label names the widget within its
/// <see cref="PushId"/> scope; text after "##" is part of the name and not shown. Tab and Shift+Tab move the focus,
/// Enter and Space press, Escape leaves. Not thread-safe.
/// </summary>
internal sealed class Gui
{
    /// <summary>Height of buttons and fields.</summary>
    public const float ControlHeight = 24;

    /// <summary>Factor by which Shift slows down movement.</summary>
    public const double FineFactor = 0.1;

    private const int Scopeless = 17;
    private const double DoubleClickSeconds = 0.35, TooltipDelay = 0.5, ScrollSeconds = 0.4;

    private readonly List<int> _focusOrder = [];
    private readonly List<(int Id, UiRect Box)> _boxes = [];
    private readonly Stack<int> _scopes = new();
    private readonly Dictionary<int, float> _numbers = [];
    private readonly List<UiRect> _panels = [];
    private readonly TooltipCard _tooltip;
    private UiInput _input;
    private UiKeys _keys;
    private int _scope = Scopeless;
    private int _active;
    private double _scrollTime = double.NegativeInfinity;
    private (float X, float Y) _scrollPlace = (float.NaN, float.NaN);
    private bool _isFocusShown, _isBehindDialog;
    private int _lastPressed;
    private double _lastPressTime = double.NegativeInfinity;
    private int _hovered, _lastWidget;
    private double _hoverStart;
    private UiRect _lastBox;

    public Gui(UiCanvas canvas)
    {
        Canvas = canvas;
        Popup = new PopupList(this);
        _tooltip = new TooltipCard(this);
    }

    public Theme Theme { get; set; } = Theme.Dark;

    public UiCanvas Canvas { get; }

    /// <summary>Whether the mouse belongs to the widgets and not to the 3D view; valid after <see cref="End"/>.</summary>
    public bool WantsMouse => WantsMouseAt(_input.MouseX, _input.MouseY);

    /// <summary>
    /// The same for another position, with the panels of the last frame: the mouse may have been moved and pressed
    /// since.
    /// </summary>
    public bool WantsMouseAt(float x, float y)
    {
        if (_active != 0 || Popup.Id != 0)
            return true;
        foreach (var panel in _panels)
        {
            if (panel.Contains(x, y))
                return true;
        }
        return false;
    }

    /// <summary>Whether typed characters belong to a widget; valid after <see cref="End"/>.</summary>
    public bool WantsText => TextEdit.Id != 0;

    /// <summary>Whether a widget has the keyboard focus; valid after <see cref="End"/>.</summary>
    public bool HasFocus => FocusedId != 0;

    /// <summary>Whether the focus was moved with the keyboard and is drawn.</summary>
    public bool IsFocusShown => FocusedId != 0 && _isFocusShown;

    /// <summary>Whether an open list captures the keys and the mouse.</summary>
    public bool HasOpenList => Popup.Id != 0;

    /// <summary>The input of this frame, for custom widgets.</summary>
    public ref readonly UiInput Input => ref _input;

    /// <summary>The keys of this frame that no widget handled; valid after <see cref="End"/>.</summary>
    public UiKeys UnusedKeys => _keys;

    /// <summary>The keys that the widgets of this frame would have handled; valid after <see cref="End"/>.</summary>
    public UiKeys KnownKeys { get; private set; }

    /// <summary>The open list.</summary>
    public PopupList Popup { get; }

    /// <summary>The current tooltip.</summary>
    public TooltipCard TooltipCard => _tooltip;

    /// <summary>The layout of the widgets.</summary>
    public Columns Columns { get; } = new();

    /// <summary>The text that is being edited.</summary>
    public TextEdit TextEdit { get; } = new();

    /// <summary>Scratch buffer for texts of this frame.</summary>
    public TextBuffer Scratch { get; } = new();

    /// <summary>The wheel's notches that no widget has handled yet.</summary>
    public float Wheel { get; private set; }

    /// <summary>The widget with the keyboard focus; 0 for none.</summary>
    public int FocusedId { get; set; }

    /// <summary>The widget to start editing without a key; 0 for none.</summary>
    public int WantsEdit { get; set; }

    /// <summary>The pointer's x when the dragged widget last followed it.</summary>
    public float DragX { get; set; }

    /// <summary>Unclamped position of the dragged knob on its track, where 0…1 is the track.</summary>
    public double DragFraction { get; set; }

    /// <summary>
    /// Whether a panel is being scrolled, or the pointer rests where one was: then the wheel does not change a number that
    /// came under it.
    /// </summary>
    public bool IsScrolling => _input.Time - _scrollTime < ScrollSeconds || (_input.MouseX, _input.MouseY) == _scrollPlace;

    /// <summary>Returns the clipboard's text; null for none.</summary>
    public Func<string>? ReadClipboard { get; set; }

    /// <summary>Sets the clipboard's text.</summary>
    public Action<string>? WriteClipboard { get; set; }

    /// <summary>Called with the reason if typed text is rejected.</summary>
    public Action<string>? Rejected { get; set; }

    /// <inheritdoc cref="Columns.Remaining"/>
    public UiRect Remaining => Columns.Remaining;

    /// <inheritdoc cref="Columns.LastRow"/>
    public UiRect LastRow => Columns.LastRow;

    /// <inheritdoc cref="Columns.NextRow"/>
    public UiRect NextRow(float height) => Columns.NextRow(height);

    /// <inheritdoc cref="Columns.Space"/>
    public void Space(float height) => Columns.Space(height);

    /// <summary>Ends the current drag or press.</summary>
    public void Release() => _active = 0;

    /// <summary>Consumes keys that belong to a widget but have no effect.</summary>
    public void Drop(UiKeys keys) => _keys &= ~keys;

    /// <summary>Records that a panel is being scrolled.</summary>
    public void NoteScroll() => (_scrollTime, _scrollPlace) = (_input.Time, (_input.MouseX, _input.MouseY));

    public void Begin(in UiInput input)
    {
        _input = input;
        _keys = input.Keys;
        KnownKeys = UiKeys.None;
        Wheel = input.Wheel;
        _focusOrder.Clear();
        _boxes.Clear();
        _scopes.Clear();
        Columns.Clear();
        (_scope, _isBehindDialog) = (Scopeless, false);
        _tooltip.Clear();
        Popup.BeginFrame();
        _panels.Clear();
        if (input.IsMousePressed)
            _isFocusShown = false;
    }

    public void End()
    {
        Popup.Draw();
        _tooltip.Draw();
        if (Take(UiKeys.Tab))
            MoveFocus(_input.IsShiftDown ? -1 : 1);
        if (FocusedId != 0 && Take(UiKeys.Escape))
            FocusedId = 0;
        // A click outside all widgets clears the focus; so does hiding the focused widget.
        var isNew = WantsEdit == FocusedId;
        if ((_input.IsMousePressed && _active == 0 && !isNew) || (FocusedId != 0 && !_focusOrder.Contains(FocusedId) && !isNew))
            FocusedId = 0;
        if (TextEdit.Id != 0 && !_focusOrder.Contains(TextEdit.Id))
            TextEdit.Stop();
        if (!_input.IsMouseDown)
            _active = 0;
    }

    /// <summary>Gives the keyboard focus to a widget of the next frame.</summary>
    public void Focus(string label)
    {
        FocusedId = IdOf(label);
        _isFocusShown = true;
        WantsEdit = FocusedId;
    }

    /// <summary>Leaves Tab only the widgets between two calls, from now on (true) and up to here (false).</summary>
    public void HoldFocus(bool begins)
    {
        if (begins)
            _focusOrder.Clear();
        _isBehindDialog = !begins;
    }

    /// <summary>Clears the keyboard focus.</summary>
    public void Unfocus() => FocusedId = 0;

    /// <summary>Begins a scope for the names of repeated widgets, one per list entry.</summary>
    public void PushId(int id)
    {
        _scopes.Push(_scope);
        _scope = HashCode.Combine(_scope, id);
    }

    public void PopId() => _scope = _scopes.Pop();

    /// <summary>
    /// Shows a text (lines end in \n, long ones wrap) next to the last widget once the pointer has rested on it.
    /// </summary>
    /// <param name="box">What it must not cover; null for the widget.</param>
    public void Tooltip(string text, UiRect? box = null)
    {
        if (_hovered == 0 || _hovered != _lastWidget || _active != 0 || TextEdit.Id != 0 || _input.Time - _hoverStart < TooltipDelay)
            return;
        _tooltip.Show(text, box ?? _lastBox);
    }

    /// <summary>Makes the next tooltip explain a whole row, if the pointer is on a part of it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="parts">The ids of its parts.</param>
    public void ExplainRow(in UiRect row, params ReadOnlySpan<int> parts)
    {
        if (_hovered != 0 && parts.Contains(_hovered))
            (_lastWidget, _lastBox) = (_hovered, row);
    }

    /// <summary>The bounds of a widget in the last frame; empty if it was not shown. For UI scripts.</summary>
    /// <param name="scope">The id of the single <see cref="PushId"/> around it; null for a widget outside all
    /// scopes.</param>
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

    /// <summary>Number of widgets in the last frame.</summary>
    public int WidgetCount => _boxes.Count;

    /// <summary>The bounds of one of them, in drawing order. For UI scripts.</summary>
    public UiRect WidgetBox(int index) => _boxes[index].Box;

    /// <summary>The current nesting depth of scopes, areas and clips.</summary>
    public Nesting Here => new(_scopes.Count, _scope, Columns.Count, Canvas.ClipCount);

    /// <summary>Closes everything begun since then and not ended, after an exception while drawing.</summary>
    public void ReturnTo(in Nesting nesting)
    {
        while (_scopes.Count > nesting.Scopes)
            _scopes.Pop();
        while (Columns.Count > nesting.Areas)
            Columns.Pop();
        while (Canvas.ClipCount > nesting.Clips)
            Canvas.PopClip();
        _scope = nesting.Scope;
    }

    public int IdOf(string label) => HashCode.Combine(_scope, string.GetHashCode(label));

    /// <summary>The visible part of a label.</summary>
    public static ReadOnlySpan<char> Visible(string label)
    {
        var end = label.IndexOf("##", StringComparison.Ordinal);
        return end < 0 ? label : label.AsSpan(0, end);
    }

    /// <summary>The common behaviour of all widgets: hover, press, focus.</summary>
    public WidgetState Interact(int id, in UiRect box, bool isFocusable = true)
    {
        var isBlocked = Popup.Id != 0 && !Popup.IsDrawing;
        var isOver = !isBlocked && box.Contains(_input.MouseX, _input.MouseY) && Canvas.Clip.Contains(_input.MouseX, _input.MouseY);
        var isHovered = isOver && (_active == 0 || _active == id);
        var isPressed = isHovered && _input.IsMousePressed;
        var isDoubleClick = false;
        if (isPressed)
        {
            _active = id;
            isDoubleClick = _lastPressed == id && _input.Time - _lastPressTime < DoubleClickSeconds;
            (_lastPressed, _lastPressTime) = (isDoubleClick ? 0 : id, _input.Time);
            if (isFocusable)
                FocusedId = id;
        }
        if (isFocusable && !_isBehindDialog)
            _focusOrder.Add(id);
        _boxes.Add((id, box));
        NoteHover(id, box, isHovered);
        var isFocused = isFocusable && FocusedId == id;
        var isKeyed = isFocused && TextEdit.Id != id && !isBlocked && (Take(UiKeys.Enter) || Take(UiKeys.Space));
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

    /// <summary>True once for a key of this frame, so that only one widget handles it.</summary>
    public bool Take(UiKeys key)
    {
        KnownKeys |= key;
        var isPressed = (_keys & key) != 0;
        _keys &= ~key;
        return isPressed;
    }

    /// <summary>Steps down a list by the arrow keys of this frame.</summary>
    public int ArrowSteps() => (Take(UiKeys.Down) ? 1 : 0) - (Take(UiKeys.Up) ? 1 : 0);

    private void MoveFocus(int direction)
    {
        _isFocusShown = true;
        if (_focusOrder.Count == 0)
            return;
        var index = _focusOrder.IndexOf(FocusedId);
        index = index < 0
            ? (direction > 0 ? 0 : _focusOrder.Count - 1)
            : (index + direction + _focusOrder.Count) % _focusOrder.Count;
        FocusedId = _focusOrder[index];
    }

    /// <summary>A number that a widget stores between frames.</summary>
    public ref float StoredNumber(int id) => ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, id, out _);

    /// <summary>Marks an area as covered by widgets: the 3D view does not see the mouse there.</summary>
    public void Cover(in UiRect box) => _panels.Add(box);

    /// <summary>Takes the wheel's notches that no widget has handled yet.</summary>
    public float TakeWheel()
    {
        var wheel = Wheel;
        Wheel = 0;
        return wheel;
    }
}
