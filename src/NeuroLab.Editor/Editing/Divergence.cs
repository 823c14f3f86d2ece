using NeuroLab.Components;
using NeuroLab.Editing.Edits;

namespace NeuroLab.Editing;

/// <summary>Training that left for good: what happened, and the two ways back.</summary>
/// <param name="Runner">Whose.</param>
/// <param name="At">The branch, and the first step whose loss tells of it.</param>
/// <param name="Loss">The loss since; ∞ or NaN where it is not finite.</param>
/// <param name="LearningRate">The rate that step was taken with.</param>
/// <param name="CriticalRate">The rate that full-batch steps overshoot at; NaN where curvature was not followed.</param>
/// <param name="Best">The moment of the lowest loss seen since the last change.</param>
/// <param name="Change">The last change of how this runner trains, all edits of it; empty for none.</param>
/// <param name="BeforeChange">The moment before it; <see cref="Best"/> where there is none.</param>
internal sealed record Divergence(
    Runner Runner, TimelinePosition At, double Loss, double LearningRate, double CriticalRate, TimelinePosition Best,
    IReadOnlyList<Edit> Change, TimelinePosition BeforeChange)
{
    /// <summary>The loss it began with.</summary>
    public double StartLoss { get; } = Runner.Trainer.Baseline.Start;

    /// <summary>Goes back to <see cref="Best"/> and goes on with half the rate: one change. Blocks.</summary>
    public void HalveRate(SceneEditor editor) => AsOne(editor, () =>
    {
        editor.Seek(Best);
        editor.Set(Runner.Trainer, nameof(Trainer.LearningRate), Runner.Trainer.LearningRate / 2);
    });

    /// <summary>
    /// Takes <see cref="Change"/> back, and the steps under it, on a branch that does not repeat them; where nothing was
    /// changed goes back to <see cref="Best"/> and pauses there. One change. Blocks.
    /// </summary>
    public void Undo(SceneEditor editor) => AsOne(editor, () =>
    {
        editor.Seek(BeforeChange);
        if (Change.Count > 0)
            editor.Fork();
        else
            editor.Set(editor.Scene.Trainer, nameof(Trainer.IsPlaying), 0);
    });

    private static void AsOne(SceneEditor editor, Action changes)
    {
        editor.BeginGesture();
        try
        {
            changes();
        }
        finally
        {
            editor.EndGesture();
        }
    }
}
