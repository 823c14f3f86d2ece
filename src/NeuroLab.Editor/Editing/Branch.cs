using NeuroLab.Editing.Edits;

namespace NeuroLab.Editing;

/// <summary>
/// A line of training history. It forks from a position of its parent and shares the parent's edits up to there.
/// </summary>
public sealed class Branch
{
    internal Branch(int number, string name, Branch? parent = null, long forkStep = 0, int forkEdits = 0)
    {
        Number = number;
        Name = name;
        Parent = parent;
        ForkStep = forkStep;
        ForkEdits = forkEdits;
        Tip = forkStep;
        if (parent is not null)
            Edits.AddRange(parent.Edits.Take(forkEdits));
    }

    /// <summary>Its index, from 0.</summary>
    public int Number { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The branch it forked from; null for the first.</summary>
    public Branch? Parent { get; }

    /// <summary>The step at which it forked.</summary>
    public long ForkStep { get; }

    /// <summary>The last step trained on it.</summary>
    public long Tip { get; internal set; }

    /// <summary>The edits that affect its training, ordered by step.</summary>
    internal List<Edit> Edits { get; } = [];

    internal int ForkEdits { get; }

    /// <summary>Whether a position on this or another branch is part of its history.</summary>
    internal bool Contains(int branch, long step, int edits)
    {
        var lastStep = long.MaxValue;
        var lastEdits = int.MaxValue;
        for (var at = this; at is not null; at = at.Parent)
        {
            if (at.Number == branch)
                return step <= lastStep && edits <= lastEdits;
            lastStep = Math.Min(lastStep, at.ForkStep);
            lastEdits = Math.Min(lastEdits, at.ForkEdits);
        }
        return false;
    }
}
