using System.Globalization;
using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

internal sealed partial class Gui
{
    private const int MaxQuoted = 24;

    private readonly TextEdit _edit = new();

    /// <summary>Gives what was copied, here or in another program; null for nothing.</summary>
    public Func<string>? ReadClipboard { get; set; }

    /// <summary>Takes what is copied.</summary>
    public Action<string>? WriteClipboard { get; set; }

    /// <summary>Called with a line that tells why what was typed is not taken.</summary>
    public Action<string>? Rejected { get; set; }

    /// <summary>A line of text. True when a changed text was accepted, with Enter or by leaving the field; Escape
    /// restores the old one.</summary>
    public bool TextField(string label, ref string value)
    {
        var box = LabelledRow(label);
        var id = IdOf(label);
        var state = Interact(id, box);
        var isAccepted = Edit(id, state, value, box);
        var isChanged = isAccepted && !_edit.Text.SequenceEqual(value);
        if (isChanged)
            value = _edit.Text.ToString();
        if (_edit.Id != id)
            DrawField(state, box, value);
        return isChanged;
    }

    /// <summary>A line of text whose value follows what is typed, as a search wants it. True while it changes.</summary>
    public bool SearchField(string label, ref string value)
    {
        var box = LabelledRow(label);
        var id = IdOf(label);
        var state = Interact(id, box);
        Edit(id, state, value, box);
        if (_edit.Id != id)
            DrawField(state, box, value);
        if (_edit.Id != id || _edit.Text.SequenceEqual(value))
            return false;
        value = _edit.Text.ToString();
        return true;
    }

    /// <summary>A number without ends to slide between. It is typed, or dragged sideways on its label; the wheel and the
    /// arrows change it by a hundredth part (Shift: ten times finer), a double click on the label restores the default.
    /// True when it changed; what is not a number is ignored, what lies outside the range is set to its nearer end.</summary>
    public bool NumberField(
        string label, ref double value, double low = double.MinValue, double high = double.MaxValue, double original = double.NaN)
    {
        var row = NextRow(ControlHeight);
        var box = row;
        var id = IdOf(label);
        var before = value;
        WidgetState handle = default;
        if (!Visible(label).IsEmpty)
        {
            var name = row.TakeLeft(row.Width * 0.42f, out box);
            handle = Interact(HashCode.Combine(id, 1), name, isFocusable: false);
            canvas.Text(Visible(label), name, TextStyle.Body, handle.IsHovered || handle.IsHeld ? Theme.Accent : Theme.Text);
        }
        var state = Interact(id, box);
        if (_edit.Id != id)
            Nudge(state, handle, ref value, original);
        value = Math.Clamp(value, low, high);
        _text.Clear().AppendSetting(value);
        var isAccepted = Edit(id, state, _text.Span, box);
        if (isAccepted)
            TryReadNumber(low, high, ref value);
        if (_edit.Id != id)
            DrawField(state, box, _text.Clear().AppendSetting(value).Span);
        return value != before;
    }

    private void Nudge(in WidgetState state, in WidgetState handle, ref double value, double original)
    {
        if (handle.IsDoubleClick && double.IsFinite(original))
        {
            value = original;
            _active = 0;
            return;
        }
        double steps = 0;
        if (handle.IsPressed)
            _dragX = _input.MouseX;
        else if (handle.IsHeld && float.IsFinite(_input.MouseX))
            (steps, _dragX) = ((_input.MouseX - _dragX) / 4, _input.MouseX);
        if (_wheel != 0 && !IsScrolling && (state.IsHovered || handle.IsHovered))
            (steps, _wheel) = (steps + _wheel, 0);
        if (state.IsFocused)
            steps += (TakeKey(UiKeys.Up) ? 1 : 0) - (TakeKey(UiKeys.Down) ? 1 : 0);
        if (steps != 0)
            value += steps * (_input.IsShiftDown ? FineFactor : 1) * Math.Max(Math.Abs(value), 0.01) / 100;
    }

    private UiRect LabelledRow(string label)
    {
        var row = NextRow(ControlHeight);
        var text = Visible(label);
        if (text.IsEmpty)
            return row;
        canvas.Text(text, row.TakeLeft(row.Width * 0.42f, out row), TextStyle.Body, Theme.Text);
        return row;
    }

    /// <summary>Lets the focused field be edited. True in the frame in which a text is accepted: it is then in the
    /// edit's text, and editing is over.</summary>
    private bool Edit(int id, in WidgetState state, ReadOnlySpan<char> value, in UiRect box)
    {
        if (_edit.Id == id && !state.IsFocused)
        {
            _edit.Stop();
            return true;
        }
        if (!state.IsFocused)
            return false;
        if (_edit.Id == 0 && (state.IsPressed || state.IsKeyed || !_input.Text.IsEmpty || _wantsEdit == id))
        {
            _edit.Start(id, value);
            _wantsEdit = 0;
        }
        else if (_edit.Id == id && (state.IsPressed || state.IsHeld))
            _edit.MoveTo(CaretAt(box), !state.IsPressed);
        if (_edit.Id != id)
            return false;

        // The key that began the editing is not typed into the text.
        if (!state.IsKeyed)
            ApplyKeys();
        if (TakeKey(UiKeys.Escape))
        {
            _edit.Stop();
            return false;
        }
        if (TakeKey(UiKeys.Enter))
        {
            _edit.Stop();
            return true;
        }
        DrawEdit(box);
        return false;
    }

    private void ApplyKeys()
    {
        var isExtending = _input.IsShiftDown;
        if (!_input.Text.IsEmpty)
            _edit.Insert(_input.Text.Span);
        if (_input.IsControlDown && TakeKey(UiKeys.A))
            _edit.SelectAll();
        if (_input.IsControlDown)
            UseClipboard();
        if (TakeKey(UiKeys.Left))
            _edit.Step(-1, isExtending);
        if (TakeKey(UiKeys.Right))
            _edit.Step(1, isExtending);
        if (TakeKey(UiKeys.Home))
            _edit.MoveTo(0, isExtending);
        if (TakeKey(UiKeys.End))
            _edit.MoveTo(_edit.Length, isExtending);
        if (TakeKey(UiKeys.Backspace))
            _edit.Delete(-1);
        if (TakeKey(UiKeys.Delete))
            _edit.Delete(1);
        // These belong to the text, not to the widget behind it.
        _keys &= ~(UiKeys.Space | UiKeys.Up | UiKeys.Down | UiKeys.Letters);
    }

    private void UseClipboard()
    {
        var isCut = TakeKey(UiKeys.X);
        if ((isCut || TakeKey(UiKeys.C)) && !_edit.Selection.IsEmpty)
        {
            WriteClipboard?.Invoke(_edit.Selection.ToString());
            if (isCut)
                _edit.Delete(1);
        }
        if (TakeKey(UiKeys.V))
            _edit.Insert(ReadClipboard?.Invoke());
    }

    // Enough of it to recognize it by, in one line.
    private static string Shortened(ReadOnlySpan<char> text) =>
        text.Length <= MaxQuoted ? text.ToString() : string.Concat(text[..MaxQuoted], "…");

    /// <summary>Reads the accepted text. False when it is not a number or nothing changed.</summary>
    private bool TryReadNumber(double low, double high, ref double value)
    {
        if (!TryParse(_edit.Text, out var typed))
        {
            Rejected?.Invoke($"'{Shortened(_edit.Text)}' is no number: type one such as 0.02 or 2e-2");
            return false;
        }
        typed = Math.Clamp(typed, low, high);
        var isChanged = typed != value;
        value = typed;
        return isChanged;
    }

    /// <summary>A finite number as the widgets write it or a person would: 0.02, 2e-3, 1,000, −1.</summary>
    private static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        Span<char> plain = stackalloc char[text.Length];
        text.CopyTo(plain);
        plain.Replace(TextBuffer.Minus, '-');
        const NumberStyles styles = NumberStyles.Float | NumberStyles.AllowThousands;
        return double.TryParse(plain, styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    private void DrawField(in WidgetState state, in UiRect box, ReadOnlySpan<char> text)
    {
        canvas.FillRect(box, state.IsHovered ? Theme.ControlHover : Theme.Control, Theme.Radius);
        canvas.StrokeRect(box, Theme.ControlBorder, 1, Theme.Radius);
        DrawFocusRing(state, box);
        canvas.Text(text, box.Inset(Theme.Space2, 0), TextStyle.Body, Theme.Text);
    }

    private void DrawEdit(in UiRect box)
    {
        canvas.FillRect(box, Theme.Control, Theme.Radius);
        canvas.StrokeRect(box, Theme.Accent, 1, Theme.Radius);
        var inner = box.Inset(Theme.Space2, 2);
        canvas.PushClip(inner.Inset(-1, 0));
        var left = inner.X - EditScroll(inner);
        if (_edit.SelectionEnd > _edit.SelectionStart)
        {
            float from = left + WidthBefore(_edit.SelectionStart), to = left + WidthBefore(_edit.SelectionEnd);
            canvas.FillRect(new UiRect(from, inner.Y + 2, to - from, inner.Height - 4), Theme.Accent.WithAlpha(0x50));
        }
        canvas.Text(_edit.Text, new UiRect(left, inner.Y, 100_000, inner.Height), TextStyle.Body, Theme.Text);
        canvas.VerticalLine(left + WidthBefore(_edit.Caret), inner.Y + 3, inner.Height - 6, Theme.Accent);
        canvas.PopClip();
    }

    /// <summary>How far a long text is shifted so that the caret stays in sight.</summary>
    private float EditScroll(in UiRect inner) => MathF.Max(0, WidthBefore(_edit.Caret) - inner.Width + 1);

    private float WidthBefore(int index) => canvas.Measure(_edit.Text[..index], TextStyle.Body);

    private int CaretAt(in UiRect box)
    {
        var inner = box.Inset(Theme.Space2, 2);
        var x = _input.MouseX - inner.X + EditScroll(inner);
        var caret = canvas.CountFitting(_edit.Text, TextStyle.Body, x);
        var isNearerToNext = caret < _edit.Length && x > (WidthBefore(caret) + WidthBefore(caret + 1)) / 2;
        return isNearerToNext ? caret + 1 : caret;
    }
}
