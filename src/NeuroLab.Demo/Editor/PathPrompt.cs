using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Editor;

/// <summary>Asks for the path of a file to open or to save to, over the view, with the recent files.</summary>
internal sealed class PathPrompt : IPanel
{
    private const string Field = "##path";

    private readonly EditorContext _context;
    private string _path = "";
    private string _heading = "", _hint = "";
    private Action<string>? _accept; // of a file that is neither opened nor saved
    private bool _isOpen, _isSaving;

    public PathPrompt(EditorContext context)
    {
        _context = context;
        context.Commands.Files.AskForPath = Ask;
        context.Commands.Files.AskForText = Ask;
    }

    public string Id => "path";

    public string Title => "Path of a file";

    public Dock Dock => Dock.View;

    public bool IsModal => _isOpen;

    public bool Leave()
    {
        var wasOpen = _isOpen;
        _isOpen = false;
        return wasOpen;
    }

    /// <summary>Asks, starting with the current path.</summary>
    public void Ask(bool isSaving)
    {
        var path = _context.Commands.Files.SavePath;
        // A file that is not there is a name to save to, and nothing to open.
        (_isSaving, _path, _accept) = (isSaving, isSaving || Path.Exists(path) ? path : "", null);
        (_heading, _hint) = (isSaving ? "SAVE EXPERIMENT" : "OPEN EXPERIMENT, DATA, WEIGHTS OR RUN", "A path: .neurolab.json for an experiment; .csv, .npz or IDX for data; .safetensors, .pt, .onnx, .keras, .h5 or .npz for weights; a folder of checkpoints for a run.");
        Open();
    }

    /// <summary>Asks for a file, or a name, for another purpose.</summary>
    public void Ask(string heading, string hint, Action<string> accept)
    {
        (_isSaving, _path, _accept, _heading, _hint) = (false, "", accept, heading, hint);
        Open();
    }

    private void Open()
    {
        _context.OpenDialog();
        _isOpen = true;
        _context.Gui.Focus(Field);
    }

    public void Draw(in UiRect bounds)
    {
        var view = bounds;
        if (!_isOpen)
            return;
        var gui = _context.Gui;
        gui.BeginDialog(view, Field);
        var recent = _isSaving || _accept is not null ? 0 : _context.Commands.Files.RecentFiles.Count;
        var width = MathF.Min(420, view.Width - 24);
        var card = new UiRect(view.CenterX - width / 2, view.Y + 48, width, 104 + recent * 26);
        _context.Canvas.FillRect(card.Inset(-1), _context.Theme.ControlBorder, 9);
        gui.BeginPanel(card, _heading);
        // Enter in the field accepts the text; Escape closes the prompt.
        var isEscaped = _context.Gui.Input.Keys.HasFlag(UiKeys.Escape);
        var isEntered = _context.Gui.Input.Keys.HasFlag(UiKeys.Enter);
        gui.TextField(Field, ref _path);
        gui.Tooltip(_hint);
        for (var i = 0; i < recent; i++)
        {
            if (DrawRecent(_context.Commands.Files.RecentFiles[i]))
                (_path, isEntered) = (_context.Commands.Files.RecentFiles[i], true);
            gui.Tooltip(_context.Commands.Files.RecentFiles[i]);
        }
        var row = gui.NextRow(24);
        if (gui.Button(_isSaving ? "Save" : _accept is null ? "Open" : "OK", row.TakeRight(84, out row), isAccented: true))
            isEntered = true;
        row.TakeRight(8, out row);
        if (gui.Button("Cancel", row.TakeRight(84, out _)))
            isEscaped = true;
        gui.EndPanel();
        gui.EndDialog();
        if (!isEntered && !isEscaped)
            return;
        _isOpen = false;
        gui.Unfocus();
        // Last, since it may lead to another question.
        if (isEntered && !isEscaped && _path.Length > 0)
            Accept();
    }

    // The name, and fainter its folder.
    private bool DrawRecent(string path)
    {
        var row = _context.Gui.NextRow(20);
        var state = _context.Gui.Area(path, row, isFocusable: true);
        if (state.IsHovered)
            _context.Canvas.FillRect(row, _context.Theme.ControlHover, Theme.Radius);
        var line = row.Inset(Theme.Space2, 0);
        var used = _context.Canvas.Text(Path.GetFileName(path.AsSpan()), line, TextStyle.Body, _context.Theme.Text);
        line.TakeLeft(used + Theme.Space3, out line);
        _context.Canvas.Text(Path.GetDirectoryName(path.AsSpan()), line, TextStyle.Small, _context.Theme.TextTertiary, TextAlign.Right);
        return state.IsClicked;
    }

    private void Accept()
    {
        if (_accept is not null)
            _accept(_path);
        else if (_isSaving)
            _context.Commands.Files.SaveTo(_path);
        else
            _context.Commands.Files.Open(_path);
    }
}
