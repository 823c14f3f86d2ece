using NeuroLab.Editing.Edits;

namespace NeuroLab.Editing;

/// <summary>
/// All edits of a session, oldest first. Append-only: an undo is an edit too. Chart marks, branches, autosave and
/// replay read it.
/// </summary>
public sealed class EventLog
{
    private readonly List<Edit> _edits = [];

    /// <summary>The edits; those of one drag within one step are merged into one.</summary>
    public IReadOnlyList<Edit> Edits => _edits;

    /// <summary>Incremented by each edit, merged or not.</summary>
    public int Version { get; private set; }

    /// <summary>Raised for each edit as it is made, merged or not.</summary>
    public event Action<Edit>? Appended;

    /// <summary>Appends an edit, or merges it into the last one if both belong to one drag within one step.</summary>
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
