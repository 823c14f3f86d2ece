namespace NeuroLab.Editing.Edits;

/// <summary>Another moment of training was gone to.</summary>
/// <param name="From">The moment that was left.</param>
/// <param name="To">The moment that is looked at since.</param>
internal sealed record SeekEdit(TimelinePosition From, TimelinePosition To) : Edit
{
    internal override TimelinePosition? Origin => From;

    internal override bool ChangesWeights => true;

    internal override void Do(SceneEditor editor) => editor.Seek(To);
}
