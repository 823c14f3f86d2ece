using NeuroLab.Editing;

namespace NeuroLab.Demo.Shell;

// A run that was returned to.
internal sealed partial class RunHistory
{
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
