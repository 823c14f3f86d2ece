namespace NeuroLab.Editing.Edits;

/// <summary>A branch was begun, by a person or because something changed before the end of another branch.</summary>
/// <param name="From">The moment that a person began it at; null where the editor did.</param>
/// <param name="At">The moment that it begins at.</param>
/// <param name="Name">What it is called.</param>
internal sealed record BranchEdit(TimelinePosition? From, TimelinePosition At, string Name) : Edit
{
    internal override TimelinePosition? Origin => From;

    // It begins where the run stands, edits due at that very step included.
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
