using NeuroLab.Components;
using NeuroLab.Experiments;

namespace NeuroLab.Editing.Edits;

/// <summary>A runner was removed from the race.</summary>
/// <param name="Runner">Its name.</param>
/// <param name="Training">Its initial settings.</param>
internal sealed record RemoveRunnerEdit(string Runner, TrainingSection Training) : Edit
{
    internal override (string Target, string Part) Subject => (Runner, "");

    /// <summary>Removes a runner from the race, and records the edit.</summary>
    /// <exception cref="Numerics.UserErrorException">It is the first.</exception>
    internal static void Make(SceneEditor editor, Runner runner)
    {
        var training = TrainingSection.AtStart(runner);
        editor.Scene.Race.Remove(runner);
        editor.Append(new RemoveRunnerEdit(runner.GameObject.Name, training), editor.NextGroup());
    }

    internal override void Do(SceneEditor editor) => editor.RemoveRunner(FindRunner(editor));

    internal override void Undo(SceneEditor editor, IReadOnlyList<Edit> group) =>
        AddRunnerEdit.Make(editor, Runner, Training);
}
