using NeuroLab.Experiments;

namespace NeuroLab.Editing.Edits;

/// <summary>Another experiment was loaded: it starts at step 0, or, by undo and redo, is returned to.</summary>
/// <param name="Old">The previous experiment with its last settings.</param>
/// <param name="New">The new experiment.</param>
internal sealed record LoadEdit(ExperimentFile Old, ExperimentFile New) : Edit
{
    /// <summary>The group of the load that had ended the run that this one returns to; null for a start at step 0.</summary>
    public int? Returns { get; init; }

    internal override bool ChangesWeights => true;

    /// <summary>Loads a prepared experiment and records the edit. Blocks.</summary>
    /// <param name="editor">The editor.</param>
    /// <param name="prepared">The experiment: that of the former run, if one is returned to.</param>
    /// <param name="returns">See <see cref="Returns"/>.</param>
    /// <exception cref="Numerics.UserErrorException">It cannot be created; the old one continues.</exception>
    internal static void Make(SceneEditor editor, PreparedExperiment prepared, int? returns = null)
    {
        var former = returns is { } group ? editor.Former.Find(group) : null;
        var left = FormerRun.Of(editor, editor.History.Groups);
        var edit = new LoadEdit(editor.CurrentFile, prepared.File)
        {
            Step = editor.Scene.Trainer.EnqueuedSteps,
            Returns = former is null ? null : returns,
        };
        editor.Begin(former is null ? prepared : prepared with { Shown = former.Shown ?? prepared.Shown }, edit, former);
        editor.Former.Keep(returns ?? editor.Log.Edits[^1].Group, left);
    }

    internal override void Do(SceneEditor editor) => Make(editor, PreparedExperiment.Of(New), Returns);

    internal override void Undo(SceneEditor editor, IReadOnlyList<Edit> group) => Return(editor, Old);

    internal override void Redo(SceneEditor editor) => Return(editor, New);

    private void Return(SceneEditor editor, ExperimentFile otherwise) =>
        Make(editor, editor.Prepared ?? PreparedExperiment.Of(editor.Former.Find(Group)?.File ?? otherwise), Group);
}
