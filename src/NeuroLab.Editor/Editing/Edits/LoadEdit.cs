using NeuroLab.Experiments;

namespace NeuroLab.Editing.Edits;

/// <summary>
/// Another experiment was loaded: it starts at step 0, and the branches of the old one are discarded.
/// </summary>
/// <param name="Old">The previous experiment with its last settings.</param>
/// <param name="New">The new experiment.</param>
internal sealed record LoadEdit(ExperimentFile Old, ExperimentFile New) : Edit
{
    internal override bool ChangesWeights => true;

    internal override void Do(SceneEditor editor) => editor.Load(editor.Prepared ?? PreparedExperiment.Of(New));

    internal override void Undo(SceneEditor editor, IReadOnlyList<Edit> group) =>
        editor.Load(editor.Prepared ?? PreparedExperiment.Of(Old));
}
