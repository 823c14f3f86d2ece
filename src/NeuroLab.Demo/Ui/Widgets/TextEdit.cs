namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>The text being edited: characters, caret and selection.</summary>
internal sealed class TextEdit
{
    private const int Capacity = 256;

    private readonly char[] _characters = new char[Capacity];
    private int _anchor;

    /// <summary>The widget being edited; 0 for none.</summary>
    public int Id { get; private set; }

    public int Length { get; private set; }

    public int Caret { get; private set; }

    public ReadOnlySpan<char> Text => _characters.AsSpan(0, Length);

    public int SelectionStart => Math.Min(_anchor, Caret);

    public int SelectionEnd => Math.Max(_anchor, Caret);

    public ReadOnlySpan<char> Selection => Text[SelectionStart..SelectionEnd];

    /// <summary>Starts with the whole text selected.</summary>
    public void Start(int id, ReadOnlySpan<char> text)
    {
        Id = id;
        Length = Math.Min(text.Length, Capacity);
        text[..Length].CopyTo(_characters);
        (_anchor, Caret) = (0, Length);
    }

    public void Stop() => Id = 0;

    public void SelectAll() => (_anchor, Caret) = (0, Length);

    /// <summary>Moves the caret before a character; extends the selection to there, or clears it.</summary>
    public void MoveTo(int caret, bool isExtending)
    {
        Caret = Math.Clamp(caret, 0, Length);
        if (!isExtending)
            _anchor = Caret;
    }

    /// <summary>
    /// Moves one step to the left or right; without extending, a selection first collapses to that side.
    /// </summary>
    public void Step(int direction, bool isExtending)
    {
        var collapses = !isExtending && _anchor != Caret;
        MoveTo(collapses ? (direction < 0 ? SelectionStart : SelectionEnd) : Caret + direction, isExtending);
    }

    /// <summary>
    /// Replaces the selection; control characters, unpaired surrogates and text beyond the capacity are dropped.
    /// </summary>
    public void Insert(ReadOnlySpan<char> text)
    {
        RemoveSelection();
        foreach (var character in text)
        {
            if (char.IsControl(character) || char.IsSurrogate(character) || Length == Capacity)
                continue;
            _characters.AsSpan(Caret, Length - Caret).CopyTo(_characters.AsSpan(Caret + 1));
            _characters[Caret] = character;
            Length++;
            MoveTo(Caret + 1, false);
        }
    }

    /// <summary>Deletes the selection, or else the character before (−1) or after (+1) the caret.</summary>
    public void Delete(int direction)
    {
        if (_anchor == Caret)
            MoveTo(Caret + direction, true);
        RemoveSelection();
    }

    private void RemoveSelection()
    {
        int start = SelectionStart, end = SelectionEnd;
        _characters.AsSpan(end, Length - end).CopyTo(_characters.AsSpan(start));
        Length -= end - start;
        MoveTo(start, false);
    }
}
