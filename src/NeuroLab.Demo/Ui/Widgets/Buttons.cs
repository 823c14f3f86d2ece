using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>Texts, buttons, check boxes and group headings.</summary>
internal static class Buttons
{
    public static void Label(this Gui gui, ReadOnlySpan<char> text, TextStyle style = TextStyle.Body, TextAlign align = TextAlign.Left) =>
        gui.Canvas.Text(text, gui.NextRow(18), style, style == TextStyle.Body ? gui.Theme.Text : gui.Theme.TextSecondary, align);

    /// <summary>A button over the full row. True when pressed.</summary>
    public static bool Button(this Gui gui, string label) => gui.Button(label, gui.NextRow(Gui.ControlHeight));

    public static bool Button(this Gui gui, string label, in UiRect box, bool isAccented = false)
    {
        var state = gui.Interact(gui.IdOf(label), box);
        gui.DrawButtonFrame(state, box, isAccented);
        gui.Canvas.Text(Gui.Visible(label), box.Inset(Theme.Space2, 0), TextStyle.Body, isAccented ? gui.Theme.OnAccent : gui.Theme.Text, TextAlign.Center);
        return state.IsClicked;
    }

    /// <param name="name">Names the widget; it is not shown.</param>
    /// <param name="icon">The icon.</param>
    /// <param name="box">Bounds of the button.</param>
    /// <param name="isAccented">Filled with the accent colour, for the primary button.</param>
    /// <param name="color">Colour of the icon; null for the text colour.</param>
    public static bool IconButton(this Gui gui, string name, Icon icon, in UiRect box, bool isAccented = false, SKColor? color = null)
    {
        var state = gui.Interact(gui.IdOf(name), box);
        gui.DrawButtonFrame(state, box, isAccented);
        gui.Canvas.Icon(icon, box.Inset(0, MathF.Max(0, (box.Height - 14) / 2)), isAccented ? gui.Theme.OnAccent : color ?? gui.Theme.Text);
        return state.IsClicked;
    }

    public static bool Checkbox(this Gui gui, string label, ref bool value)
    {
        var row = gui.NextRow(20);
        var state = gui.Interact(gui.IdOf(label), row);
        if (state.IsClicked)
            value = !value;
        var side = row.TakeLeft(16, out var rest);
        var box = new UiRect(side.X, side.CenterY - 8, 16, 16);
        gui.Canvas.FillRect(box, value ? gui.Theme.Accent : state.IsHovered ? gui.Theme.ControlHover : gui.Theme.Control, Theme.Radius);
        if (value)
            gui.Canvas.Icon(Icon.Check, box.Inset(1), gui.Theme.OnAccent);
        else
            gui.Canvas.StrokeRect(box, gui.Theme.ControlBorder, 1, Theme.Radius);
        gui.DrawFocusRing(state, box);
        rest.TakeLeft(Theme.Space2, out rest);
        gui.Canvas.Text(Gui.Visible(label), rest, TextStyle.Body, gui.Theme.Text);
        return state.IsClicked;
    }

    /// <summary>The heading of a group, with a line above. True when its reset icon is pressed.</summary>
    /// <param name="label">The heading.</param>
    /// <param name="canReset">Whether to show the icon.</param>
    public static bool SectionHeader(this Gui gui, string label, bool canReset = true)
    {
        var row = gui.NextRow(28);
        gui.Canvas.HorizontalLine(row.X - Theme.Space3, row.Y, row.Width + 2 * Theme.Space3, gui.Theme.ControlBorder);
        row.TakeTop(8, out row);
        gui.Canvas.Text(Gui.Visible(label), row, TextStyle.Strong, gui.Theme.Text);
        if (!canReset)
            return false;
        var box = row.TakeRight(20, out _);
        var state = gui.Interact(gui.IdOf(label), box);
        gui.Canvas.Icon(Icon.Reset, box.Inset(3), state.IsHovered ? gui.Theme.Text : gui.Theme.TextSecondary);
        gui.DrawFocusRing(state, box);
        return state.IsClicked;
    }

    /// <summary>An icon without a frame. True when pressed.</summary>
    /// <param name="name">Names the widget; it is not shown.</param>
    /// <param name="icon">The icon.</param>
    /// <param name="box">Its bounds.</param>
    /// <param name="isOn">Drawn in the accent colour.</param>
    public static bool FlatButton(this Gui gui, string name, Icon icon, in UiRect box, bool isOn = false)
    {
        var state = gui.Interact(gui.IdOf(name), box);
        if (state.IsHovered)
            gui.Canvas.FillRect(box, gui.Theme.ControlHover, Theme.Radius);
        var margin = MathF.Max(0, (MathF.Min(box.Width, box.Height) - 14) / 2);
        gui.Canvas.Icon(icon, box.Inset(margin), isOn ? gui.Theme.Accent : state.IsHovered ? gui.Theme.Text : gui.Theme.TextSecondary);
        gui.DrawFocusRing(state, box);
        return state.IsClicked;
    }

    /// <summary>A small label without a frame, highlighted while it is on. True when pressed.</summary>
    public static bool FlatButton(this Gui gui, string label, in UiRect box, bool isOn)
    {
        var state = gui.Interact(gui.IdOf(label), box);
        if (state.IsHovered || isOn)
            gui.Canvas.FillRect(box, state.IsHovered ? gui.Theme.ControlHover : gui.Theme.Control, Theme.Radius);
        var color = isOn ? gui.Theme.Accent : state.IsHovered ? gui.Theme.Text : gui.Theme.TextSecondary;
        gui.Canvas.Text(Gui.Visible(label), box, TextStyle.Tiny, color, TextAlign.Center);
        gui.DrawFocusRing(state, box);
        return state.IsClicked;
    }

    /// <summary>Outlines the widget that has the keyboard focus.</summary>
    public static void DrawFocusRing(this Gui gui, in WidgetState state, in UiRect box, float radius = Theme.Radius, bool isAccented = false)
    {
        if (state.IsFocused && gui.IsFocusShown)
            gui.Canvas.StrokeRect(box.Inset(-2), isAccented ? gui.Theme.Text : gui.Theme.Accent, 1.5f, radius + 2);
    }

    private static void DrawButtonFrame(this Gui gui, in WidgetState state, in UiRect box, bool isAccented)
    {
        var fill = isAccented ? gui.Theme.Accent : state.IsHeld ? gui.Theme.Selection : state.IsHovered ? gui.Theme.ControlHover : gui.Theme.Control;
        gui.Canvas.FillRect(box, fill, Theme.Radius);
        if (!isAccented)
            gui.Canvas.StrokeRect(box, gui.Theme.ControlBorder, 1, Theme.Radius);
        gui.DrawFocusRing(state, box, isAccented: isAccented);
    }
}
