using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Components;

// One that joins a race late goes the whole way from the start, a stretch a frame; the others wait for it meanwhile.
public sealed partial class Trainer
{
    private const int MaxStretches = 192, FramesAStretch = 4;

    private readonly List<TrainingStatus> _catchUpHistory = [];
    private readonly Queue<(long Step, Action Apply)> _changes = [];
    private long _stretch;

    /// <summary>Whether it has yet to come to where its leader stands.</summary>
    [HideInInspector]
    public bool IsCatchingUp { get; private set; }

    /// <summary>
    /// What it saw on the way while it caught up, oldest first, for curves and trails to begin where the others' do; empty
    /// for one that was there from the beginning. It only grows, but for a new run.
    /// </summary>
    [HideInInspector]
    public IReadOnlyList<TrainingStatus> CatchUpHistory => _catchUpHistory;

    /// <summary>Begins again from the start, and catches up with the leader in the coming frames.</summary>
    /// <param name="changes">What is to be changed on the way, each before the step of its number is taken; in order.</param>
    public void CatchUp(IReadOnlyList<(long Step, Action Apply)> changes)
    {
        var leader = Leader ?? throw new InvalidOperationException("There is nobody to catch up with.");
        Restore(StartState, Experiment.CreateOptions());
        foreach (var change in changes)
            _changes.Enqueue(change);
        _stretch = Math.Max(FramesAStretch * leader.StepsPerFrame, (leader.EnqueuedSteps + MaxStretches - 1) / MaxStretches);
        _wantsStatus = true;
        IsCatchingUp = leader.EnqueuedSteps > 0 || changes.Count > 0;
    }

    // All at once: for whoever needs the state now, or waits for every step anyway. Blocks.
    private void CatchUpTo(long step)
    {
        do
        {
            if (_wantsStatus)
                Session.Train(0);
            _wantsStatus = false;
            Session.Finish();
            Poll();
        }
        while (TakeStretch(step));
    }

    // The next stretch, up to a step, where the last one is done and seen. False where there is none left.
    private bool TakeStretch(long limit)
    {
        while (_changes.TryPeek(out var change) && change.Step <= EnqueuedSteps)
        {
            _changes.Dequeue();
            change.Apply();
        }
        if (EnqueuedSteps >= Leader!.EnqueuedSteps)
        {
            IsCatchingUp = false;
            return false;
        }
        if (_changes.TryPeek(out var next))
            limit = Math.Min(limit, next.Step);
        var count = Math.Min(_stretch, limit - EnqueuedSteps);
        if (count <= 0)
            return false;
        Session.Train((int)count);
        EnqueuedSteps += count;
        return true;
    }

    private bool IsSeen => Session.PendingSteps == 0 && _status.Step == EnqueuedSteps;

    private bool IsWaitedFor()
    {
        foreach (var follower in _followers)
        {
            if (follower.IsCatchingUp)
                return true;
        }
        return false;
    }

    private void ClearCatchUpHistory()
    {
        _catchUpHistory.Clear();
        _changes.Clear();
        IsCatchingUp = false;
    }
}
