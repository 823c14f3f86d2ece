using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Editor;

/// <summary>The two tabs of the right side: inspector and lesson.</summary>
internal sealed class DockTabs(EditorContext context, WorkspaceLayout layout)
{
    public void Draw(in UiRect bar)
    {
        context.Gui.Cover(bar);
        context.Canvas.FillRect(bar, context.Theme.Panel);
        context.Canvas.HorizontalLine(bar.X, bar.Bottom - 1, bar.Width, context.Theme.Border);
        var rest = bar.Inset(Theme.Space3, 0);
        if (Tab("INSPECTOR", rest.TakeLeft(82, out rest), !layout.ShowsLesson))
            (layout.ShowsLesson, layout.ShowsInspector) = (false, true);
        rest.TakeLeft(Theme.Space4, out rest);
        if (Tab("LESSON", rest.TakeLeft(58, out rest), layout.ShowsLesson))
            layout.ShowsLesson = true;
    }

    private bool Tab(string name, in UiRect box, bool isOpen)
    {
        var state = context.Gui.Area(name, box, isFocusable: true);
        var color = isOpen || state.IsHovered ? context.Theme.Text : context.Theme.TextSecondary;
        context.Canvas.Text(name, box, TextStyle.Label, color);
        if (isOpen)
            context.Canvas.FillRect(new UiRect(box.X, box.Bottom - 2, box.Width - 6, 2), context.Theme.Accent);
        return state.IsClicked;
    }
}
