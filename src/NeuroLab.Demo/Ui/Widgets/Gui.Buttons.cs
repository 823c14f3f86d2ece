using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Widgets;

internal sealed partial class Gui
{
    private const float ControlHeight = 24;

    public void Label(ReadOnlySpan<char> text, TextStyle style = TextStyle.Body, TextAlign align = TextAlign.Left) =>
        canvas.Text(text, NextRow(18), style, style == TextStyle.Body ? Theme.Text : Theme.TextSecondary, align);

    /// <summary>A button over the whole row. True when pressed.</summary>
    public bool Button(string label) => Button(label, NextRow(ControlHeight));

    public bool Button(string label, in UiRect box, bool isAccented = false)
    {
        var state = Interact(IdOf(label), box);
        DrawButtonFrame(state, box, isAccented);
        canvas.Text(Visible(label), box.Inset(Theme.Space2, 0), TextStyle.Body, isAccented ? Theme.OnAccent : Theme.Text, TextAlign.Center);
        return state.IsClicked;
    }

    /// <param name="name">Names the widget; it is not shown.</param>
    /// <param name="icon">What is shown.</param>
    /// <param name="box">The place of the button.</param>
    /// <param name="isAccented">Filled with the accent colour: the one that matters most.</param>
    /// <param name="color">Of the icon; null for the text colour.</param>
    public bool IconButton(string name, Icon icon, in UiRect box, bool isAccented = false, SKColor? color = null)
    {
        var state = Interact(IdOf(name), box);
        DrawButtonFrame(state, box, isAccented);
        canvas.Icon(icon, box.Inset(0, MathF.Max(0, (box.Height - 14) / 2)), isAccented ? Theme.OnAccent : color ?? Theme.Text);
        return state.IsClicked;
    }

    public bool Checkbox(string label, ref bool value)
    {
        var row = NextRow(20);
        var state = Interact(IdOf(label), row);
        if (state.IsClicked)
            value = !value;
        var side = row.TakeLeft(16, out var rest);
        var box = new UiRect(side.X, side.CenterY - 8, 16, 16);
        canvas.FillRect(box, value ? Theme.Accent : state.IsHovered ? Theme.ControlHover : Theme.Control, Theme.Radius);
        if (value)
            canvas.Icon(Icon.Check, box.Inset(1), Theme.OnAccent);
        else
            canvas.StrokeRect(box, Theme.ControlBorder, 1, Theme.Radius);
        DrawFocusRing(state, box);
        rest.TakeLeft(Theme.Space2, out rest);
        canvas.Text(Visible(label), rest, TextStyle.Body, Theme.Text);
        return state.IsClicked;
    }

    /// <summary>The heading of a group, with a line above. True when its reset icon is pressed.</summary>
    /// <param name="label">The heading.</param>
    /// <param name="canReset">Whether the icon is there.</param>
    public bool SectionHeader(string label, bool canReset = true)
    {
        var row = NextRow(28);
        canvas.HorizontalLine(row.X - Theme.Space3, row.Y, row.Width + 2 * Theme.Space3, Theme.ControlBorder);
        row.TakeTop(8, out row);
        canvas.Text(Visible(label), row, TextStyle.Strong, Theme.Text);
        if (!canReset)
            return false;
        var box = row.TakeRight(20, out _);
        var state = Interact(IdOf(label), box);
        canvas.Icon(Icon.Reset, box.Inset(3), state.IsHovered ? Theme.Text : Theme.TextSecondary);
        DrawFocusRing(state, box);
        return state.IsClicked;
    }

    /// <summary>A leaf of a tree. True when pressed.</summary>
    /// <param name="label">The text.</param>
    /// <param name="depth">0 for the roots.</param>
    /// <param name="isSelected">Highlighted.</param>
    /// <param name="dot">A colour mark before the text.</param>
    /// <param name="value">A text at the right end.</param>
    public bool TreeRow(string label, int depth, bool isSelected, SKColor? dot = null, ReadOnlySpan<char> value = default)
    {
        var row = NextTreeRow(label, isSelected, out var state);
        row.TakeLeft(Theme.Space1 + Theme.Space4 * depth + (dot is null && depth > 0 ? Theme.Space1 : 0), out var rest);
        if (dot is { } color)
        {
            canvas.FillCircle(rest.X + 6, rest.CenterY, 4.5f, color);
            rest.TakeLeft(18, out rest);
        }
        var used = canvas.Text(value, rest.Inset(Theme.Space1, 0), TextStyle.Body, Theme.TextSecondary, TextAlign.Right);
        canvas.Text(Visible(label), rest with { Width = MathF.Max(0, rest.Width - used - Theme.Space2) }, TextStyle.Body, Theme.Text);
        DrawFocusRing(state, row);
        return state.IsClicked;
    }

    /// <summary>A branch of a tree, which a press (or the arrows while focused) opens and closes.</summary>
    /// <returns>Whether it is open.</returns>
    public bool TreeBranch(string label, int depth, ref bool isOpen)
    {
        var row = NextTreeRow(label, false, out var state);
        if (state.IsClicked)
            isOpen = !isOpen;
        if (state.IsFocused && TakeKey(UiKeys.Right))
            isOpen = true;
        if (state.IsFocused && TakeKey(UiKeys.Left))
            isOpen = false;
        row.TakeLeft(Theme.Space4 * depth, out var rest);
        canvas.Icon(isOpen ? Icon.ChevronDown : Icon.ChevronRight, rest.TakeLeft(16, out rest), Theme.TextSecondary);
        rest.TakeLeft(Theme.Space1, out rest);
        canvas.Text(Visible(label), rest, TextStyle.Strong, Theme.Text);
        DrawFocusRing(state, row);
        return isOpen;
    }

    private UiRect NextTreeRow(string label, bool isSelected, out WidgetState state)
    {
        var row = NextRow(22);
        Space(2 - RowGap);
        state = Interact(IdOf(label), row);
        if (isSelected || state.IsHovered)
            canvas.FillRect(row, isSelected ? Theme.Selection : Theme.Control, Theme.Radius);
        return row;
    }

    private void DrawButtonFrame(in WidgetState state, in UiRect box, bool isAccented)
    {
        var fill = isAccented ? Theme.Accent : state.IsHeld ? Theme.Selection : state.IsHovered ? Theme.ControlHover : Theme.Control;
        canvas.FillRect(box, fill, Theme.Radius);
        if (!isAccented)
            canvas.StrokeRect(box, Theme.ControlBorder, 1, Theme.Radius);
        DrawFocusRing(state, box);
    }
}
