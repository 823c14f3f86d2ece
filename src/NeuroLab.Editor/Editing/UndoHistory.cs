using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;

namespace NeuroLab.Editing;

/// <summary>
/// The undo and redo stacks: groups of edits in the log. Undo and redo are logged as edits themselves, so that the log
/// is a complete record.
/// </summary>
internal sealed class UndoHistory(SceneEditor editor)
{
    private const int MaxGroups = 1000;

    private readonly List<int> _undo = [];
    private readonly List<int> _redo = [];
    private bool _isWalking;

    /// <summary>Whether there is something to undo.</summary>
    public bool CanUndo => _undo.Count > 0;

    /// <summary>The experiment that <see cref="Undo"/> would load; null if it loads none.</summary>
    public ExperimentFile? UndoFile => LoadOf(_undo) is { } load ? editor.Former.Find(load.Group)?.File ?? load.Old : null;

    /// <summary>The experiment that <see cref="Redo"/> would load; null if it loads none.</summary>
    public ExperimentFile? RedoFile => LoadOf(_redo) is { } load ? editor.Former.Find(load.Group)?.File ?? load.New : null;

    /// <summary>Undoes the last group. False if there is none.</summary>
    public bool Undo() => Walk(_undo, _redo, Revert);

    /// <summary>Applies the last undone group again. False if there is none.</summary>
    public bool Redo() => Walk(_redo, _undo, Repeat);

    /// <summary>Pushes a group, unless it was created by undo or redo; clears the redo stack.</summary>
    public void Remember(int group)
    {
        if (_isWalking)
            return;
        _redo.Clear();
        if (_undo.Count > 0 && _undo[^1] == group)
            return;
        _undo.Add(group);
        if (_undo.Count > MaxGroups)
            _undo.RemoveAt(0);
    }

    /// <summary>The groups that can be undone, the last one last.</summary>
    public IReadOnlyList<int> Groups => [.. _undo];

    /// <summary>Clears both stacks.</summary>
    /// <param name="undo">Groups of another run that can be undone now.</param>
    public void Clear(IReadOnlyList<int> undo)
    {
        _undo.Clear();
        _undo.AddRange(undo);
        _redo.Clear();
    }

    private bool Walk(List<int> from, List<int> to, Action<List<Edit>> act)
    {
        if (from.Count == 0)
            return false;
        var group = from[^1];
        from.RemoveAt(from.Count - 1);
        editor.EndGesture();
        _isWalking = true;
        try
        {
            act([.. editor.Log.Edits.Where(edit => edit.Group == group)]);
        }
        finally
        {
            _isWalking = false;
        }
        to.Add(group);
        return true;
    }

    private void Revert(List<Edit> group)
    {
        if (group.Find(edit => edit.Origin is not null) is { Origin: { } origin } jump)
        {
            editor.Seek(origin);
            // Playback would move the weights again: the next step is a new branch.
            if (jump is WeightsEdit)
                editor.Fork(from: null, name: null, editor.NextGroup());
            return;
        }
        // In the original order: an optimizer comes first and sets its default hyperparameters.
        foreach (var edit in group.DistinctBy(edit => (edit.GetType(), edit.Subject)))
            edit.Undo(editor, group);
    }

    private void Repeat(List<Edit> group)
    {
        if (group.Find(edit => edit is RestartEdit) is { } restart)
        {
            restart.Redo(editor);
            return;
        }
        var last = group.AsEnumerable().Reverse().DistinctBy(edit => (edit.GetType(), edit.Subject)).Reverse();
        foreach (var edit in last)
            edit.Redo(editor);
    }

    /// <summary>The edits of the group that <see cref="Undo"/> would revert; empty if there is none.</summary>
    public IReadOnlyList<Edit> ToUndo => EditsOf(_undo);

    /// <summary>The edits of the group that <see cref="Redo"/> would apply again; empty if there is none.</summary>
    public IReadOnlyList<Edit> ToRedo => EditsOf(_redo);

    private List<Edit> EditsOf(List<int> groups) =>
        groups.Count == 0 ? [] : [.. editor.Log.Edits.Where(edit => edit.Group == groups[^1])];

    private LoadEdit? LoadOf(List<int> groups)
    {
        var edits = editor.Log.Edits;
        for (var i = edits.Count - 1; groups.Count > 0 && i >= 0; i--)
        {
            if (edits[i].Group == groups[^1] && edits[i] is LoadEdit load)
                return load;
        }
        return null;
    }
}
