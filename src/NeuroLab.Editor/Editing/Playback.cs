using NeuroLab.Components;

namespace NeuroLab.Editing;

/// <summary>Advances an edited scene, with the edits, checkpoints and checksums that are due.</summary>
internal sealed class Playback(DescentScene scene, BranchNavigation navigation) : IDisposable
{
    /// <summary>The run's log; null for none.</summary>
    public RunLogWriter? RunLog { get; set; }

    /// <summary>Whether frames take no steps.</summary>
    public bool HoldsSteps { get; set; }

    /// <summary>Moves the plane after the weights; null if nothing does.</summary>
    public PlaneFollower? Follower { get; set; }

    private Trainer Leader => scene.Trainer;

    /// <summary>Runs one frame.</summary>
    public void Tick(double delta)
    {
        var isReady = KeepWhenIdle() && !HoldsSteps && (Follower?.Update() ?? true);
        if (isReady && Leader.WantsSteps)
            navigation.ApplyDue();
        Leader.StepLimit = isReady ? navigation.NextEditStep : Leader.EnqueuedSteps;
        scene.Tick(delta);
        navigation.Extend();
    }

    /// <summary>Trains to a step as in playback, at full speed. Blocks when it takes checkpoints.</summary>
    public void AdvanceTo(long step)
    {
        while (Leader.EnqueuedSteps < step)
        {
            navigation.ApplyDue();
            var due = Math.Max(navigation.Timeline.NextDue, Leader.EnqueuedSteps + 1);
            var next = Math.Min(Math.Min(step, due), navigation.NextEditStep);
            foreach (var runner in scene.Race.Runners)
                runner.Trainer.TrainTo(next);
            navigation.Extend();
            if (next >= navigation.Timeline.NextDue)
                navigation.Keep();
            RunLog?.Check();
        }
    }

    /// <summary>Closes the log and ends what follows the weights.</summary>
    public void Dispose()
    {
        Follower?.Dispose();
        RunLog?.Dispose();
    }

    // Takes checkpoints and checksums once the device is idle, so that no frame waits for it. False while it is still
    // busy: then no more steps may be enqueued.
    private bool KeepWhenIdle()
    {
        var isMomentDue = navigation.IsCheckpointDue;
        var isCheckDue = RunLog is { IsCheckDue: true };
        if (!isMomentDue && !isCheckDue)
            return true;
        for (var i = 0; i < scene.Race.Runners.Count; i++)
        {
            if (!scene.Race.Runners[i].Trainer.IsIdle)
                return false;
        }
        if (isMomentDue)
            navigation.Keep();
        if (isCheckDue)
            RunLog!.Check();
        return true;
    }
}
