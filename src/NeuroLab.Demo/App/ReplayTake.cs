using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Recording;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.App;

/// <summary>Records a run from its log: edits, jumps and branches are shown as they happened.</summary>
internal static class ReplayTake
{
    /// <summary>Replays from the initial weights to the log's end. Blocks.</summary>
    /// <param name="replay">A replay at step 0.</param>
    /// <param name="gl">The context to draw in, current; on a GPU, the one that trains.</param>
    /// <param name="experiment">The experiment, for the file next to the recording.</param>
    /// <param name="path">The recording; its extension selects the format.</param>
    /// <param name="format">Size and rate.</param>
    /// <param name="stepsPerFrame">Training steps between two frames, if there is no edit in between.</param>
    /// <param name="progress">Called after each frame with the fraction of the log that is done.</param>
    /// <param name="cancellation">Stops early; what was recorded so far is saved.</param>
    /// <exception cref="Numerics.UserErrorException">An edit does not fit, or the recording cannot be drawn or
    /// written.</exception>
    public static TakeSummary Record(
        Replay replay, GL gl, ExperimentFile experiment, string path, FrameFormat format, int stepsPerFrame,
        Action<double> progress, CancellationToken cancellation)
    {
        using var writer = new TakeWriter(gl, path, format, experiment: () => experiment);
        using var view = new TakeView(gl, replay.Scene, format, new TakeLook(), replay.Editor) { EigenvalueColumns = replay.FollowedEigenvalues };
        Take.WaitForFrames(replay.Scene);
        return writer.Record(Frames(replay, view, format, stepsPerFrame), (_, _) => progress(replay.Progress), cancellation);
    }

    private static IEnumerable<TakeFrame?> Frames(Replay replay, TakeView view, FrameFormat format, int stepsPerFrame)
    {
        double rate = format.FramesPerSecond;
        var frame = 0;
        do
        {
            // Only the log decides when steps are taken, even while the run was playing.
            replay.Scene.Trainer.StepLimit = replay.Scene.Trainer.EnqueuedSteps;
            view.Layout();
            replay.Scene.Tick(1 / rate);
            yield return view.Draw(frame++ / rate);
        }
        while (Advance(replay, stepsPerFrame));
    }

    // Advances to the next visible change: checksums on the way show nothing.
    private static bool Advance(Replay replay, int steps)
    {
        var (step, changes) = (replay.Scene.Trainer.EnqueuedSteps, replay.Editor.Log.Version);
        var goal = step + steps;
        while (replay.Scene.Trainer.EnqueuedSteps < goal && replay.Editor.Log.Version == changes)
        {
            if (!replay.Advance((int)(goal - replay.Scene.Trainer.EnqueuedSteps)))
                return replay.Scene.Trainer.EnqueuedSteps > step;
        }
        return true;
    }
}
