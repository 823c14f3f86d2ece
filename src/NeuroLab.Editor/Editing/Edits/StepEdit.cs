namespace NeuroLab.Editing.Edits;

/// <summary>A single training step was requested. It is not undone.</summary>
internal sealed record StepEdit : Edit
{
    // The step itself is taken on the way to the next edit.
    internal override void Do(SceneEditor editor)
    {
    }
}
