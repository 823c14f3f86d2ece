using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

internal sealed partial class Gui
{
    private const float PopupRow = 24;
    private const int MaxPopupRows = 16;

    private Popup _popup;

    /// <summary>One of several choices. A press, Enter or Space opens the list; the arrows choose, also while it is
    /// closed. True when the choice changed.</summary>
    /// <param name="label">Before the box; empty (or "##name") gives the box the whole row.</param>
    /// <param name="selected">Index of the choice, −1 for none.</param>
    /// <param name="items">The choices; the list is drawn at the end of the frame, so it must stay as it is.</param>
    public bool ComboBox(string label, ref int selected, IReadOnlyList<string> items)
    {
        var box = LabelledRow(label);
        var id = IdOf(label);
        var state = Interact(id, box);
        var before = selected;
        if (_popup.Id == id)
            TakeChoice(ref selected, items, box);
        else if (state.IsClicked && items.Count > 0)
            _popup = new Popup { Id = id, Items = items, Box = box, Highlighted = Math.Max(0, selected), Selected = selected, Choice = -1, IsNew = true };
        else if (state.IsFocused && items.Count > 0)
            selected = Math.Clamp(selected + ArrowSteps(), 0, items.Count - 1);

        canvas.FillRect(box, state.IsHovered ? Theme.ControlHover : Theme.Control, Theme.Radius);
        canvas.StrokeRect(box, Theme.ControlBorder, 1, Theme.Radius);
        DrawFocusRing(state, box);
        var inner = box.Inset(Theme.Space2, 0);
        canvas.Icon(Icon.ChevronDown, inner.TakeRight(12, out inner), Theme.TextSecondary);
        if (selected >= 0 && selected < items.Count)
            canvas.Text(items[selected], inner, TextStyle.Body, Theme.Text);
        return selected != before;
    }

    private int ArrowSteps() => (TakeKey(UiKeys.Down) ? 1 : 0) - (TakeKey(UiKeys.Up) ? 1 : 0);

    /// <summary>Takes over what was chosen in the open list at the end of the last frame.</summary>
    private void TakeChoice(ref int selected, IReadOnlyList<string> items, in UiRect box)
    {
        _popup.Box = box;
        _popup.Items = items;
        _popup.IsAlive = true;
        if (_popup.Choice >= 0)
            selected = Math.Min(_popup.Choice, items.Count - 1);
        if (_popup.IsClosing)
            _popup = default;
    }

    /// <summary>Draws the open list above everything else and handles its keys.</summary>
    private void DrawPopup()
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
        var rows = Math.Min(items.Count, MaxPopupRows);
        var card = PlacePopup(rows);
        if (!_popup.IsNew)
            HandlePopupKeys(items.Count);

        canvas.FillRect(card, Theme.Control, Theme.Radius);
        canvas.StrokeRect(card, Theme.Track, 1, Theme.Radius);
        _isInPopup = true;
        _popup.First = Math.Clamp(_popup.First, _popup.Highlighted - rows + 1, _popup.Highlighted);
        var first = _popup.First;
        for (var i = 0; i < rows; i++)
            DrawPopupRow(first + i, items[first + i], new UiRect(card.X + 4, card.Y + 4 + i * PopupRow, card.Width - 8, PopupRow));
        _isInPopup = false;

        var isPressedOutside = _input.IsMousePressed && !card.Contains(_input.MouseX, _input.MouseY);
        if (isPressedOutside && !_popup.IsNew)
            _popup.IsClosing = true;
        _popup.IsNew = false;
    }

    private UiRect PlacePopup(int rows)
    {
        var box = _popup.Box;
        if (_popup.Width > 0)
            box = box with { X = Math.Clamp(box.Right - _popup.Width, 4, MathF.Max(4, canvas.Width - _popup.Width - 4)), Width = _popup.Width };
        var height = rows * PopupRow + 8;
        var y = box.Bottom + 2 + height <= canvas.Height ? box.Bottom + 2 : MathF.Max(0, box.Y - 2 - height);
        return new UiRect(box.X, y, box.Width, height);
    }

    private void HandlePopupKeys(int count)
    {
        _popup.Highlighted = Math.Clamp(_popup.Highlighted + ArrowSteps() + (int)-_wheel, 0, count - 1);
        _wheel = 0;
        if (TakeKey(UiKeys.Enter) || TakeKey(UiKeys.Space))
            (_popup.Choice, _popup.IsClosing) = (_popup.Highlighted, true);
        if (TakeKey(UiKeys.Escape) || TakeKey(UiKeys.Tab))
            _popup.IsClosing = true;
    }

    private void DrawPopupRow(int index, string item, in UiRect row)
    {
        var state = Interact(HashCode.Combine(_popup.Id, index), row, isFocusable: false);
        if (state.IsPressed)
            (_popup.Choice, _popup.IsClosing) = (index, true);
        // A pointer at rest leaves the highlight to the arrows.
        if (state.IsHovered && (_input.MouseX, _input.MouseY) != (_popup.MouseX, _popup.MouseY))
            (_popup.Highlighted, _popup.MouseX, _popup.MouseY) = (index, _input.MouseX, _input.MouseY);
        if (index == _popup.Highlighted)
            canvas.FillRect(row, Theme.Selection, Theme.Radius);
        var inner = row.Inset(Theme.Space2 - 4, 0);
        if (index == _popup.Selected)
            canvas.Icon(Icon.Check, inner.TakeRight(14, out inner), Theme.Accent);
        canvas.Text(item, inner, TextStyle.Body, Theme.Text);
    }

    /// <summary>The list that is open; Id 0 for none.</summary>
    private struct Popup
    {
        public int Id;
        public IReadOnlyList<string>? Items;
        public UiRect Box;
        public int Highlighted;

        /// <summary>The row at the top.</summary>
        public int First;

        /// <summary>Where the pointer was when it last moved the highlight.</summary>
        public float MouseX, MouseY;

        public int Selected;

        /// <summary>Set at the end of a frame and taken over by the combo box in the next; −1 for none.</summary>
        public int Choice;

        public bool IsClosing;

        /// <summary>Of the list; 0 for that of its box.</summary>
        public float Width;

        /// <summary>Opened in this very frame, whose press must not close it again.</summary>
        public bool IsNew;

        /// <summary>Whether its combo box was shown in this frame.</summary>
        public bool IsAlive;
    }
}
