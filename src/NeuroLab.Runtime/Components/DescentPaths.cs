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

    /// <summary>Switches to the path of another branch; a new one begins as the current one was at a step.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="step">The step.</param>
    /// <param name="isBeforeMove">Whether it leaves out a move by hand at that very step.</param>
    public void SwitchTo(int branch, long step, bool isBeforeMove)
    {
        if (branch == Branch)
            return;
        Others[Branch] = Path;
        if (!Others.Remove(branch, out var path))
            path = Path.Fork(step, isBeforeMove);
        (Path, Branch) = (path, branch);
        if (Others.Count > MaxOthers)
            Others.Remove(Others.Keys.Min());
    }
}
