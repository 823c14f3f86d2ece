using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Editing;

namespace NeuroLab.Demo.Shell;

// The names of the curves, those of other branches, and of a run that was returned to.
internal sealed partial class RunHistory
{
    /// <summary>Names the runner in all its curves.</summary>
    /// <param name="name">The runner in a race; null if it is alone.</param>
    public void Rename(string? name)
    {
        Loss.Name = Accuracy.Name = StepSize.Name = LearningRate.Name = name ?? "train";
        // The gradient of all samples is only known where each batch has them all.
        GradientTrend.Name = name ?? (Trainer.IsFullBatch ? "train" : "mean");
    }

    /// <summary>The number of abandoned branches that have curves.</summary>
    public int GhostCount => _ghosts.Count;

    /// <summary>The loss curve of an abandoned branch, and where its steps are on an axis.</summary>
    public (ChartSeries Loss, ChartScale Scale) Ghost(int index, ChartAxis axis) => (_ghosts[index][1], ScaleOf(_ghosts[index], axis));

    // The loss at the checkpoints of a run that was returned to: its other curves are gone.
    private void Retrace(Branch branch, IReadOnlyList<Checkpoint> checkpoints)
    {
        var known = checkpoints.Where(kept => kept.Runner == Trainer.GameObject.Name && double.IsFinite(kept.Loss)
            && branch.Contains(kept.Position.Branch, kept.Position.Step, kept.Position.Edits)).OrderBy(kept => kept.Position.Step).ToList();
        if (known.Count == 0 || (Loss.X.Length > 0 && Loss.X[0] <= known[0].Position.Step))
            return;
        Loss.Clear();
        _seen = 0;
        foreach (var checkpoint in known)
            Loss.Add(checkpoint.Position.Step, (float)checkpoint.Loss);
    }
}
