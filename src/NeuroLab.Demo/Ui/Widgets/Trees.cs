using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>The rows of a tree.</summary>
internal static class Trees
{
    /// <summary>A leaf of a tree. True when pressed.</summary>
    /// <param name="label">The text.</param>
    /// <param name="depth">0 for the roots.</param>
    /// <param name="isSelected">Highlighted.</param>
    /// <param name="dot">A colour mark before the text.</param>
    /// <param name="value">A text at the right.</param>
    public static bool TreeRow(this Gui gui, string label, int depth, bool isSelected, SKColor? dot = null, ReadOnlySpan<char> value = default)
    {
        var row = gui.NextTreeRow(label, isSelected, out var state);
        row.TakeLeft(Theme.Space1 + Theme.Space4 * depth + (dot is null && depth > 0 ? Theme.Space1 : 0), out var rest);
        if (dot is { } color)
        {
            gui.Canvas.FillCircle(rest.X + 6, rest.CenterY, 4.5f, color);
            rest.TakeLeft(18, out rest);
        }
        var used = gui.Canvas.Text(value, rest.Inset(Theme.Space1, 0), TextStyle.Body, gui.Theme.TextSecondary, TextAlign.Right);
        gui.Canvas.Text(Gui.Visible(label), rest with { Width = MathF.Max(0, rest.Width - used - Theme.Space2) }, TextStyle.Body, gui.Theme.Text);
        gui.DrawFocusRing(state, row);
        return state.IsClicked;
    }

    /// <summary>A branch of a tree; a press (or the arrow keys while focused) opens and closes it.</summary>
    /// <returns>Whether it is open.</returns>
    public static bool TreeBranch(this Gui gui, string label, int depth, ref bool isOpen)
    {
        var row = gui.NextTreeRow(label, false, out var state);
        if (state.IsClicked)
            isOpen = !isOpen;
        if (state.IsFocused && gui.Take(UiKeys.Right))
            isOpen = true;
        if (state.IsFocused && gui.Take(UiKeys.Left))
            isOpen = false;
        row.TakeLeft(Theme.Space4 * depth, out var rest);
        gui.Canvas.Icon(isOpen ? Icon.ChevronDown : Icon.ChevronRight, rest.TakeLeft(16, out rest), gui.Theme.TextSecondary);
        rest.TakeLeft(Theme.Space1, out rest);
        gui.Canvas.Text(Gui.Visible(label), rest, TextStyle.Strong, gui.Theme.Text);
        gui.DrawFocusRing(state, row);
        return isOpen;
    }

    private static UiRect NextTreeRow(this Gui gui, string label, bool isSelected, out WidgetState state)
    {
        var row = gui.NextRow(22);
        gui.Space(2 - Columns.RowGap);
        state = gui.Interact(gui.IdOf(label), row);
        if (isSelected || state.IsHovered)
            gui.Canvas.FillRect(row, isSelected ? gui.Theme.Selection : gui.Theme.Control, Theme.Radius);
        return row;
    }
}
