using NeuroLab.Training;

namespace NeuroLab.Editing;

/// <summary>
/// Checkpoints of training, so that any step can be reproduced: the nearest one before it is restored and the remaining
/// steps are trained again, bit by bit. Memory is bounded: when it is full, the interval doubles and every second
/// checkpoint is dropped; the first and the last of each branch are kept if possible. The memory of dropped checkpoints
/// is reused.
/// </summary>
public sealed class Timeline
{
    private const int MaxCheckpoints = 2048;

    private readonly List<Checkpoint> _checkpoints = [];
    private readonly Stack<SessionState> _spares = new();
    private readonly HashSet<(string Runner, int Branch, long Bucket)> _buckets = [];

    /// <param name="budget">Maximum bytes of the states.</param>
    /// <param name="interval">Initial number of steps between two checkpoints.</param>
    public Timeline(long budget = 32L << 20, int interval = 32)
    {
        Budget = budget;
        FirstInterval = Interval = interval;
    }

    /// <summary>The limit of <see cref="Bytes"/>; at least four checkpoints are kept in any case.</summary>
    public long Budget { get; }

    /// <summary>Bytes used by the states.</summary>
    public long Bytes { get; private set; }

    /// <summary>Current number of steps between two checkpoints.</summary>
    public long Interval { get; private set; }

    /// <summary>The checkpoints, in the order they were captured.</summary>
    internal IReadOnlyList<Checkpoint> Checkpoints => _checkpoints;

    private long FirstInterval { get; }

    /// <summary>The first step at which the next checkpoint is due.</summary>
    internal long NextDue { get; private set; }

    /// <summary>The state of a dropped checkpoint to capture into; null for none.</summary>
    internal SessionState? TakeSpare(int parameters)
    {
        while (_spares.TryPop(out var spare))
        {
            if (spare.Parameters.Length == parameters)
                return spare;
        }
        return null;
    }

    /// <summary>Adds a checkpoint, and drops others if it does not fit.</summary>
    internal void Keep(Checkpoint checkpoint)
    {
        _checkpoints.Add(checkpoint);
        Bytes += SizeOf(checkpoint.State);
        while (IsFull && Interval < long.MaxValue / 4)
        {
            Interval *= 2;
            Thin();
        }
        // Not even the ends of all branches and runners fit: drops the oldest.
        while (IsFull)
            RemoveAt(0);
    }

    /// <summary>Sets when the next checkpoint is due.</summary>
    internal void Continue(long step) => NextDue = step + Interval;

    /// <summary>
    /// The last checkpoint of a runner at or before a position on a branch; null if only the start is before it.
    /// </summary>
    internal Checkpoint? Find(Branch branch, string runner, long step, int edits)
    {
        Checkpoint? best = null;
        foreach (var checkpoint in _checkpoints)
        {
            var at = checkpoint.Position;
            if (at.Step <= step && at.Edits <= edits && checkpoint.Runner == runner
                && branch.Contains(at.Branch, at.Step, at.Edits) && (best is null || at.Step >= best.Position.Step))
            {
                best = checkpoint;
            }
        }
        return best;
    }

    /// <summary>Whether there is a checkpoint at exactly that position.</summary>
    internal bool Has(string runner, in TimelinePosition position)
    {
        foreach (var checkpoint in _checkpoints)
        {
            if (checkpoint.Position == position && checkpoint.Runner == runner)
                return true;
        }
        return false;
    }

    /// <summary>Drops all checkpoints.</summary>
    internal void Clear()
    {
        _checkpoints.Clear();
        _spares.Clear();
        Bytes = 0;
        NextDue = 0;
        Interval = FirstInterval;
    }

    private bool IsFull => _checkpoints.Count > 4 && (Bytes > Budget || _checkpoints.Count > MaxCheckpoints);

    private void Thin()
    {
        _buckets.Clear();
        for (var i = 0; i < _checkpoints.Count; i++)
        {
            var checkpoint = _checkpoints[i];
            var isFirst = _buckets.Add((checkpoint.Runner, checkpoint.Position.Branch, checkpoint.Position.Step / Interval));
            if (!isFirst && !IsLast(i))
                RemoveAt(i--);
        }
    }

    private bool IsLast(int index)
    {
        var (runner, branch) = (_checkpoints[index].Runner, _checkpoints[index].Position.Branch);
        for (var i = index + 1; i < _checkpoints.Count; i++)
        {
            if (_checkpoints[i].Runner == runner && _checkpoints[i].Position.Branch == branch)
                return false;
        }
        return true;
    }

    private void RemoveAt(int index)
    {
        var state = _checkpoints[index].State;
        _checkpoints.RemoveAt(index);
        Bytes -= SizeOf(state);
        // One per runner is in use at a time; more would be memory outside the budget.
        if (_spares.Count < Components.Race.Capacity)
            _spares.Push(state);
    }

    internal static long SizeOf(SessionState state) =>
        (1L + state.OptimizerState.Length) * state.Parameters.Length * sizeof(float);
}
