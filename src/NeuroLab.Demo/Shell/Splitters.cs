using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Shell;

/// <summary>The draggable lines between the panels.</summary>
internal sealed class Splitters(Gui gui, WorkspaceLayout layout)
{
    private const float Line = 1, MinLeft = 176, MaxLeft = 0.35f, MinUpper = 80, MinLower = 60, MinView = 160, MinBottom = 96;

    public void Draw()
    {
        if (!layout.Left.IsEmpty)
            DrawLeft();
        if (layout.Front is { } front)
            DrawRight(front);
        foreach (var docked in layout.Panels)
        {
            if (docked is { Panel: { Dock: Dock.Bottom, Size.Share: > 0 }, Bounds: { IsEmpty: false } bounds })
                DrawBottom(docked, bounds);
        }
    }

    private void DrawLeft()
    {
        var column = layout.Left;
        var right = column.Right;
        if (gui.Splitter("left", new UiRect(right - Line, column.Y, Line, column.Height), true, ref right, MinLeft, layout.Width * MaxLeft))
            layout.LeftShare = right / layout.Width;
        DockedPanel? upper = null;
        foreach (var docked in layout.Panels)
        {
            if (docked.Panel.Dock != Dock.Left || docked.Bounds.IsEmpty)
                continue;
            if (upper is not null)
                DrawBetween(upper, docked);
            upper = docked;
        }
    }

    private void DrawBetween(DockedPanel upper, DockedPanel lower)
    {
        var column = layout.Left;
        var y = lower.Bounds.Y;
        if (gui.Splitter(upper.Panel.Id, new UiRect(column.X, y, column.Width, Line), false, ref y, upper.Bounds.Y + MinUpper, lower.Bounds.Bottom - MinLower))
            upper.Share = (y - upper.Bounds.Y) / column.Height;
    }

    private void DrawRight(DockedPanel front)
    {
        var (tabs, size) = (layout.Tabs, front.Panel.Size);
        var x = tabs.X;
        var line = new UiRect(x, tabs.Y, Line, tabs.Height + front.Bounds.Height);
        if (gui.Splitter("right", line, true, ref x, layout.Width * (1 - size.MaxShare), layout.Width - size.Min))
            front.Share = 1 - x / layout.Width;
    }

    private void DrawBottom(DockedPanel docked, in UiRect bounds)
    {
        var y = bounds.Y;
        if (gui.Splitter(docked.Panel.Id, bounds with { Height = Line }, false, ref y, layout.Viewport.Y + MinView, bounds.Bottom - MinBottom))
            docked.Share = (bounds.Bottom - y) / layout.Height;
    }
}
