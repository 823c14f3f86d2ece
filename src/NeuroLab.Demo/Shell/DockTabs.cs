using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Shell;

/// <summary>The tabs of the right dock, which select the front panel.</summary>
internal sealed class DockTabs(EditorContext context, WorkspaceLayout layout)
{
    private const float Room = 6;

    private readonly (string Name, string Id)[] _tabs =
        [.. layout.Panels.Where(docked => docked.Panel.Dock == Dock.Right).Select(docked => (docked.Panel.Title.ToUpperInvariant(), docked.Panel.Id))];

    public void Draw(in UiRect bar)
    {
        context.Gui.Cover(bar);
        context.Canvas.FillRect(bar, context.Theme.Panel);
        context.Canvas.HorizontalLine(bar.X, bar.Bottom - 1, bar.Width, context.Theme.Border);
        var rest = bar.Inset(Theme.Space3, 0);
        var names = 0f;
        foreach (var (name, _) in _tabs)
            names += context.Canvas.Measure(name, TextStyle.Label) + Room;
        // Closer where the panel is narrow.
        var gap = Math.Clamp((rest.Width - names) / Math.Max(1, _tabs.Length - 1), 0, Theme.Space4);
        foreach (var (name, id) in _tabs)
        {
            var width = context.Canvas.Measure(name, TextStyle.Label);
            if (Tab(name, rest.TakeLeft(width + Room, out rest), layout.Front?.Panel.Id == id))
                layout.Show(id);
            rest.TakeLeft(gap, out rest);
        }
    }

    private bool Tab(string name, in UiRect box, bool isOpen)
    {
        var state = context.Gui.Area(name, box, isFocusable: true);
        var color = isOpen || state.IsHovered ? context.Theme.Text : context.Theme.TextSecondary;
        context.Canvas.Text(name, box, TextStyle.Label, color);
        if (isOpen)
            context.Canvas.FillRect(new UiRect(box.X, box.Bottom - 2, box.Width - Room, 2), context.Theme.Accent);
        return state.IsClicked;
    }
}
