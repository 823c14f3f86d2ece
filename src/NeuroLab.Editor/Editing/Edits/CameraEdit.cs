using NeuroLab.Experiments;

namespace NeuroLab.Editing.Edits;

/// <summary>The camera was moved.</summary>
/// <param name="Old">The pose before.</param>
/// <param name="New">The new pose.</param>
internal sealed record CameraEdit(ExperimentFile.CameraSection Old, ExperimentFile.CameraSection New) : Edit
{
    internal override (string Target, string Part) Subject => ("Camera", "");

    internal override bool IsContinuous => true;

    internal override Edit Continuing(Edit earlier) => this with { Old = ((CameraEdit)earlier).Old };

    internal override void Do(SceneEditor editor) => editor.MoveCamera(SceneFile.PoseOf(New));

    internal override void Undo(SceneEditor editor, IReadOnlyList<Edit> group) => editor.MoveCamera(SceneFile.PoseOf(Old));
}
