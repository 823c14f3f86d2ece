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
internal sealed class Gui
{
    /// <summary>Of buttons and fields.</summary>
    public const float ControlHeight = 24;

    /// <summary>How much finer Shift makes a movement.</summary>
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
    private int _scope;
    private int _active;
    private double _scrollTime = double.NegativeInfinity;
    private bool _isFocusShown;
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

    /// <summary>The same for another place, with the panels where they were in the last frame: the mouse may have been
    /// moved and pressed since.</summary>
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

    /// <summary>Whether a widget has the keyboard's attention; valid after <see cref="End"/>.</summary>
    public bool HasFocus => FocusedId != 0;

    /// <summary>Whether the focus was moved by the keyboard and is drawn.</summary>
    public bool IsFocusShown => FocusedId != 0 && _isFocusShown;

    /// <summary>Whether an open list takes the keys and the mouse.</summary>
    public bool HasOpenList => Popup.Id != 0;

    /// <summary>The input of this frame, for drawing of one's own.</summary>
    public ref readonly UiInput Input => ref _input;

    /// <summary>The keys of this frame that no widget acted on; valid after <see cref="End"/>.</summary>
    public UiKeys UnusedKeys => _keys;

    /// <summary>The keys that the widgets of this frame would have acted on; valid after <see cref="End"/>.</summary>
    public UiKeys KnownKeys { get; private set; }

    /// <summary>The list that is open.</summary>
    public PopupList Popup { get; }

    /// <summary>The text beside a widget.</summary>
    public TooltipCard TooltipCard => _tooltip;

    /// <summary>Where the next widget stands.</summary>
    public Columns Columns { get; } = new();

    /// <summary>The text that is being edited.</summary>
    public TextEdit TextEdit { get; } = new();

    /// <summary>For texts put together in this frame.</summary>
    public TextBuffer Scratch { get; } = new();

    /// <summary>The wheel's notches that no widget has acted on yet.</summary>
    public float Wheel { get; private set; }

    /// <summary>The widget that has the keyboard's attention; 0 for none.</summary>
    public int FocusedId { get; set; }

    /// <summary>The widget that begins to be edited without a key; 0 for none.</summary>
    public int WantsEdit { get; set; }

    /// <summary>Where the pointer was when the widget that is dragged last followed it.</summary>
    public float DragX { get; set; }

    /// <summary>How far along its line the knob that is dragged would be, 0…1 and beyond.</summary>
    public double DragFraction { get; set; }

    /// <summary>Whether a panel is being scrolled: a number that comes under the pointer is not meant.</summary>
    public bool IsScrolling => _input.Time - _scrollTime < ScrollSeconds;

    /// <summary>Gives what was copied, here or in another program; null for nothing.</summary>
    public Func<string>? ReadClipboard { get; set; }

    /// <summary>Takes what is copied.</summary>
    public Action<string>? WriteClipboard { get; set; }

    /// <summary>Called with a line that tells why what was typed is not taken.</summary>
    public Action<string>? Rejected { get; set; }

    /// <inheritdoc cref="Columns.Remaining"/>
    public UiRect Remaining => Columns.Remaining;

    /// <inheritdoc cref="Columns.LastRow"/>
    public UiRect LastRow => Columns.LastRow;

    /// <inheritdoc cref="Columns.NextRow"/>
    public UiRect NextRow(float height) => Columns.NextRow(height);

    /// <inheritdoc cref="Columns.Space"/>
    public void Space(float height) => Columns.Space(height);

    /// <summary>Ends the drag or press of this frame.</summary>
    public void Release() => _active = 0;

    /// <summary>These keys belong to a widget that does nothing with them.</summary>
    public void Drop(UiKeys keys) => _keys &= ~keys;

    /// <summary>A panel is being scrolled now.</summary>
    public void NoteScroll() => _scrollTime = _input.Time;

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
        _scope = Scopeless;
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
        // A click beside every widget takes the focus away; so does a widget that is no longer shown.
        var isNew = WantsEdit == FocusedId;
        if ((_input.IsMousePressed && _active == 0 && !isNew) || (FocusedId != 0 && !_focusOrder.Contains(FocusedId) && !isNew))
            FocusedId = 0;
        if (TextEdit.Id != 0 && !_focusOrder.Contains(TextEdit.Id))
            TextEdit.Stop();
        if (!_input.IsMouseDown)
            _active = 0;
    }

    /// <summary>Gives a widget that the next frame shows the keyboard's attention.</summary>
    public void Focus(string label)
    {
        FocusedId = IdOf(label);
        _isFocusShown = true;
        WantsEdit = FocusedId;
    }

    /// <summary>Takes the keyboard's attention away from whatever has it.</summary>
    public void Unfocus() => FocusedId = 0;

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
        if (_hovered == 0 || _hovered != _lastWidget || _active != 0 || TextEdit.Id != 0 || _input.Time - _hoverStart < TooltipDelay)
            return;
        _tooltip.Show(text, _lastBox);
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
    public Nesting Here => new(_scopes.Count, _scope, Columns.Count, Canvas.ClipCount);

    /// <summary>Closes whatever was begun since then and not ended: its drawing failed half way.</summary>
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

    /// <summary>The common part of every widget: hover, press, focus.</summary>
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
        if (isFocusable)
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

    /// <summary>True once for a key of this frame, so that no two widgets act on it.</summary>
    public bool Take(UiKeys key)
    {
        KnownKeys |= key;
        var isPressed = (_keys & key) != 0;
        _keys &= ~key;
        return isPressed;
    }

    /// <summary>How many entries down a list the arrows of this frame go.</summary>
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

    public void DrawFocusRing(in WidgetState state, in UiRect box, float radius = Theme.Radius)
    {
        if (state.IsFocused && _isFocusShown)
            Canvas.StrokeRect(box.Inset(-2), Theme.Accent, 1.5f, radius + 2);
    }

    /// <summary>A number that a widget keeps between frames.</summary>
    public ref float Kept(int id) => ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, id, out _);

    /// <summary>A place that belongs to the widgets: the 3D view does not see the mouse there.</summary>
    public void Cover(in UiRect box) => _panels.Add(box);

    /// <summary>The wheel's notches that no widget has acted on yet; they count as acted on from now on.</summary>
    public float TakeWheel()
    {
        var wheel = Wheel;
        Wheel = 0;
        return wheel;
    }
}
