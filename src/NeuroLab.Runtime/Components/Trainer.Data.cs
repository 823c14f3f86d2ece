using NeuroLab.Datasets;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Components;

// What is learnt may change while it trains: points that a person paints.
public sealed partial class Trainer
{
    private Dataset? _startTest;

    /// <summary>What the run began to learn; <see cref="Learn"/> may have put another set in its place.</summary>
    public Dataset StartData { get; private set; }

    /// <summary>
    /// Learns another set from the next step on, with the weights, the optimizer's state and the step count as they are:
    /// a new epoch begins. Set by hand, it has no test set. Blocks.
    /// </summary>
    /// <param name="data">Inputs and classes as many as before: anything else needs another network.</param>
    public void Learn(Dataset data)
    {
        if (ReferenceEquals(data, Experiment.Train))
            return;
        var isStart = ReferenceEquals(data, StartData);
        var (before, observation) = (Session.Capture(), Session.Observation);
        Experiment = Experiment with { Train = data, Test = isStart ? _startTest : null };
        var sets = Leader is { } leader && ReferenceEquals(leader.Experiment.Train, data)
            ? leader.Session.Data
            : Experiment.CreateData();
        var session = _backend.CreateSession(new Network(Session.Shape, (float[])before.Parameters.Clone()), sets, Session.Options);
        session.Restore(before with { Position = new BatchPosition(before.Position.Epoch + 1, 0) });
        session.Observation = observation;
        Session.Dispose();
        Session = session;
        EnqueuedSteps = before.Step;
        _wantsStatus = true;
    }
}
