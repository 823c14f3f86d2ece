using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Ui.Widgets;

namespace NeuroLab.Demo.Editor;

/// <summary>Finds a command by a few letters of its title; Enter runs it.</summary>
internal sealed class CommandPalette : IPanel
{
    private const string Field = "##command";
    private const int MaxRows = 10;
    private const float RowHeight = 24;

    private readonly EditorContext _context;
    private IReadOnlyList<Command> _all = [], _found = [];
    private string _text = "";
    private int _chosen;
    private bool _isOpen;

    public CommandPalette(EditorContext context)
    {
        _context = context;
        context.OpenPalette = Open;
    }

    public string Id => "palette";

    public string Title => "Commands";

    public Dock Dock => Dock.View;

    public bool IsModal => _isOpen;

    /// <summary>The matching commands, best first.</summary>
    internal IReadOnlyList<Command> Found => _found;

    public bool Leave()
    {
        var wasOpen = _isOpen;
        _isOpen = false;
        return wasOpen;
    }

    public void Draw(in UiRect bounds)
    {
        if (!_isOpen)
            return;
        var gui = _context.Gui;
        if (!gui.HasFocus)
            gui.Focus(Field);
        var rows = Math.Clamp(_found.Count, 1, MaxRows);
        var width = MathF.Min(440, bounds.Width - 24);
        var card = new UiRect(bounds.CenterX - width / 2, bounds.Y + 24, width, 52 + rows * RowHeight);
        gui.Cover(bounds);
        _context.Canvas.FillRect(card.Inset(-1), _context.Theme.ControlBorder, 9);
        var isEscaped = gui.Take(UiKeys.Escape);
        var isEntered = gui.Take(UiKeys.Enter);
        var step = (gui.Take(UiKeys.Down) ? 1 : 0) - (gui.Take(UiKeys.Up) ? 1 : 0);
        gui.BeginPanel(card);
        if (gui.SearchField(Field, ref _text))
            (_found, _chosen) = (CommandTable.Find(_all, _text), 0);
        _chosen = Math.Clamp(_chosen + step, 0, Math.Max(0, _found.Count - 1));
        var first = Math.Clamp(_chosen - MaxRows + 1, 0, Math.Max(0, _found.Count - MaxRows));
        for (var i = first; i < Math.Min(_found.Count, first + MaxRows); i++)
        {
            if (DrawRow(_found[i], i == _chosen))
                (_chosen, isEntered) = (i, true);
        }
        if (_found.Count == 0)
            gui.Label("Nothing has these letters", TextStyle.Small);
        gui.EndPanel();
        if (!isEscaped && !isEntered)
            return;
        _isOpen = false;
        gui.Unfocus();
        if (isEntered && _chosen < _found.Count && _found[_chosen].IsEnabled)
            _found[_chosen].Run();
    }

    private void Open(IReadOnlyList<Command>? some)
    {
        _context.OpenDialog();
        (_isOpen, _text, _chosen) = (true, "", 0);
        _all = some ?? _context.Table.All;
        _found = CommandTable.Find(_all, "");
        _context.Gui.Focus(Field);
    }

    private bool DrawRow(Command command, bool isChosen)
    {
        var row = _context.Gui.NextRow(RowHeight - 6);
        var box = row.Inset(-4, -3);
        var state = _context.Gui.Area(command.Id, box);
        if (isChosen || state.IsHovered)
            _context.Canvas.FillRect(box, isChosen ? _context.Theme.ControlHover : _context.Theme.Control, Theme.Radius);
        var color = command.IsEnabled ? _context.Theme.Text : _context.Theme.TextTertiary;
        _context.Canvas.Text(command.Title, row.Inset(Theme.Space2, 0), TextStyle.Body, color);
        _context.Canvas.Text(command.Keys, row.Inset(Theme.Space2, 0), TextStyle.Small, _context.Theme.TextSecondary, TextAlign.Right);
        return state.IsClicked;
    }
}
