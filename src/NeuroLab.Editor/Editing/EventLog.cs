using NeuroLab.Editing.Edits;

namespace NeuroLab.Editing;

/// <summary>
/// Every change there was, oldest first. It only grows: undoing something is a change too. Marks on charts, branches,
/// autosave and replay all read it.
/// </summary>
public sealed class EventLog
{
    private readonly List<Edit> _edits = [];

    /// <summary>The changes; those of one drag between two steps count once.</summary>
    public IReadOnlyList<Edit> Edits => _edits;

    /// <summary>Rises with each change, also where it continues the last one.</summary>
    public int Version { get; private set; }

    /// <summary>Called with each change as it is made.</summary>
    public event Action<Edit>? Appended;

    /// <summary>Appends a change, or lets it continue the last one where a drag goes on before the next step.</summary>
    internal void Append(Edit edit)
    {
        AppendTo(_edits, edit);
        Version++;
        Appended?.Invoke(edit);
    }

    internal static void AppendTo(List<Edit> edits, Edit edit)
    {
        if (edits.Count > 0 && edits[^1].IsContinuedBy(edit))
            edits[^1] = edit.Continuing(edits[^1]);
        else
            edits.Add(edit);
    }
}
