namespace NeuroLab.Editing.Edits;

/// <summary>One training step was asked for. It is not undone.</summary>
internal sealed record StepEdit : Edit
{
    // The step itself is taken on the way to the next edit.
    internal override void Do(SceneEditor editor)
    {
    }
}
