using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>Combo boxes and menus: the widgets that open the <see cref="PopupList"/>.</summary>
internal static class Lists
{
    private const float ArrowRoom = 14;

    /// <summary>
    /// One of several choices. A press, Enter or Space opens the list; the arrow keys select, also while it is closed if the keyboard led here.
    /// True when the selection changed.
    /// </summary>
    /// <param name="label">Label before the box; empty (or "##name") to use the full row for the box.</param>
    /// <param name="selected">Index of the selected choice, −1 for none.</param>
    /// <param name="items">The choices; must not change before the end of the frame, when the list is drawn.</param>
    /// <param name="otherwise">Shown while none of them is selected.</param>
    /// <param name="explained">A tooltip for each choice; null for none.</param>
    public static bool ComboBox(this Gui gui, string label, ref int selected, IReadOnlyList<string> items, string otherwise = "", IReadOnlyList<string>? explained = null)
    {
        var chosen = selected >= 0 && selected < items.Count ? items[selected] : otherwise;
        var box = gui.LabelledRow(label, gui.Canvas.Measure(chosen, TextStyle.Body) + 2 * Theme.Space2 + ArrowRoom);
        var id = gui.IdOf(label);
        var state = gui.Interact(id, box);
        var before = selected;
        if (gui.Popup.Id == id)
            gui.Popup.TakeChoice(ref selected, items, box);
        else if (state.IsClicked && items.Count > 0)
            gui.Popup.Open(id, items, box, selected, explained: explained);
        else if (state.IsFocused && gui.IsFocusShown && items.Count > 0)
            selected = gui.ArrowSteps() is var steps and not 0 ? Math.Clamp(selected + steps, 0, items.Count - 1) : selected;

        gui.Canvas.FillRect(box, state.IsHovered ? gui.Theme.ControlHover : gui.Theme.Control, Theme.Radius);
        gui.Canvas.StrokeRect(box, gui.Theme.ControlBorder, 1, Theme.Radius);
        gui.DrawFocusRing(state, box);
        var inner = box.Inset(Theme.Space2, 0);
        gui.Canvas.Icon(Icon.ChevronDown, inner.TakeRight(ArrowRoom, out inner), gui.Theme.TextSecondary);
        gui.Canvas.Text(selected >= 0 && selected < items.Count ? items[selected] : otherwise, inner, TextStyle.Body, gui.Theme.Text);
        return selected != before;
    }

    /// <summary>Whether the list of that menu is open.</summary>
    public static bool IsListOpen(this Gui gui, string name) => gui.HasOpenList && gui.Popup.Id == gui.IdOf(name);

    /// <summary>A menu of commands, opened by an icon.</summary>
    /// <returns>The index of the selected command, in the frame after the selection; else −1.</returns>
    /// <param name="gui">The widgets.</param>
    /// <param name="name">Its id.</param>
    /// <param name="icon">Opens it.</param>
    /// <param name="box">Where the icon is.</param>
    /// <param name="items">The commands.</param>
    /// <param name="isChecked">A bit for each item that has a check mark.</param>
    /// <param name="groups">A bit for each item with a line above it.</param>
    public static int Menu(this Gui gui, string name, Icon icon, in UiRect box, IReadOnlyList<string> items, long isChecked = 0, long groups = 0)
    {
        var isPressed = gui.FlatButton(name, icon, box, gui.Popup.Id == gui.IdOf(name));
        return gui.OpenMenu(gui.IdOf(name), isPressed, box, items, isChecked: isChecked, groups: groups);
    }

    /// <summary>A menu of commands, opened by a text with a chevron, right-aligned in its box.</summary>
    public static int Menu(this Gui gui, string name, ReadOnlySpan<char> text, TextStyle style, in UiRect box, IReadOnlyList<string> items, TextAlign align = TextAlign.Left, IReadOnlyList<string>? explained = null, long isChecked = 0, long groups = 0)
    {
        var width = MathF.Min(box.Width, gui.Canvas.Measure(text, style) + 18);
        var button = align == TextAlign.Right ? box.TakeRight(width, out _) : box.TakeLeft(width, out _);
        var state = gui.Interact(gui.IdOf(name), button);
        var color = state.IsHovered || gui.Popup.Id == gui.IdOf(name) ? gui.Theme.Text : gui.Theme.TextSecondary;
        gui.Canvas.Icon(Icon.ChevronDown, button.TakeRight(12, out var rest), color);
        gui.Canvas.Text(text, rest, style, color);
        gui.DrawFocusRing(state, button.Inset(-2, 0));
        return gui.OpenMenu(gui.IdOf(name), state.IsClicked, button, items, explained, isChecked, groups);
    }

    private static int OpenMenu(
        this Gui gui, int id, bool isPressed, in UiRect box, IReadOnlyList<string> items, IReadOnlyList<string>? explained = null, long isChecked = 0, long groups = 0)
    {
        var chosen = -1;
        if (gui.Popup.Id == id)
        {
            gui.Popup.TakeChoice(ref chosen, items, box);
        }
        else if (isPressed && items.Count > 0)
        {
            float width = 0;
            foreach (var item in items)
                width = MathF.Max(width, gui.Canvas.Measure(item, TextStyle.Body));
            gui.Popup.Open(id, items, box, selected: -1, width + 40, explained, isChecked, groups);
        }
        return chosen;
    }
}
