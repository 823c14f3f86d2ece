using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>Containers: panels, scroll areas, and the splitters between them.</summary>
internal static class Panels
{
    private const float ScrollStep = 40;

    /// <summary>Begins a filled panel with a column of widgets, until <see cref="EndPanel"/>.</summary>
    /// <param name="bounds">The whole panel.</param>
    /// <param name="title">Title in capitals at the top, or null.</param>
    public static void BeginPanel(this Gui gui, in UiRect bounds, string? title = null)
    {
        gui.Cover(bounds);
        gui.Canvas.FillRect(bounds, gui.Theme.Panel);
        gui.Canvas.PushClip(bounds);
        var inner = bounds.Inset(Theme.Space3, Theme.Space2);
        gui.Columns.Push(inner);
        if (title is not null)
            gui.Canvas.Text(title, gui.NextRow(20), TextStyle.Label, gui.Theme.TextSecondary);
    }

    /// <summary>Begins what covers an area and keeps the keyboard until it is answered, until <see cref="EndDialog"/>.</summary>
    /// <param name="area">What it darkens.</param>
    /// <param name="first">The widget that has the focus if none of them has.</param>
    public static void BeginDialog(this Gui gui, in UiRect area, string first)
    {
        gui.HoldFocus(begins: true);
        if (!gui.HasFocus)
            gui.Focus(first);
        gui.Cover(area);
        gui.Canvas.FillRect(area, gui.Theme.Backdrop.WithAlpha(0x90));
    }

    /// <summary>Ends the widgets of a dialog.</summary>
    public static void EndDialog(this Gui gui) => gui.HoldFocus(begins: false);

    public static void EndPanel(this Gui gui)
    {
        gui.Columns.Pop();
        gui.Canvas.PopClip();
    }

    /// <summary>
    /// Begins a scroll area, until <see cref="EndScroll"/>: its widgets may be taller than the box, and the wheel
    /// scrolls them.
    /// </summary>
    public static void BeginScroll(this Gui gui, string name, in UiRect box)
    {
        var id = gui.IdOf(name);
        gui.Canvas.PushClip(box);
        // The scroll bar is in the margin; the widgets avoid it.
        var inner = new UiRect(box.X, box.Y - gui.StoredNumber(id), MathF.Max(0, box.Width - Theme.Space2), box.Height);
        gui.Columns.Push(inner, id, box);
    }

    public static void EndScroll(this Gui gui)
    {
        var area = gui.Columns.Pop();
        var box = area.ScrollBox;
        ref var offset = ref gui.StoredNumber(area.ScrollId);
        var content = area.Cursor - Columns.RowGap - area.Box.Y;
        var max = MathF.Max(0, content - box.Height);
        var isOver = box.Contains(gui.Input.MouseX, gui.Input.MouseY) && gui.Popup.Id == 0;
        if (isOver && gui.Wheel != 0 && max > 0)
        {
            offset -= gui.TakeWheel() * ScrollStep;
            gui.NoteScroll();
        }
        if (max > 0)
            gui.DrawScrollBar(area.ScrollId, box, content, max, ref offset);
        offset = Math.Clamp(offset, 0, max);
        gui.Canvas.PopClip();
    }

    private static void DrawScrollBar(this Gui gui, int id, in UiRect box, float content, float max, ref float offset)
    {
        var length = MathF.Max(24, box.Height * box.Height / content);
        var room = box.Height - length;
        var track = new UiRect(box.Right - 6, box.Y, 6, box.Height);
        var state = gui.Interact(HashCode.Combine(id, 1), track, isFocusable: false);
        if (state.IsHeld && room > 0)
            offset = (gui.Input.MouseY - box.Y - length / 2) / room * max;
        offset = Math.Clamp(offset, 0, max);
        var bar = new UiRect(box.Right - 5, box.Y + offset / max * room, 4, length);
        gui.Canvas.FillRect(bar, state.IsHovered || state.IsHeld ? gui.Theme.TextTertiary : gui.Theme.Track, 2);
    }

    /// <summary>
    /// A splitter between two panels, moved by dragging, or with the arrow keys while it has the focus.
    /// </summary>
    /// <param name="name">Names the widget.</param>
    /// <param name="box">The thin rectangle of the line.</param>
    /// <param name="isVertical">Whether the line is vertical.</param>
    /// <param name="position">The X (or Y) of the line.</param>
    /// <param name="low">Minimum position.</param>
    /// <param name="high">Maximum position.</param>
    public static bool Splitter(this Gui gui, string name, in UiRect box, bool isVertical, ref float position, float low, float high)
    {
        var grip = isVertical ? box.Inset(-3, 0) : box.Inset(0, -3);
        var state = gui.Interact(gui.IdOf(name), grip);
        gui.Cover(grip);
        var wanted = position;
        if (state.IsHeld)
            wanted = isVertical ? gui.Input.MouseX : gui.Input.MouseY;
        if (state.IsFocused && gui.Take(isVertical ? UiKeys.Left : UiKeys.Up))
            wanted -= 8;
        if (state.IsFocused && gui.Take(isVertical ? UiKeys.Right : UiKeys.Down))
            wanted += 8;
        gui.Canvas.FillRect(box, state.IsHeld || state.IsHovered ? gui.Theme.Accent : gui.Theme.Border);
        gui.DrawFocusRing(state, box, 0);
        // If it is not being moved, a narrow window does not change the stored position: it is restored with the width.
        if (wanted == position)
            return false;
        var before = position;
        position = Math.Clamp(wanted, low, MathF.Max(low, high));
        return position != before;
    }
}
