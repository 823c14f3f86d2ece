using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Editor;

/// <summary>Asks for the path of a file to open or to save to, over the view; files used before are one press away.</summary>
internal sealed class PathPrompt(EditorContext context)
{
    private const string Field = "##path";

    private string _path = "";
    private bool _isOpen, _isSaving;

    /// <summary>Asks, with the present path filled in.</summary>
    public void Ask(bool isSaving)
    {
        (_isOpen, _isSaving, _path) = (true, isSaving, context.Commands.SavePath);
        context.Gui.Focus(Field);
    }

    public void Draw(in UiRect view)
    {
        if (!_isOpen)
            return;
        var gui = context.Gui;
        // The keys stay here until it is answered.
        if (!gui.HasFocus)
            gui.Focus(Field);
        var recent = _isSaving ? 0 : context.Commands.RecentFiles.Count;
        var width = MathF.Min(420, view.Width - 24);
        var card = new UiRect(view.CenterX - width / 2, view.Y + 48, width, 104 + recent * 26);
        gui.Cover(view);
        context.Canvas.FillRect(view, context.Theme.Backdrop.WithAlpha(0x90));
        context.Canvas.FillRect(card.Inset(-1), context.Theme.ControlBorder, 9);
        gui.BeginPanel(card, _isSaving ? "SAVE EXPERIMENT" : "OPEN EXPERIMENT OR DATA");
        // What was typed is taken when the field is left with Enter; Escape leaves the prompt.
        var isEscaped = context.Gui.Input.Keys.HasFlag(UiKeys.Escape);
        var isEntered = context.Gui.Input.Keys.HasFlag(UiKeys.Enter);
        gui.TextField(Field, ref _path);
        gui.Tooltip("A path: .neurolab.json for an experiment; .csv, .npz or IDX for data.");
        for (var i = 0; i < recent; i++)
        {
            if (DrawRecent(context.Commands.RecentFiles[i]))
                (_path, isEntered) = (context.Commands.RecentFiles[i], true);
            gui.Tooltip(context.Commands.RecentFiles[i]);
        }
        var row = gui.NextRow(24);
        if (gui.Button(_isSaving ? "Save" : "Open", row.TakeRight(84, out row), isAccented: true))
            isEntered = true;
        row.TakeRight(8, out row);
        if (gui.Button("Cancel", row.TakeRight(84, out _)))
            isEscaped = true;
        gui.EndPanel();
        if (isEntered && !isEscaped && _path.Length > 0)
            Accept();
        if (!isEntered && !isEscaped)
            return;
        _isOpen = false;
        gui.Unfocus();
    }

    // The name, and quieter the folder it is in.
    private bool DrawRecent(string path)
    {
        var row = context.Gui.NextRow(20);
        var state = context.Gui.Area(path, row, isFocusable: true);
        if (state.IsHovered)
            context.Canvas.FillRect(row, context.Theme.ControlHover, Theme.Radius);
        var line = row.Inset(Theme.Space2, 0);
        var used = context.Canvas.Text(Path.GetFileName(path.AsSpan()), line, TextStyle.Body, context.Theme.Text);
        line.TakeLeft(used + Theme.Space3, out line);
        context.Canvas.Text(Path.GetDirectoryName(path.AsSpan()), line, TextStyle.Small, context.Theme.TextTertiary, TextAlign.Right);
        return state.IsClicked;
    }

    private void Accept()
    {
        if (!_isSaving)
        {
            context.Commands.Open(_path);
            return;
        }
        context.Commands.SavePath = _path;
        context.Commands.Save();
    }
}
