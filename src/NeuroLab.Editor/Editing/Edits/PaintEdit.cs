using System.Text.Json.Serialization;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Experiments;

namespace NeuroLab.Editing.Edits;

/// <summary>Points were painted or erased: all runners train on the new set.</summary>
internal sealed record PaintEdit : Edit
{
    private readonly ExperimentFile.DataSection? _points;

    /// <summary>The set, as in an experiment file. Not kept as text beside the set itself: many strokes make a history.</summary>
    [JsonRequired]
    public ExperimentFile.DataSection Points
    {
        get => _points ?? ExperimentFile.DataSection.Painted(Data!.Value.New);
        init => _points = value;
    }

    /// <summary>The old and the new set; null in an edit from a file.</summary>
    internal (Dataset Old, Dataset New)? Data { get; init; }

    /// <summary>Trains on other points and records the edit. Blocks.</summary>
    /// <exception cref="ArgumentException">They do not fit the network.</exception>
    internal static void Make(SceneEditor editor, Dataset data)
    {
        var (runners, lead) = (editor.Scene.Race.Runners, editor.Scene.Trainer);
        var old = lead.Experiment.Train;
        if (!PlanePoints.Fits(data) || !PlanePoints.Fits(old) || data.ClassCount != old.ClassCount)
            throw new ArgumentException("Painted points need the plane and the classes of those before.", nameof(data));
        var group = editor.NextGroup();
        // A runner that has not caught up yet trains on the old points up to here.
        foreach (var runner in runners)
            runner.Trainer.TrainTo(lead.EnqueuedSteps);
        editor.ForkBeforeTip(group);
        Learn(editor, data, group);
        foreach (var runner in runners)
            runner.Trainer.RefreshStatus();
    }

    /// <summary>Gives all runners another set and records the edit; does nothing if the set is the same.</summary>
    internal static void Learn(SceneEditor editor, Dataset data, int group)
    {
        var old = editor.Scene.Trainer.Experiment.Train;
        if (ReferenceEquals(data, old))
            return;
        foreach (var runner in editor.Scene.Race.Runners)
            runner.Trainer.Learn(data);
        editor.Record(new PaintEdit { Data = (old, data) }, group, affectsTraining: true);
    }

    internal override void Do(SceneEditor editor) => editor.Paint(Data?.New ?? Parse(editor.Scene.Trainer.StartData));

    internal override void Undo(SceneEditor editor, IReadOnlyList<Edit> group) => editor.Paint(Data!.Value.Old);

    internal override bool Concerns(Runner runner) => true;

    internal override void Apply(Runner runner, PropertyIndex properties) => runner.Trainer.Learn(Data!.Value.New);

    // The points of the run's start are that set itself, which has a test set.
    private Dataset Parse(Dataset start)
    {
        var lines = Points.Points ?? [];
        var data = PlanePoints.Parse(lines, Points.Classes ?? [], "run log");
        return PlanePoints.Fits(start) && PlanePoints.ToLines(start).AsSpan().SequenceEqual(lines) ? start : data;
    }
}
