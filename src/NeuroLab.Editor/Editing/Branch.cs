using NeuroLab.Components;
using NeuroLab.Editing.Edits;
using NeuroLab.Landscapes;

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

    /// <summary>Its named moments, which planes can go through.</summary>
    internal List<(string Name, long Step)> Moments { get; } = [];

    /// <summary>The edits that affect its training, ordered by step.</summary>
    internal List<Edit> Edits { get; } = [];

    internal int ForkEdits { get; }

    /// <summary>Whether a runner's weights were moved by hand, by the edits from one on that come before a step.</summary>
    /// <param name="runner">The runner.</param>
    /// <param name="next">The first edit; then the one after the last.</param>
    /// <param name="count">The number of edits that are applied.</param>
    /// <param name="step">The step.</param>
    internal bool Moves(Runner runner, ref int next, int count, long step)
    {
        var moves = false;
        for (; next < count && Edits[next].Step < step; next++)
            moves |= Edits[next].ChangesWeights && Edits[next].Concerns(runner);
        return moves;
    }

    /// <summary>Whether a runner's weights were moved by hand on the way to a position.</summary>
    internal bool IsMoved(Runner runner, int edits)
    {
        var next = 0;
        return Moves(runner, ref next, edits, long.MaxValue);
    }

    /// <summary>The moment of a name, ignoring spaces and case; null if there is none.</summary>
    internal static (Branch Branch, long Step)? FindMoment(IReadOnlyList<Branch> branches, string name)
    {
        foreach (var branch in branches)
        {
            foreach (var (kept, step) in branch.Moments)
            {
                if (WeightPlace.NameOf(kept) == WeightPlace.NameOf(name))
                    return (branch, step);
            }
        }
        return null;
    }

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
