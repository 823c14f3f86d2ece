using System.Numerics;
using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>The open list of a combo box or a menu, on top of everything else; at most one.</summary>
internal sealed class PopupList(Gui gui)
{
    private const float RowHeight = 24;
    private const int MaxRows = 16;

    private Popup _popup;

    /// <summary>The widget whose list is open; 0 for none.</summary>
    public int Id => _popup.Id;

    /// <summary>Whether its rows are being drawn: only they see the mouse.</summary>
    public bool IsDrawing { get; private set; }

    public void BeginFrame() => IsDrawing = false;

    /// <summary>Opens a list in this frame.</summary>
    /// <param name="id">The widget it belongs to.</param>
    /// <param name="items">The choices.</param>
    /// <param name="box">The widget's bounds.</param>
    /// <param name="selected">The current selection; −1 for none.</param>
    /// <param name="width">Width of the list; 0 for that of the box.</param>
    /// <param name="explained">A tooltip for each choice; null for none.</param>
    /// <param name="isChecked">A bit for each further item that has a check mark.</param>
    /// <param name="groups">A bit for each item with a line above it.</param>
    public void Open(
        int id, IReadOnlyList<string> items, in UiRect box, int selected, float width = 0, IReadOnlyList<string>? explained = null, long isChecked = 0, long groups = 0) => _popup = new Popup
        {
            Id = id,
            Items = items,
            Explained = explained,
            Box = box,
            Width = width,
            Highlighted = selected >= 0 ? selected : isChecked != 0 ? BitOperations.TrailingZeroCount(isChecked) : 0,
            Selected = selected,
            IsChecked = isChecked,
            Groups = groups,
            Choice = -1,
            IsNew = true,
            MouseX = gui.Input.MouseX,
            MouseY = gui.Input.MouseY,
        };

    /// <summary>Applies the selection made in the open list at the end of the last frame.</summary>
    public void TakeChoice(ref int selected, IReadOnlyList<string> items, in UiRect box)
    {
        _popup.Box = box;
        _popup.Items = items;
        _popup.IsAlive = true;
        if (_popup.Choice >= 0)
            selected = Math.Min(_popup.Choice, items.Count - 1);
        if (_popup.IsClosing)
            _popup = default;
    }

    /// <summary>Draws the open list on top of everything else and handles its keys.</summary>
    public void Draw()
    {
        if (_popup.Id == 0)
            return;
        if (!_popup.IsAlive && !_popup.IsNew)
        {
            _popup = default;
            return;
        }
        _popup.IsAlive = false;
        var items = _popup.Items!;
        var rows = Math.Clamp((int)((gui.Canvas.Height - 16) / RowHeight), 1, Math.Min(items.Count, MaxRows));
        var card = Place(rows);
        if (!_popup.IsNew)
            HandleKeys(items.Count);

        gui.Canvas.FillRect(card, gui.Theme.Control, Theme.Radius);
        gui.Canvas.StrokeRect(card, gui.Theme.Track, 1, Theme.Radius);
        IsDrawing = true;
        _popup.First = Math.Clamp(_popup.First, _popup.Highlighted - rows + 1, _popup.Highlighted);
        var first = _popup.First;
        for (var i = 0; i < rows; i++)
            DrawRow(first + i, items[first + i], card, new UiRect(card.X + 4, card.Y + 4 + i * RowHeight, card.Width - 8, RowHeight));
        IsDrawing = false;
        DrawShare(card, first, rows, items.Count);

        var isPressedOutside = gui.Input.IsMousePressed && !card.Contains(gui.Input.MouseX, gui.Input.MouseY);
        if (isPressedOutside && !_popup.IsNew)
            _popup.IsClosing = true;
        _popup.IsNew = false;
    }

    // Which part of a longer list is shown.
    private void DrawShare(in UiRect card, int first, int rows, int count)
    {
        if (rows == count)
            return;
        var track = new UiRect(card.Right - 5, card.Y + 4, 3, card.Height - 8);
        gui.Canvas.FillRect(track with { Y = track.Y + track.Height * first / count, Height = track.Height * rows / count }, gui.Theme.TextTertiary, 1.5f);
    }

    private UiRect Place(int rows)
    {
        var box = _popup.Box;
        if (_popup.Width > 0)
            box = box with { X = Math.Clamp(box.Right - _popup.Width, 4, MathF.Max(4, gui.Canvas.Width - _popup.Width - 4)), Width = _popup.Width };
        var height = rows * RowHeight + 8;
        var y = box.Bottom + 2 + height <= gui.Canvas.Height ? box.Bottom + 2 : MathF.Max(0, box.Y - 2 - height);
        return new UiRect(box.X, y, box.Width, height);
    }

    private void HandleKeys(int count)
    {
        _popup.Highlighted = Math.Clamp(_popup.Highlighted + gui.ArrowSteps() + (int)-gui.Wheel, 0, count - 1);
        gui.TakeWheel();
        if (gui.Take(UiKeys.Enter) || gui.Take(UiKeys.Space))
            (_popup.Choice, _popup.IsClosing) = (_popup.Highlighted, true);
        if (gui.Take(UiKeys.Escape) || gui.Take(UiKeys.Tab))
            _popup.IsClosing = true;
    }

    private void DrawRow(int index, string item, in UiRect card, in UiRect row)
    {
        var state = gui.Interact(HashCode.Combine(_popup.Id, index), row, isFocusable: false);
        if (_popup.Explained is { } explained && index < explained.Count && explained[index].Length > 0)
            gui.Tooltip(explained[index], card); // beside the list, whose other rows stay visible
        if (state.IsPressed)
            (_popup.Choice, _popup.IsClosing) = (index, true);
        // A resting pointer leaves the highlight to the arrow keys.
        if (state.IsHovered && (gui.Input.MouseX, gui.Input.MouseY) != (_popup.MouseX, _popup.MouseY))
            (_popup.Highlighted, _popup.MouseX, _popup.MouseY) = (index, gui.Input.MouseX, gui.Input.MouseY);
        if (index is > 0 and < 64 && (_popup.Groups >> index & 1) != 0)
            gui.Canvas.HorizontalLine(row.X, row.Y, row.Width, gui.Theme.Track);
        if (index == _popup.Highlighted)
            gui.Canvas.FillRect(row, gui.Theme.Selection, Theme.Radius);
        var inner = row.Inset(Theme.Space2 - 4, 0);
        if (index == _popup.Selected || (index < 64 && (_popup.IsChecked >> index & 1) != 0))
            gui.Canvas.Icon(Icon.Check, inner.TakeRight(14, out inner), gui.Theme.Accent);
        gui.Canvas.Text(item, inner, TextStyle.Body, gui.Theme.Text);
    }

    /// <summary>The open list; Id 0 for none.</summary>
    private struct Popup
    {
        public int Id;
        public IReadOnlyList<string>? Items, Explained;
        public UiRect Box;
        public int Highlighted;

        /// <summary>Index of the top row.</summary>
        public int First;

        /// <summary>The pointer's position when it last moved the highlight.</summary>
        public float MouseX, MouseY;

        public int Selected;

        public long IsChecked, Groups;

        /// <summary>Set at the end of a frame and read by the combo box in the next; −1 for none.</summary>
        public int Choice;

        public bool IsClosing;

        /// <summary>Width of the list; 0 for that of the box.</summary>
        public float Width;

        /// <summary>Opened in this frame, whose press must not close it again.</summary>
        public bool IsNew;

        /// <summary>Whether its combo box was shown in this frame.</summary>
        public bool IsAlive;
    }
}
