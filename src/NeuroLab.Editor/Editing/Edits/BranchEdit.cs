namespace NeuroLab.Editing.Edits;

/// <summary>A branch was forked, by the user or because something changed before the end of another branch.</summary>
/// <param name="From">The position at which the user forked it; null if the editor did.</param>
/// <param name="At">The position of the fork.</param>
/// <param name="Name">Its name.</param>
internal sealed record BranchEdit(TimelinePosition? From, TimelinePosition At, string Name) : Edit
{
    internal override TimelinePosition? Origin => From;

    // It starts at the current position, including edits due at that very step.
    internal override void Do(SceneEditor editor)
    {
        editor.Navigation.ApplyUpTo(At.Edits);
        editor.Fork(From, Name, editor.NextGroup());
    }

    internal override void Redo(SceneEditor editor)
    {
        if (From is not null)
            editor.Fork();
    }
}
