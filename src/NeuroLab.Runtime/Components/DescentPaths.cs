namespace NeuroLab.Components;

/// <summary>The paths of one weight vector on one plane: that of the current branch, and those of others.</summary>
/// <param name="plane">The plane of their coordinates; null for none.</param>
/// <param name="branch">The current branch.</param>
internal sealed class DescentPaths(object? plane, int branch)
{
    private const int MaxOthers = 16;

    /// <summary>The plane of their coordinates.</summary>
    public object? Plane { get; } = plane;

    /// <summary>The current branch.</summary>
    public int Branch { get; private set; } = branch;

    /// <summary>Its path.</summary>
    public DescentPath Path { get; private set; } = new();

    /// <summary>The paths of other branches.</summary>
    public Dictionary<int, DescentPath> Others { get; } = [];

    /// <summary>Switches to the path of a new branch, which begins as the current one was at a step.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="step">The step.</param>
    /// <param name="isBeforeMove">Whether it leaves out a move by hand at that very step.</param>
    public void Fork(int branch, long step, bool isBeforeMove)
    {
        if (branch != Branch)
            SwitchTo(branch, Path.Fork(step, isBeforeMove));
    }

    /// <summary>Switches to the path of a branch that was left; an empty one if it has none on this plane.</summary>
    public void ReturnTo(int branch)
    {
        if (branch != Branch)
            SwitchTo(branch, Others.Remove(branch, out var path) ? path : new DescentPath());
    }

    private void SwitchTo(int branch, DescentPath path)
    {
        Others[Branch] = Path;
        (Path, Branch) = (path, branch);
        if (Others.Count > MaxOthers)
            Others.Remove(Others.Keys.Min());
    }
}
