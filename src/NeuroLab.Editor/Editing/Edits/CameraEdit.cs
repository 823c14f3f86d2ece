using NeuroLab.Experiments;

namespace NeuroLab.Editing.Edits;

/// <summary>The camera went elsewhere.</summary>
/// <param name="Old">Where it stood before.</param>
/// <param name="New">Where it stands since.</param>
internal sealed record CameraEdit(ExperimentFile.CameraSection Old, ExperimentFile.CameraSection New) : Edit
{
    internal override (string Target, string Part) Subject => ("Camera", "");

    internal override bool IsContinuous => true;

    internal override Edit Continuing(Edit earlier) => this with { Old = ((CameraEdit)earlier).Old };

    internal override void Do(SceneEditor editor) => editor.MoveCamera(SceneFile.PoseOf(New));

    internal override void Undo(SceneEditor editor, IReadOnlyList<Edit> group) => editor.MoveCamera(SceneFile.PoseOf(Old));
}
