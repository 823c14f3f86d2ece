using NeuroLab.Backends.Cpu;
using NeuroLab.Datasets;
using NeuroLab.Lessons;
using NeuroLab.Training;

namespace NeuroLab.Editor.Tests.Unit.Lessons;

public sealed class LessonSubjectTests
{
    [Fact]
    public void A_session_that_only_trained_on_is_followed_without_a_look()
    {
        using var run = new LessonRun();
        var (trace, version) = (run.Subject.Trace, run.Subject.Version);
        run.Session.Train(5);
        Assert.False(run.Subject.Follow(run.Session));
        Assert.Same(trace, run.Subject.Trace);
        Assert.Equal(version, run.Subject.Version);
        Assert.True(run.Subject.Read());
        Assert.Equal(run.Parameters(), run.Subject.Parameters);
    }

    [Fact]
    public void Another_session_brings_its_network_its_samples_and_its_loss_together()
    {
        using var run = new LessonRun();
        run.Subject.Coefficient = run.Shape.ParameterCount - 1;
        run.Subject.Sample = 90;
        using var backend = new CpuBackend();
        using var other = Session(backend, new Digits(), hidden: [3]);

        Assert.True(run.Subject.Follow(other));
        var subject = run.Subject;
        Assert.Same(other, subject.Session);
        Assert.Same(other.Shape, subject.Shape);
        Assert.Same(other.Data.Evaluation, subject.Samples);
        Assert.Same(other.Options.Loss, subject.Loss);
        Assert.Equal(other.Shape.ParameterCount, subject.Parameters.Length);
        Assert.Equal(other.Shape.ParameterCount, subject.Gradient.Length);
        Assert.Equal(0, subject.Sample);
        Assert.InRange(subject.Coefficient, 0, other.Shape.Layers[0].WeightCount - 1);
        Assert.Equal(other.Evaluate(DataPart.Evaluation).Loss, subject.MeanLoss, 5);
        Assert.False(subject.Follow(other));

        // And back: the larger one's choices are not the smaller one's.
        subject.Coefficient = other.Shape.ParameterCount - 1;
        Assert.True(subject.Follow(run.Session));
        Assert.InRange(subject.Coefficient, 0, run.Shape.ParameterCount - 1);
        Assert.Equal(run.OracleLoss(run.Parameters()), subject.MeanLoss, 12);
    }

    [Fact]
    public void What_was_worked_out_before_stays_of_its_moment()
    {
        using var run = new LessonRun();
        var station = new LayerStation(run.Subject);
        station.Update();
        var (parameters, gradient, trace) = (run.Subject.Parameters, run.Subject.Gradient, run.Subject.Trace);
        var (theta, slope) = (parameters.ToArray(), gradient.ToArray());
        using var backend = new CpuBackend();
        using var other = Session(backend, new Spirals(), hidden: [6, 5]);
        other.Train(3);
        Assert.True(run.Subject.Follow(other));
        // Whoever still holds the old numbers has whole old ones, of the same length or not.
        Assert.Equal(theta, parameters);
        Assert.Equal(slope, gradient);
        Assert.NotSame(trace, run.Subject.Trace);
        Assert.NotEqual(theta, run.Subject.Parameters);
    }

    private static ITrainingSession Session(CpuBackend backend, DatasetSource source, int[] hidden)
    {
        var data = source.Load(new DatasetOptions { Seed = 3 }).Train;
        var loss = Experiment.DefaultLoss(data);
        var experiment = new Experiment
        {
            Train = data,
            Shape = Experiment.ShapeFor(data, loss, hidden, new NeuroLab.Activations.Tanh()),
            Loss = loss,
            Optimizer = new NeuroLab.Optimizers.Sgd(),
            Settings = new NeuroLab.Optimizers.Sgd().Defaults,
            BatchSize = 16,
            EvaluationCount = 128,
            Seed = 4,
        };
        return backend.CreateSession(experiment.CreateNetwork(), experiment.CreateData(), experiment.CreateOptions());
    }
}
