using System.Globalization;
using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>Text fields and number fields.</summary>
internal static class TextFields
{
    private const int MaxQuoted = 24;
    private const float MinValueWidth = 48;

    /// <summary>
    /// A text field. True when a changed text was accepted, with Enter or by leaving the field; Escape restores the old
    /// one.
    /// </summary>
    /// <param name="gui">The widgets.</param>
    /// <param name="label">Label before the box.</param>
    /// <param name="value">The text.</param>
    /// <param name="placeholder">What an empty text stands for, shown in its place.</param>
    public static bool TextField(this Gui gui, string label, ref string value, string placeholder = "")
    {
        var box = gui.LabelledRow(label);
        var id = gui.IdOf(label);
        var state = gui.Interact(id, box);
        var isAccepted = gui.Edit(id, state, value, box);
        var isChanged = isAccepted && !gui.TextEdit.Text.SequenceEqual(value);
        if (isChanged)
            value = gui.TextEdit.Text.ToString();
        if (gui.TextEdit.Id != id)
            gui.DrawField(state, box, value);
        if (gui.TextEdit.Id != id && value.Length == 0)
            gui.Canvas.Text(placeholder, box.Inset(Theme.Space2, 0), TextStyle.Body, gui.Theme.TextSecondary);
        return isChanged;
    }

    /// <summary>A text field whose value follows the typing, for searches. True while it changes.</summary>
    public static bool SearchField(this Gui gui, string label, ref string value)
    {
        var box = gui.LabelledRow(label);
        var id = gui.IdOf(label);
        var state = gui.Interact(id, box);
        gui.Edit(id, state, value, box);
        if (gui.TextEdit.Id != id)
            gui.DrawField(state, box, value);
        if (gui.TextEdit.Id != id || gui.TextEdit.Text.SequenceEqual(value))
            return false;
        value = gui.TextEdit.Text.ToString();
        return true;
    }

    /// <summary>
    /// A number without a slider range. It is typed, or dragged sideways on its label; the wheel and the arrow keys
    /// change it by a hundredth (Shift: ten times finer), a double click on the label restores the default. True when
    /// it changed; invalid numbers are ignored, values outside the range are clamped.
    /// </summary>
    public static bool NumberField(
        this Gui gui, string label, ref double value, double low = double.MinValue, double high = double.MaxValue, double original = double.NaN)
    {
        var row = gui.NextRow(Gui.ControlHeight);
        var box = row;
        var id = gui.IdOf(label);
        var before = value;
        WidgetState handle = default;
        if (!Gui.Visible(label).IsEmpty)
        {
            var name = row.TakeLeft(gui.LabelWidth(Gui.Visible(label), row.Width), out box);
            handle = gui.Interact(HashCode.Combine(id, 1), name, isFocusable: false);
            gui.Canvas.Text(Gui.Visible(label), name, TextStyle.Body, handle.IsHovered || handle.IsHeld ? gui.Theme.Accent : gui.Theme.Text);
        }
        var state = gui.Interact(id, box);
        if (gui.TextEdit.Id != id)
            gui.Nudge(state, handle, ref value, original);
        value = Math.Clamp(value, low, high);
        gui.Scratch.Clear().AppendSetting(value);
        var isAccepted = gui.Edit(id, state, gui.Scratch.Span, box);
        if (isAccepted)
            gui.TryReadNumber(low, high, ref value);
        if (gui.TextEdit.Id != id)
            gui.DrawField(state, box, gui.Scratch.Clear().AppendSetting(value).Span);
        return value != before;
    }

    private static void Nudge(this Gui gui, in WidgetState state, in WidgetState handle, ref double value, double original)
    {
        if (handle.IsDoubleClick && double.IsFinite(original))
        {
            value = original;
            gui.Release();
            return;
        }
        double steps = 0;
        if (handle.IsPressed)
            gui.DragX = gui.Input.MouseX;
        else if (handle.IsHeld && float.IsFinite(gui.Input.MouseX))
            (steps, gui.DragX) = ((gui.Input.MouseX - gui.DragX) / 4, gui.Input.MouseX);
        if (gui.Wheel != 0 && !gui.IsScrolling && (state.IsHovered || handle.IsHovered))
            steps += gui.TakeWheel();
        if (state.IsFocused)
            steps += (gui.Take(UiKeys.Up) ? 1 : 0) - (gui.Take(UiKeys.Down) ? 1 : 0);
        if (steps != 0)
            value += steps * (gui.Input.IsShiftDown ? Gui.FineFactor : 1) * Math.Max(Math.Abs(value), 0.01) / 100;
    }

    /// <summary>A row with a label at its left.</summary>
    /// <param name="gui">The widgets.</param>
    /// <param name="label">The label.</param>
    /// <param name="wanted">The width that the value needs; the label shrinks as long as it is readable.</param>
    public static UiRect LabelledRow(this Gui gui, string label, float wanted = 0)
    {
        var row = gui.NextRow(Gui.ControlHeight);
        var text = Gui.Visible(label);
        if (text.IsEmpty)
            return row;
        gui.Canvas.Text(text, row.TakeLeft(gui.LabelWidth(text, row.Width, wanted), out row), TextStyle.Body, gui.Theme.Text);
        return row;
    }

    // Two fifths of a row; more if the label needs it, less if the value does.
    private static float LabelWidth(this Gui gui, ReadOnlySpan<char> label, float row, float wanted = 0)
    {
        var minLabel = gui.Canvas.Measure(label, TextStyle.Body) + Theme.Space2;
        return MathF.Max(0, MathF.Min(Math.Clamp(row - wanted, minLabel, MathF.Max(minLabel, row * 0.42f)), row - MinValueWidth));
    }

    /// <summary>
    /// Edits the focused field. True in the frame in which a text is accepted: it is then in the edit's text, and
    /// editing has ended.
    /// </summary>
    public static bool Edit(this Gui gui, int id, in WidgetState state, ReadOnlySpan<char> value, in UiRect box)
    {
        if (gui.TextEdit.Id == id && !state.IsFocused)
        {
            gui.TextEdit.Stop();
            return true;
        }
        if (!state.IsFocused)
            return false;
        if (gui.TextEdit.Id == 0 && (state.IsPressed || state.IsKeyed || !gui.Input.Text.IsEmpty || gui.WantsEdit == id))
        {
            gui.TextEdit.Start(id, value);
            gui.WantsEdit = 0;
        }
        else if (gui.TextEdit.Id == id && (state.IsPressed || state.IsHeld))
            gui.TextEdit.MoveTo(gui.CaretAt(box), !state.IsPressed);
        if (gui.TextEdit.Id != id)
            return false;

        // The key that started the editing is not part of the text.
        if (!state.IsKeyed)
            gui.ApplyKeys();
        if (gui.Take(UiKeys.Escape))
        {
            gui.TextEdit.Stop();
            return false;
        }
        if (gui.Take(UiKeys.Enter))
        {
            gui.TextEdit.Stop();
            return true;
        }
        gui.DrawEdit(box);
        return false;
    }

    private static void ApplyKeys(this Gui gui)
    {
        var isExtending = gui.Input.IsShiftDown;
        if (!gui.Input.Text.IsEmpty)
            gui.TextEdit.Insert(gui.Input.Text.Span);
        if (gui.Input.IsControlDown && gui.Take(UiKeys.A))
            gui.TextEdit.SelectAll();
        if (gui.Input.IsControlDown)
            gui.UseClipboard();
        if (gui.Take(UiKeys.Left))
            gui.TextEdit.Step(-1, isExtending);
        if (gui.Take(UiKeys.Right))
            gui.TextEdit.Step(1, isExtending);
        if (gui.Take(UiKeys.Home))
            gui.TextEdit.MoveTo(0, isExtending);
        if (gui.Take(UiKeys.End))
            gui.TextEdit.MoveTo(gui.TextEdit.Length, isExtending);
        if (gui.Take(UiKeys.Backspace))
            gui.TextEdit.Delete(-1);
        if (gui.Take(UiKeys.Delete))
            gui.TextEdit.Delete(1);
        // These keys belong to the text, not to the widget behind it.
        gui.Drop(UiKeys.Space | UiKeys.Up | UiKeys.Down | UiKeys.Letters);
    }

    private static void UseClipboard(this Gui gui)
    {
        var isCut = gui.Take(UiKeys.X);
        if ((isCut || gui.Take(UiKeys.C)) && !gui.TextEdit.Selection.IsEmpty)
        {
            gui.WriteClipboard?.Invoke(gui.TextEdit.Selection.ToString());
            if (isCut)
                gui.TextEdit.Delete(1);
        }
        if (gui.Take(UiKeys.V))
            gui.TextEdit.Insert(gui.ReadClipboard?.Invoke());
    }

    // A recognizable part of it, on one line.
    private static string Shortened(ReadOnlySpan<char> text) =>
        text.Length <= MaxQuoted ? text.ToString() : string.Concat(text[..MaxQuoted], "…");

    /// <summary>Parses the accepted text. False if it is not a number or nothing changed.</summary>
    public static bool TryReadNumber(this Gui gui, double low, double high, ref double value)
    {
        if (!TryParse(gui.TextEdit.Text, out var typed))
        {
            gui.Rejected?.Invoke($"'{Shortened(gui.TextEdit.Text)}' is not a number: type one such as 0.02 or 2e-2");
            return false;
        }
        typed = Math.Clamp(typed, low, high);
        var isChanged = typed != value;
        value = typed;
        return isChanged;
    }

    /// <summary>A finite number as written by the widgets or by a user: 0.02, 2e-3, 1,000, −1.</summary>
    private static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        Span<char> plain = stackalloc char[text.Length];
        text.CopyTo(plain);
        plain.Replace(TextBuffer.Minus, '-');
        const NumberStyles styles = NumberStyles.Float | NumberStyles.AllowThousands;
        return double.TryParse(plain, styles, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    private static void DrawField(this Gui gui, in WidgetState state, in UiRect box, ReadOnlySpan<char> text)
    {
        gui.Canvas.FillRect(box, state.IsHovered ? gui.Theme.ControlHover : gui.Theme.Control, Theme.Radius);
        gui.Canvas.StrokeRect(box, gui.Theme.ControlBorder, 1, Theme.Radius);
        gui.DrawFocusRing(state, box);
        gui.Canvas.Text(text, box.Inset(Theme.Space2, 0), TextStyle.Body, gui.Theme.Text);
    }

    private static void DrawEdit(this Gui gui, in UiRect box)
    {
        gui.Canvas.FillRect(box, gui.Theme.Control, Theme.Radius);
        gui.Canvas.StrokeRect(box, gui.Theme.Accent, 1, Theme.Radius);
        var inner = box.Inset(Theme.Space2, 2);
        gui.Canvas.PushClip(inner.Inset(-1, 0));
        var left = inner.X - gui.EditScroll(inner);
        if (gui.TextEdit.SelectionEnd > gui.TextEdit.SelectionStart)
        {
            float from = left + gui.WidthBefore(gui.TextEdit.SelectionStart), to = left + gui.WidthBefore(gui.TextEdit.SelectionEnd);
            gui.Canvas.FillRect(new UiRect(from, inner.Y + 2, to - from, inner.Height - 4), gui.Theme.Accent.WithAlpha(0x50));
        }
        gui.Canvas.Text(gui.TextEdit.Text, new UiRect(left, inner.Y, 100_000, inner.Height), TextStyle.Body, gui.Theme.Text);
        gui.Canvas.VerticalLine(left + gui.WidthBefore(gui.TextEdit.Caret), inner.Y + 3, inner.Height - 6, gui.Theme.Accent);
        gui.Canvas.PopClip();
    }

    /// <summary>The offset of a long text that keeps the caret visible.</summary>
    private static float EditScroll(this Gui gui, in UiRect inner) => MathF.Max(0, gui.WidthBefore(gui.TextEdit.Caret) - inner.Width + 1);

    private static float WidthBefore(this Gui gui, int index) => gui.Canvas.Measure(gui.TextEdit.Text[..index], TextStyle.Body);

    private static int CaretAt(this Gui gui, in UiRect box)
    {
        var inner = box.Inset(Theme.Space2, 2);
        var x = gui.Input.MouseX - inner.X + gui.EditScroll(inner);
        var caret = gui.Canvas.CountFitting(gui.TextEdit.Text, TextStyle.Body, x);
        var isNearerToNext = caret < gui.TextEdit.Length && x > (gui.WidthBefore(caret) + gui.WidthBefore(caret + 1)) / 2;
        return isNearerToNext ? caret + 1 : caret;
    }
}
