using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Experiments;
using NeuroLab.Optimizers;

namespace NeuroLab.Demo.Shell;

/// <summary>The changes on the current branch, marked in charts and timeline, read from the event log.</summary>
internal sealed class ChangeMarks(SceneEditor editor)
{
    private readonly List<ChangeMark> _marks = [];
    private int _version = -1;
    private Branch? _branch;

    /// <summary>The marks, sorted by the time of the change.</summary>
    public IReadOnlyList<ChangeMark> All
    {
        get
        {
            if (_version != editor.Log.Version || !ReferenceEquals(_branch, editor.Branch))
                Collect();
            return _marks;
        }
    }

    private void Collect()
    {
        _version = editor.Log.Version;
        _branch = editor.Branch;
        _marks.Clear();
        Edit? last = null;
        foreach (var edit in editor.Log.Edits)
        {
            // Another experiment starts without marks.
            if (edit is LoadEdit)
                _marks.Clear();
            if (edit is LoadEdit || !IsOnBranch(edit))
                continue;
            // A drag during training is one change, from its first to its last value.
            var isContinued = last is not null && edit.IsSameChange(last);
            last = isContinued ? edit.Continuing(last!) : edit;
            if (TextOf(last) is not { } text)
                continue;
            if (isContinued)
                _marks.RemoveAt(_marks.Count - 1);
            _marks.Add(new ChangeMark(edit.Step, text));
        }
    }

    private bool IsOnBranch(Edit edit)
    {
        var last = long.MaxValue;
        for (var branch = editor.Branch; branch is not null; branch = branch.Parent)
        {
            if (branch.Number == edit.Branch)
                return edit.Step <= last;
            last = Math.Min(last, branch.ForkStep);
        }
        return false;
    }

    private string? TextOf(Edit edit) => edit switch
    {
        DropEdit drop => $"dropped at {EditWords.Number(drop.Alpha)} {EditWords.Number(drop.Beta)}",
        BranchEdit => "branch",
        PaintEdit => "points painted",
        PropertyEdit set when set.Target.EndsWith("/Trainer", StringComparison.Ordinal) && LabelOf(set.Property) is { } label =>
            EditWords.Of(set, label),
        _ => null,
    };

    // Only what decides how training goes on, and what nobody did is not a change.
    private string? LabelOf(string name)
    {
        foreach (var property in editor.Describe(editor.Scene.Trainer))
        {
            if (property.Name == name)
                return property.IsReplayed && name != Hyperparameter.EdgeRate.PropertyName ? property.Label : null;
        }
        return null;
    }
}
