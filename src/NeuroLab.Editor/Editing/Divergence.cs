using NeuroLab.Components;
using NeuroLab.Editing.Edits;
using NeuroLab.Optimizers;

namespace NeuroLab.Editing;

/// <summary>Diverged training, or a network that died: what happened, and two remedies.</summary>
/// <param name="Runner">The runner.</param>
/// <param name="At">The branch, and the first step whose loss shows it.</param>
/// <param name="Loss">The loss since then; may be ∞ or NaN.</param>
/// <param name="LearningRate">The learning rate of that step.</param>
/// <param name="CriticalRate">The rate above which full-batch steps diverge; NaN if curvature was not tracked.</param>
/// <param name="Best">The last position of a low loss, before changes of the rate at that very step; since then only the
/// learning rate was changed.</param>
/// <param name="BestRate">What decided the rate there: its <see cref="Rate"/>.</param>
/// <param name="Change">The last change that affected this runner's training, with all its edits; empty for
/// none.</param>
/// <param name="BeforeChange">The position before it; <see cref="Best"/> if there is none.</param>
/// <param name="DeadLayer">The index of the layer whose units are all dead, if that is what happened; else null.</param>
internal sealed record Divergence(
    Runner Runner, TimelinePosition At, double Loss, double LearningRate, double CriticalRate, TimelinePosition Best,
    double BestRate, IReadOnlyList<Edit> Change, TimelinePosition BeforeChange, int? DeadLayer = null)
{
    /// <summary>The loss at the start of the run.</summary>
    public double StartLoss { get; } = Runner.Trainer.Baseline.Start;

    /// <summary>
    /// What decides the rate: its share of the edge if the schedule follows a measured one and does not read the
    /// learning rate.
    /// </summary>
    public Hyperparameter Rate { get; } = RateOf(Runner.Trainer);

    /// <summary>Half of what was in force at <see cref="Best"/>, and less than what led here.</summary>
    public double HalfRate => Math.Min(BestRate, _ledHere) / 2;

    private readonly double _ledHere = Runner.Trainer.Settings[RateOf(Runner.Trainer)];

    /// <summary>Returns to <see cref="Best"/> and continues with half the rate, as one change. Blocks.</summary>
    public void HalveRate(SceneEditor editor) => AsOne(editor, () =>
    {
        editor.Seek(Best);
        editor.Set(Runner.Trainer, Rate.PropertyName, HalfRate);
        // It may be the very rate of that position: the past must not be repeated all the same.
        if (!editor.IsAtTip)
            editor.Fork();
    });

    /// <summary>
    /// Undoes <see cref="Change"/> and the steps after it, on a branch that does not repeat them; if nothing was
    /// changed, returns to <see cref="Best"/> and pauses there. One change. Blocks.
    /// </summary>
    public void Undo(SceneEditor editor) => AsOne(editor, () =>
    {
        editor.Seek(BeforeChange);
        if (Change.Count > 0)
            editor.Fork();
        else
            editor.Set(editor.Scene.Trainer, nameof(Trainer.IsPlaying), 0);
    });

    internal static Hyperparameter RateOf(Trainer trainer) =>
        trainer.Schedule.FollowsEdge && trainer.Settings[Hyperparameter.EdgeRate] > 0 ? Hyperparameter.EdgeShare : Hyperparameter.LearningRate;

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
