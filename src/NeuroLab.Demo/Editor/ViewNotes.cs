using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Landscapes;

namespace NeuroLab.Demo.Editor;

/// <summary>Explains the view's texts on hover; its warning about the plane does what the key it names does.</summary>
internal sealed class ViewNotes(EditorContext context) : IPanel
{
    public string Id => "view_notes";

    public string Title => "Explanations";

    public Dock Dock => Dock.View;

    public void Draw(in UiRect bounds)
    {
        var frame = context.View.Hud.Frame;
        for (var i = 0; i < frame.Notes.Count; i++)
        {
            context.Gui.PushId(i);
            context.Gui.Area("note", frame.Notes[i].Box);
            context.Gui.Tooltip(frame.Notes[i].Text);
            context.Gui.PopId();
        }
        if (frame.Chip.IsEmpty)
            return;
        context.Gui.Cover(frame.Chip);
        var state = context.Gui.Area("off plane", frame.Chip);
        context.Gui.Tooltip("Shows a plane that holds more of the path.");
        if (state.IsHovered)
            context.Canvas.StrokeRect(frame.Chip, context.Theme.Text, 1, Theme.Radius);
        if (state.IsClicked)
            context.Notices.Try(ShowBetter);
    }

    // As the key that the warning names.
    private void ShowBetter() =>
        context.Commands.ShowPlane(Catalog.Plane(context.Scene.ShownPlane?.Kind is DescentPlane or PathPlane ? "path" : "descent"));
}
