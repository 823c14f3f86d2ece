using NeuroLab.Experiments;

namespace NeuroLab.Editing.Edits;

/// <summary>Another experiment was loaded: it begins at step 0, and the branches of the old one are gone.</summary>
/// <param name="Old">The experiment before, as it stood.</param>
/// <param name="New">The experiment since.</param>
internal sealed record LoadEdit(ExperimentFile Old, ExperimentFile New) : Edit
{
    internal override bool ChangesWeights => true;

    internal override void Do(SceneEditor editor) => editor.Load(editor.Prepared ?? PreparedExperiment.Of(New));

    internal override void Undo(SceneEditor editor, IReadOnlyList<Edit> group) =>
        editor.Load(editor.Prepared ?? PreparedExperiment.Of(Old));
}
