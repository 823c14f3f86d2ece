using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

internal sealed partial class Gui
{
    private const float RowGap = 6, ScrollStep = 40;

    private const double ScrollSeconds = 0.4;

    private readonly Stack<Column> _areas = new();
    private double _scrollTime = double.NegativeInfinity;

    // A number that comes under the pointer while a panel is scrolled is not meant.
    private bool IsScrolling => _input.Time - _scrollTime < ScrollSeconds;

    /// <summary>A filled panel. Widgets stand in it one below the other until <see cref="EndPanel"/>.</summary>
    /// <param name="bounds">The whole panel.</param>
    /// <param name="title">A label in capitals at the top, or null.</param>
    public void BeginPanel(in UiRect bounds, string? title = null)
    {
        Cover(bounds);
        canvas.FillRect(bounds, Theme.Panel);
        canvas.PushClip(bounds);
        var inner = bounds.Inset(Theme.Space3, Theme.Space2);
        _areas.Push(new Column(inner, inner.Y, 0));
        if (title is not null)
            canvas.Text(title, NextRow(20), TextStyle.Label, Theme.TextSecondary);
    }

    public void EndPanel()
    {
        _areas.Pop();
        canvas.PopClip();
    }

    /// <summary>What is left of the panel below the last widget.</summary>
    public UiRect Remaining
    {
        get
        {
            var area = _areas.Peek();
            return new UiRect(area.Box.X, area.Cursor, area.Box.Width, MathF.Max(0, area.Box.Bottom - area.Cursor));
        }
    }

    /// <summary>The place that was taken last.</summary>
    public UiRect LastRow { get; private set; }

    /// <summary>The place of the next widget, for drawing of one's own.</summary>
    public UiRect NextRow(float height)
    {
        var area = _areas.Pop();
        var row = new UiRect(area.Box.X, area.Cursor, area.Box.Width, height);
        _areas.Push(area with { Cursor = area.Cursor + height + RowGap });
        LastRow = row;
        return row;
    }

    public void Space(float height)
    {
        var area = _areas.Pop();
        _areas.Push(area with { Cursor = area.Cursor + height });
    }

    /// <summary>Widgets until <see cref="EndScroll"/> may be taller than the box; the wheel moves them.</summary>
    public void BeginScroll(string name, in UiRect box)
    {
        var id = IdOf(name);
        canvas.PushClip(box);
        // The bar stands in the margin; the widgets keep clear of it.
        var inner = new UiRect(box.X, box.Y - Kept(id), MathF.Max(0, box.Width - Theme.Space2), box.Height);
        _areas.Push(new Column(inner, inner.Y, id) { ScrollBox = box });
    }

    public void EndScroll()
    {
        var area = _areas.Pop();
        var box = area.ScrollBox;
        ref var offset = ref Kept(area.ScrollId);
        var content = area.Cursor - RowGap - area.Box.Y;
        var most = MathF.Max(0, content - box.Height);
        var isOver = box.Contains(_input.MouseX, _input.MouseY) && _popup.Id == 0;
        if (isOver && _wheel != 0 && most > 0)
        {
            offset -= _wheel * ScrollStep;
            _scrollTime = _input.Time;
            _wheel = 0;
        }
        if (most > 0)
            DrawScrollBar(area.ScrollId, box, content, most, ref offset);
        offset = Math.Clamp(offset, 0, most);
        canvas.PopClip();
    }

    private void DrawScrollBar(int id, in UiRect box, float content, float most, ref float offset)
    {
        var length = MathF.Max(24, box.Height * box.Height / content);
        var room = box.Height - length;
        var track = new UiRect(box.Right - 6, box.Y, 6, box.Height);
        var state = Interact(HashCode.Combine(id, 1), track, isFocusable: false);
        if (state.IsHeld && room > 0)
            offset = (_input.MouseY - box.Y - length / 2) / room * most;
        offset = Math.Clamp(offset, 0, most);
        var bar = new UiRect(box.Right - 5, box.Y + offset / most * room, 4, length);
        canvas.FillRect(bar, state.IsHovered || state.IsHeld ? Theme.TextTertiary : Theme.Track, 2);
    }

    /// <summary>A line between two panels that can be dragged, and moved with the arrows while it has the focus.</summary>
    /// <param name="name">Names the widget.</param>
    /// <param name="box">The thin rectangle of the line.</param>
    /// <param name="isVertical">Whether the line stands upright and moves sideways.</param>
    /// <param name="position">The X (or Y) of the line.</param>
    /// <param name="low">Least position.</param>
    /// <param name="high">Largest position.</param>
    public bool Splitter(string name, in UiRect box, bool isVertical, ref float position, float low, float high)
    {
        var grip = isVertical ? box.Inset(-3, 0) : box.Inset(0, -3);
        var state = Interact(IdOf(name), grip);
        Cover(grip);
        var wanted = position;
        if (state.IsHeld)
            wanted = isVertical ? _input.MouseX : _input.MouseY;
        if (state.IsFocused && TakeKey(isVertical ? UiKeys.Left : UiKeys.Up))
            wanted -= 8;
        if (state.IsFocused && TakeKey(isVertical ? UiKeys.Right : UiKeys.Down))
            wanted += 8;
        canvas.FillRect(box, state.IsHeld || state.IsHovered ? Theme.Accent : Theme.Border);
        DrawFocusRing(state, box, 0);
        // Where nobody moves it, a narrow window leaves it as it is: it comes back with the room.
        if (wanted == position)
            return false;
        var before = position;
        position = Math.Clamp(wanted, low, MathF.Max(low, high));
        return position != before;
    }

    /// <param name="Box">Where widgets stand.</param>
    /// <param name="Cursor">The top of the next one.</param>
    /// <param name="ScrollId">0 for a panel.</param>
    private readonly record struct Column(UiRect Box, float Cursor, int ScrollId)
    {
        public UiRect ScrollBox { get; init; }
    }
}
