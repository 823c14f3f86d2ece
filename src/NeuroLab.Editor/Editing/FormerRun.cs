using NeuroLab.Components;
using NeuroLab.Experiments;
using NeuroLab.Landscapes;
using NeuroLab.Training;

namespace NeuroLab.Editing;

/// <summary>
/// A run that was replaced by another experiment: its branches and checkpoints, to return to it. Its data are not kept;
/// they are read again.
/// </summary>
/// <param name="File">Its experiment, with the training settings of its first step.</param>
/// <param name="Branches">All branches.</param>
/// <param name="Position">Where it was left.</param>
/// <param name="FirstBackend">The device of its first step.</param>
/// <param name="Checkpoints">The checkpoints, those at <paramref name="Position"/> among them.</param>
/// <param name="Shown">Its plane; null for none.</param>
/// <param name="Undo">What could be undone.</param>
internal sealed record FormerRun(
    ExperimentFile File, IReadOnlyList<Branch> Branches, TimelinePosition Position, BackendKind FirstBackend,
    IReadOnlyList<Checkpoint> Checkpoints, (PlaneKind Kind, Plane Plane)? Shown, IReadOnlyList<int> Undo)
{
    /// <summary>Maximum bytes of the states.</summary>
    public const long Budget = 16L << 20;

    /// <summary>Bytes of the states.</summary>
    public long Bytes => Checkpoints.Sum(checkpoint => Timeline.SizeOf(checkpoint.State));

    /// <summary>
    /// Describes the current run. Blocks until the steps enqueued so far are done. Null if not even its last state is
    /// within the budget.
    /// </summary>
    public static FormerRun? Of(SceneEditor editor, IReadOnlyList<int> undo)
    {
        var (scene, navigation) = (editor.Scene, editor.Navigation);
        navigation.Keep();
        var position = navigation.Position;
        // Their settings at step 0, which the branches' edits change again.
        TrainingSection Start(TrainingSection section, Runner runner) =>
            TrainingSection.AtStart(runner, section.StepsPerFrame) with { Color = section.Color };
        var (file, runners) = (editor.CurrentFile, scene.Race.Runners);
        file = file with
        {
            Data = editor.Origin.Data,
            Training = Start(file.Training, runners[0]),
            Runners = [.. file.Runners.Zip(runners.Skip(1), Start)],
        };
        var shown = scene.ShownPlane is { } made && scene.Landscape.Plane is { } plane ? (made.Kind, plane) : ((PlaneKind, Plane)?)null;
        var run = new FormerRun(file, [.. navigation.Branches], position, navigation.FirstBackend, [.. navigation.Timeline.Checkpoints], shown, undo);
        for (var count = int.MaxValue; run.Bytes > Budget && run.Checkpoints.Count < count; run = run.Thinned())
            count = run.Checkpoints.Count;
        return run.Bytes > Budget ? null : run;
    }

    // Without every second one.
    private FormerRun Thinned() => this with
    {
        Checkpoints = [.. Checkpoints.Where((checkpoint, i) => i % 2 == 1 || checkpoint.Position == Position)],
    };
}
