using NeuroLab.Components;
using NeuroLab.Experiments;

namespace NeuroLab.Editing.Edits;

/// <summary>A runner joined the race.</summary>
/// <param name="Runner">Its name.</param>
/// <param name="Training">Its initial settings.</param>
internal sealed record AddRunnerEdit(string Runner, TrainingSection Training) : Edit
{
    internal override (string Target, string Part) Subject => (Runner, "");

    /// <summary>Lets a runner that was just added catch up, and records the edit.</summary>
    internal static Runner Make(SceneEditor editor, Runner runner)
    {
        editor.Navigation.CatchUp(runner);
        editor.Append(new AddRunnerEdit(runner.GameObject.Name, TrainingSection.AtStart(runner)), editor.NextGroup());
        return runner;
    }

    /// <summary>Adds a runner that trains as another one does, and records the edit.</summary>
    /// <exception cref="Numerics.UserErrorException">There are eight runners already.</exception>
    internal static Runner Make(SceneEditor editor, Trainer like) => Make(editor, editor.Scene.AddRunner(
        like.Optimizer, like.Settings, like.BatchSize, null, like.GradientSource, like.Schedule, like.Experiment.Shape.HasSkips));

    /// <summary>Adds a runner described by a file, and records the edit.</summary>
    /// <exception cref="Numerics.UserErrorException">There are eight runners already, or the optimizer is
    /// unknown.</exception>
    internal static void Make(SceneEditor editor, string name, TrainingSection training)
    {
        var spec = training.ToSpec(name);
        Make(editor, editor.Scene.AddRunner(spec.Optimizer, spec.Settings, spec.BatchSize, spec.Name, spec.GradientSource, spec.Schedule, spec.Skip));
    }

    internal override void Do(SceneEditor editor) => Make(editor, Runner, Training);

    internal override void Undo(SceneEditor editor, IReadOnlyList<Edit> group)
    {
        if (TryFindRunner(editor) is { } runner)
            editor.RemoveRunner(runner);
    }
}
