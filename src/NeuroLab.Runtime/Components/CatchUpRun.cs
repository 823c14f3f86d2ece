using NeuroLab.Training;

namespace NeuroLab.Components;

/// <summary>
/// Lets a trainer that joins a race late train from the start to its leader's step, some steps every few frames, while
/// the others wait.
/// </summary>
internal sealed class CatchUpRun(Trainer trainer, Trainer leader)
{
    private const int MaxBursts = 192, FramesPerBurst = 4;

    private readonly List<TrainingStatus> _history = [];
    private readonly Queue<(long Step, Action Apply)> _changes = [];
    private long _burst;

    /// <summary>Whether it has not reached its leader's step yet.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>The statuses seen while catching up, oldest first.</summary>
    public IReadOnlyList<TrainingStatus> History => _history;

    /// <summary>Starts; the trainer is at step 0.</summary>
    /// <param name="changes">Changes to apply while catching up, each before its step is taken; sorted.</param>
    public void Begin(IReadOnlyList<(long Step, Action Apply)> changes)
    {
        foreach (var change in changes)
            _changes.Enqueue(change);
        _burst = Math.Max(FramesPerBurst * leader.StepsPerFrame, (leader.EnqueuedSteps + MaxBursts - 1) / MaxBursts);
        IsRunning = leader.EnqueuedSteps > 0 || changes.Count > 0;
    }

    /// <summary>
    /// Catches up to a step at once, for callers that need the state now or wait for every step anyway. Blocks.
    /// </summary>
    public void FinishTo(long step)
    {
        do
            trainer.FinishSteps();
        while (EnqueueNext(step));
    }

    /// <summary>
    /// Enqueues the next steps, up to a limit, once the last ones are done and seen. False if none are left.
    /// </summary>
    public bool EnqueueNext(long limit)
    {
        while (_changes.TryPeek(out var change) && change.Step <= trainer.EnqueuedSteps)
        {
            _changes.Dequeue();
            change.Apply();
        }
        if (trainer.EnqueuedSteps >= leader.EnqueuedSteps)
        {
            IsRunning = false;
            return false;
        }
        if (_changes.TryPeek(out var next))
            limit = Math.Min(limit, next.Step);
        var count = Math.Min(_burst, limit - trainer.EnqueuedSteps);
        if (count <= 0)
            return false;
        trainer.Enqueue(count);
        return true;
    }

    /// <summary>Records a status.</summary>
    public void Observe(in TrainingStatus status)
    {
        if (IsRunning)
            _history.Add(status);
    }

    /// <summary>Stops where it is; keeps what was recorded.</summary>
    public void Stop()
    {
        _changes.Clear();
        IsRunning = false;
    }

    /// <summary>Stops and clears what was recorded: another run begins.</summary>
    public void Clear()
    {
        Stop();
        _history.Clear();
    }
}
