using System.Globalization;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;
using NeuroLab.Editing;

namespace NeuroLab.Demo.Editor;

/// <summary>After a crash or a kill: offers the last experiment, with its time and content.</summary>
internal sealed class RecoveryOffer(EditorContext context) : IPanel
{
    private RecoveryFile? _described;
    private string _when = "";

    public string Id => "recovery";

    public string Title => "Recovery";

    public Dock Dock => Dock.View;

    public void Draw(in UiRect bounds)
    {
        var view = bounds;
        // One question at a time.
        if (context.Commands.Files.Recovery is not { } recovery || view.Width < 380 || context.Editor.Divergences.Current is not null)
            return;
        if (!ReferenceEquals(recovery, _described))
            (_described, _when) = (recovery, Describe(recovery.Time));
        var gui = context.Gui;
        var card = ViewCard.Place(view, 460, 48);
        ViewCard.DrawFrame(context, card, context.Theme.ControlBorder);
        var row = card.Inset(12, 7);
        var buttons = row.TakeRight(152, out row).Inset(0, 4);
        if (gui.Button("Restore", buttons.TakeRight(72, out buttons), isAccented: true))
        {
            context.Commands.Files.Recovery = null;
            context.Commands.Files.Restore(recovery.Path);
        }
        buttons.TakeRight(8, out buttons);
        if (gui.Button("Discard", buttons.TakeRight(72, out _)))
        {
            context.Commands.Files.Recovery = null;
            Discard(recovery.Path);
        }
        context.Canvas.Text(_when, row.TakeTop(17, out row), TextStyle.Body, context.Theme.Text);
        context.Canvas.Text(recovery.Content, row, TextStyle.Small, context.Theme.TextSecondary);
    }

    private static string Describe(DateTime time) =>
        time.ToString("'A session ended early:' yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private void Discard(string path) => context.Notices.Try(() => File.Delete(path));
}
