namespace NeuroLab.Editing.Edits;

/// <summary>The user jumped to another position.</summary>
/// <param name="From">The position before.</param>
/// <param name="To">The new position.</param>
internal sealed record SeekEdit(TimelinePosition From, TimelinePosition To) : Edit
{
    internal override TimelinePosition? Origin => From;

    internal override bool ChangesWeights => true;

    internal override void Do(SceneEditor editor) => editor.Seek(To);
}
