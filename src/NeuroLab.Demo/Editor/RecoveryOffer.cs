using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Editor;

/// <summary>After a crash: offers the experiment that was on screen.</summary>
internal sealed class RecoveryOffer(EditorContext context) : IPanel
{
    public string Id => "recovery";

    public string Title => "Recovery";

    public Dock Dock => Dock.View;

    public void Draw(in UiRect bounds)
    {
        var view = bounds;
        if (context.Commands.RecoveryFile is not { } path || view.Width < 380)
            return;
        var gui = context.Gui;
        var card = new UiRect(view.CenterX - 190, view.Y + 14, 380, 40);
        gui.Cover(card);
        context.Canvas.FillRect(card, context.Theme.Control.WithAlpha(0xF6), 6);
        context.Canvas.StrokeRect(card, context.Theme.ControlBorder, 1, 6);
        var row = card.Inset(12, 7);
        if (gui.Button("Restore", row.TakeRight(72, out row), isAccented: true))
        {
            context.Commands.RecoveryFile = null;
            context.Commands.Restore(path);
        }
        row.TakeRight(8, out row);
        if (gui.Button("Discard", row.TakeRight(72, out row)))
        {
            context.Commands.RecoveryFile = null;
            Discard(path);
        }
        context.Canvas.Text("The last session ended early.", row, TextStyle.Body, context.Theme.Text);
    }

    private void Discard(string path) => context.Commands.Try(() => File.Delete(path));
}
