using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Shell;

/// <summary>The tabs of the right dock, which select the front panel.</summary>
internal sealed class DockTabs(EditorContext context, WorkspaceLayout layout)
{
    private const float Room = 6;

    private readonly (string Name, IPanel Panel)[] _tabs =
        [.. layout.Panels.Where(docked => docked.Panel.Dock == Dock.Right).Select(docked => (docked.Panel.Title.ToUpperInvariant(), docked.Panel))];

    public void Draw(in UiRect bar)
    {
        context.Gui.Cover(bar);
        context.Canvas.FillRect(bar, context.Theme.Panel);
        context.Canvas.HorizontalLine(bar.X, bar.Bottom - 1, bar.Width, context.Theme.Border);
        var rest = bar.Inset(Theme.Space3, 0);
        var (names, count) = (0f, 0);
        foreach (var (name, panel) in _tabs)
            (names, count) = Has(panel) ? (names + context.Canvas.Measure(name, TextStyle.Label) + Room, count + 1) : (names, count);
        // Closer where the panel is narrow.
        var gap = Math.Clamp((rest.Width - names) / Math.Max(1, count - 1), 0, Theme.Space4);
        foreach (var (name, panel) in _tabs)
        {
            if (!Has(panel))
                continue;
            var width = context.Canvas.Measure(name, TextStyle.Label);
            if (Tab(name, rest.TakeLeft(width + Room, out rest), layout.Front?.Panel == panel))
                layout.Show(panel.Id);
            rest.TakeLeft(gap, out rest);
        }
    }

    private bool Has(IPanel panel) => panel.HasTab || layout.Front?.Panel == panel;

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
