namespace NeuroLab.Editing;

/// <summary>The runs that undo and redo can return to, each by the group of the load that ended it.</summary>
internal sealed class FormerRuns
{
    private readonly List<(int Group, FormerRun Run)> _runs = [];

    /// <summary>The run that was left by a load; null if it is not kept.</summary>
    public FormerRun? Find(int group) => _runs.Find(kept => kept.Group == group).Run;

    /// <summary>Keeps a run in place of the one of the same group, and drops the oldest beyond the memory for two.</summary>
    public void Keep(int group, FormerRun? run)
    {
        _runs.RemoveAll(kept => kept.Group == group);
        if (run is not null)
            _runs.Add((group, run));
        while (_runs.Sum(kept => kept.Run.Bytes) > 2 * FormerRun.Budget)
            _runs.RemoveAt(0);
    }
}
