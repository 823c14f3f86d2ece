using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Editor;

/// <summary>The button on a message about a file: it shows the file's folder.</summary>
internal sealed class FileButton(EditorContext context) : IPanel
{
    private const string Label = "Show folder";

    public string Id => "file_button";

    public string Title => "Saved file";

    public Dock Dock => Dock.View;

    public void Hide() => context.View.Hud.Toast.ButtonWidth = 0;

    public void Draw(in UiRect bounds)
    {
        var (toast, notices) = (context.View.Hud.Toast, context.Notices);
        toast.ButtonWidth = notices.ShowFolder is null ? 0 : context.Canvas.Measure(Label, TextStyle.Body) + 2 * Theme.Space3;
        var box = toast.Button(context.Model.Time);
        if (box.IsEmpty || toast.Path is not { } path)
            return;
        context.Gui.Cover(box);
        if (context.Gui.Button(Label, box))
            notices.ShowFolder?.Invoke(Path.GetDirectoryName(path)!);
        context.Gui.Tooltip(path);
    }
}
