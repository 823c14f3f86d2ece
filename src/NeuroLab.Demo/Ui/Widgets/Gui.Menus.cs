using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Widgets;

internal sealed partial class Gui
{
    /// <summary>An area of one's own: reads the input and draws nothing but the focus.</summary>
    /// <param name="name">Names the widget.</param>
    /// <param name="box">Where it is.</param>
    /// <param name="isFocusable">Whether Tab stops at it.</param>
    public WidgetState Area(string name, in UiRect box, bool isFocusable = false)
    {
        var state = Interact(IdOf(name), box, isFocusable);
        if (isFocusable)
            DrawFocusRing(state, box);
        return state;
    }

    /// <summary>A place that belongs to the widgets: the 3D view does not see the mouse there.</summary>
    public void Cover(in UiRect box) => _panels.Add(box);

    /// <summary>Whether a key was pressed that no widget has acted on yet; it counts as acted on from now on.</summary>
    public bool Take(UiKeys key) => TakeKey(key);

    /// <summary>The wheel's notches that no widget has acted on yet; they count as acted on from now on.</summary>
    public float TakeWheel()
    {
        var wheel = _wheel;
        _wheel = 0;
        return wheel;
    }

    /// <summary>An icon without a frame. True when pressed.</summary>
    /// <param name="name">Names the widget; it is not shown.</param>
    /// <param name="icon">What is shown.</param>
    /// <param name="box">The place to press.</param>
    /// <param name="isOn">Drawn in the accent colour.</param>
    public bool FlatButton(string name, Icon icon, in UiRect box, bool isOn = false)
    {
        var state = Interact(IdOf(name), box);
        if (state.IsHovered)
            canvas.FillRect(box, Theme.ControlHover, Theme.Radius);
        var margin = MathF.Max(0, (MathF.Min(box.Width, box.Height) - 14) / 2);
        canvas.Icon(icon, box.Inset(margin), isOn ? Theme.Accent : state.IsHovered ? Theme.Text : Theme.TextSecondary);
        DrawFocusRing(state, box);
        return state.IsClicked;
    }

    /// <summary>A small word without a frame, lit while it is on. True when pressed.</summary>
    public bool FlatButton(string label, in UiRect box, bool isOn)
    {
        var state = Interact(IdOf(label), box);
        if (state.IsHovered || isOn)
            canvas.FillRect(box, state.IsHovered ? Theme.ControlHover : Theme.Control, Theme.Radius);
        var color = isOn ? Theme.Accent : state.IsHovered ? Theme.Text : Theme.TextSecondary;
        canvas.Text(Visible(label), box, TextStyle.Tiny, color, TextAlign.Center);
        DrawFocusRing(state, box);
        return state.IsClicked;
    }

    /// <summary>Whether the list of that menu is open.</summary>
    public bool IsListOpen(string name) => _popup.Id != 0 && _popup.Id == IdOf(name);

    /// <summary>A list of commands behind an icon.</summary>
    /// <returns>The index of the chosen one in the frame after it was chosen; else −1.</returns>
    public int Menu(string name, Icon icon, in UiRect box, IReadOnlyList<string> items)
    {
        var isPressed = FlatButton(name, icon, box, _popup.Id == IdOf(name));
        return OpenMenu(IdOf(name), isPressed, box, items);
    }

    /// <summary>A list of commands behind a text with a chevron, right-aligned in its box.</summary>
    public int Menu(string name, ReadOnlySpan<char> text, TextStyle style, in UiRect box, IReadOnlyList<string> items, TextAlign align = TextAlign.Left)
    {
        var width = MathF.Min(box.Width, canvas.Measure(text, style) + 18);
        var place = align == TextAlign.Right ? box.TakeRight(width, out _) : box.TakeLeft(width, out _);
        var state = Interact(IdOf(name), place);
        var color = state.IsHovered || _popup.Id == IdOf(name) ? Theme.Text : Theme.TextSecondary;
        canvas.Icon(Icon.ChevronDown, place.TakeRight(12, out var rest), color);
        canvas.Text(text, rest, style, color);
        DrawFocusRing(state, place.Inset(-2, 0));
        return OpenMenu(IdOf(name), state.IsClicked, place, items);
    }

    private int OpenMenu(int id, bool isPressed, in UiRect box, IReadOnlyList<string> items)
    {
        var chosen = -1;
        if (_popup.Id == id)
        {
            TakeChoice(ref chosen, items, box);
        }
        else if (isPressed && items.Count > 0)
        {
            float width = 0;
            foreach (var item in items)
                width = MathF.Max(width, canvas.Measure(item, TextStyle.Body));
            _popup = new Popup { Id = id, Items = items, Box = box, Width = width + 40, Selected = -1, Choice = -1, IsNew = true };
        }
        return chosen;
    }
}
