using NeuroLab.Datasets;

namespace NeuroLab.Editing;

// Data by hand.
public sealed partial class SceneEditor
{
    /// <summary>
    /// Learns other points from the next step on; weights, optimizer state and step count stay. They have no test set.
    /// The change belongs to the branch: going back before it brings the points of that time. Blocks.
    /// </summary>
    /// <param name="data">As many classes as before; more or fewer need another network, and so <see cref="Load"/>.</param>
    /// <exception cref="ArgumentException">It does not fit the network.</exception>
    public void Paint(Dataset data)
    {
        var old = Lead.Experiment.Train;
        if (!PlanePoints.Fits(data) || !PlanePoints.Fits(old) || data.ClassCount != old.ClassCount)
            throw new ArgumentException("Painted points need the plane and the classes of those before.", nameof(data));
        var group = NextGroup();
        StepOfAll();
        ForkBeforeTip(group);
        Learn(data, group);
        foreach (var runner in Scene.Race.Runners)
            runner.Trainer.RefreshStatus();
    }

    private void Learn(Dataset data, int group)
    {
        var old = Lead.Experiment.Train;
        if (ReferenceEquals(data, old))
            return;
        foreach (var runner in Scene.Race.Runners)
            runner.Trainer.Learn(data);
        var points = string.Join('\n', PlanePoints.ToLines(data));
        Record(
            new Edit(EditKind.Paint, Lead.EnqueuedSteps, "", "Data", "", $"{string.Join('\t', data.ClassNames)}\n{points}") { Data = (old, data) },
            group, isSteering: true);
    }

    // A runner that has yet to catch up learns the old points up to here.
    private void StepOfAll()
    {
        foreach (var runner in Scene.Race.Runners)
            runner.Trainer.TrainTo(Lead.EnqueuedSteps);
    }

    private Dataset ParsePoints(string text)
    {
        var lines = text.Split('\n');
        var start = Lead.StartData;
        var data = PlanePoints.Parse(lines[1..], lines[0].Split('\t'), "run log");
        // Undone to the very beginning, the set has its test set again.
        return PlanePoints.Fits(start) && PlanePoints.ToLines(start).AsSpan().SequenceEqual(lines.AsSpan(1)) ? start : data;
    }
}
