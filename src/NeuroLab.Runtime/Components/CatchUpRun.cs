using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>
/// How a trainer that joins a race late trains from the start to where its leader stands, a stretch every few frames;
/// the others wait for it meanwhile.
/// </summary>
internal sealed class CatchUpRun(Trainer trainer, Trainer leader)
{
    private const int MaxStretches = 192, FramesAStretch = 4;

    private readonly List<TrainingStatus> _history = [];
    private readonly Queue<(long Step, Action Apply)> _changes = [];
    private long _stretch;

    /// <summary>Whether it has yet to come to where the leader stands.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>The statuses on the way, oldest first.</summary>
    public IReadOnlyList<TrainingStatus> History => _history;

    /// <summary>Begins; the trainer stands at step 0.</summary>
    /// <param name="changes">What is to be changed on the way, each before the step of its number is taken; in order.</param>
    public void Begin(IReadOnlyList<(long Step, Action Apply)> changes)
    {
        foreach (var change in changes)
            _changes.Enqueue(change);
        _stretch = Math.Max(FramesAStretch * leader.StepsPerFrame, (leader.EnqueuedSteps + MaxStretches - 1) / MaxStretches);
        IsUnderWay = leader.EnqueuedSteps > 0 || changes.Count > 0;
    }

    /// <summary>All at once, up to a step: for whoever needs the state now, or waits for every step anyway. Blocks.</summary>
    public void FinishTo(long step)
    {
        do
            trainer.FinishSteps();
        while (TakeStretch(step));
    }

    /// <summary>
    /// Enqueues the next stretch, up to a step, where the last one is done and seen. False where there is none left.
    /// </summary>
    public bool TakeStretch(long limit)
    {
        while (_changes.TryPeek(out var change) && change.Step <= trainer.EnqueuedSteps)
        {
            _changes.Dequeue();
            change.Apply();
        }
        if (trainer.EnqueuedSteps >= leader.EnqueuedSteps)
        {
            IsUnderWay = false;
            return false;
        }
        if (_changes.TryPeek(out var next))
            limit = Math.Min(limit, next.Step);
        var count = Math.Min(_stretch, limit - trainer.EnqueuedSteps);
        if (count <= 0)
            return false;
        trainer.Enqueue(count);
        return true;
    }

    /// <summary>A status came.</summary>
    public void Observe(in TrainingStatus status)
    {
        if (IsUnderWay)
            _history.Add(status);
    }

    /// <summary>Ends it where it is; what was seen stays.</summary>
    public void Stop()
    {
        _changes.Clear();
        IsUnderWay = false;
    }

    /// <summary>Ends it and forgets what was seen: another run begins.</summary>
    public void Clear()
    {
        Stop();
        _history.Clear();
    }
}
