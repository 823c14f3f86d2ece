using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Optimizers;
using NeuroLab.Runtime.Tests.Unit.Training;
using NeuroLab.Scenes;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Components;

public sealed class TrainerTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly Trainer _trainer;

    public TrainerTests() => _trainer = _scene.Add("trainer").Add(
        new Trainer(SmallExperiment.Create(), new CpuBackend()) { WaitsForSteps = true, StepsPerFrame = 4 });

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Each_frame_takes_its_steps_and_tells_where_it_stands()
    {
        _scene.Tick(0.1);
        Assert.Equal((4L, 1), (_trainer.Status.Step, _trainer.StatusVersion));
        _scene.Tick(0.1);
        Assert.Equal((8L, 2), (_trainer.Status.Step, _trainer.StatusVersion));
        Assert.InRange(_trainer.Status.Loss, 0.3, 0.8);
        Assert.False(_trainer.HasDiverged);
    }

    [Fact]
    public void Paused_it_reports_step_0_and_then_rests()
    {
        _trainer.IsPlaying = false;
        _scene.Tick(0.1);
        Assert.Equal((0L, 1), (_trainer.Status.Step, _trainer.StatusVersion));
        Assert.True(double.IsFinite(_trainer.Status.Loss));
        _scene.Tick(0.1);
        Assert.Equal(1, _trainer.StatusVersion);
    }

    [Fact]
    public void Single_steps_are_taken_while_paused()
    {
        _trainer.IsPlaying = false;
        _trainer.StepOnce();
        _scene.Tick(0.1);
        Assert.Equal(1, _trainer.Status.Step);
        _trainer.StepOnce();
        _trainer.StepOnce();
        _scene.Tick(0.1);
        Assert.Equal(3, _trainer.Status.Step);
        _scene.Tick(0.1);
        Assert.Equal(3, _trainer.Status.Step);
    }

    [Fact]
    public void Every_knob_holds_from_the_next_step_on()
    {
        _scene.Tick(0.1);
        _trainer.LearningRate = 0.125;
        _trainer.BatchSize = 0;
        _scene.Tick(0.1);
        Assert.Equal((0.125, 0), (_trainer.Settings.LearningRate, _trainer.Session.Options.BatchSize));
        Assert.Equal([0.01f, 0.01f, 0.01f, 0.01f, 0.125f, 0.125f, 0.125f, 0.125f],
            _trainer.Session.Records().Select(record => record.LearningRate));
        _trainer.Optimizer = new Sgd();
        Assert.Equal("sgd", _trainer.Session.Options.Optimizer.Name);
        _scene.Tick(0.1);
        Assert.Equal(12, _trainer.Status.Step);
    }

    [Fact]
    public void A_restart_takes_the_same_path_again()
    {
        var start = _trainer.Session.Parameters();
        _scene.Tick(0.1);
        _scene.Tick(0.1);
        var loss = _trainer.Status.Loss;
        _trainer.Restart();
        Assert.Equal((1, 0), (_trainer.Run, _trainer.StatusVersion));
        Assert.Equal(start, _trainer.Session.Parameters());
        _scene.Tick(0.1);
        _scene.Tick(0.1);
        Assert.Equal((8L, loss), (_trainer.Status.Step, _trainer.Status.Loss));
    }

    [Fact]
    public void Divergence_is_seen_and_a_restart_recovers()
    {
        _trainer.Load(SmallExperiment.Create(new Sgd(), learningRate: 1e30, activation: new NeuroLab.Activations.Relu()));
        for (var frame = 0; frame < 4; frame++)
            _scene.Tick(0.1);
        Assert.True(_trainer.HasDiverged);
        _trainer.LearningRate = 0.01;
        _trainer.Restart();
        _scene.Tick(0.1);
        Assert.False(_trainer.HasDiverged);
    }

    [Fact]
    public void Another_experiment_replaces_the_session_and_one_that_does_not_fit_leaves_it()
    {
        _scene.Tick(0.1);
        var session = _trainer.Session;
        var broken = SmallExperiment.Create() with { Loss = new NeuroLab.Losses.SoftmaxCrossEntropy(), Train = Values() };
        Assert.Throws<NeuroLab.Numerics.UserErrorException>(() => _trainer.Load(broken));
        Assert.Same(session, _trainer.Session);

        var wasCalled = false;
        _trainer.Load(SmallExperiment.Create(batchSize: 5), () => wasCalled = ReferenceEquals(session, _trainer.Session));
        Assert.True(wasCalled);
        Assert.NotSame(session, _trainer.Session);
        Assert.Equal((5, 1, 0), (_trainer.BatchSize, _trainer.Run, _trainer.StatusVersion));
        _scene.Tick(0.1);
        Assert.Equal(4, _trainer.Status.Step);
    }

    [Fact]
    public void A_failing_device_is_not_hidden()
    {
        _trainer.Load(SmallExperiment.Create(new FormulaProbe(() => throw new InvalidOperationException("gone"))));
        Assert.Equal("gone", Assert.Throws<InvalidOperationException>(() => _scene.Tick(0.1)).Message);
    }

    [Fact]
    public void A_steady_frame_allocates_nothing()
    {
        for (var frame = 0; frame < 60; frame++)
            _scene.Tick(0.1);
        // The first time that a lock is contended the runtime makes what it waits with, whenever that is: one of three
        // spells is free of it, and what is made every frame shows in all.
        var least = long.MaxValue;
        for (var spell = 0; spell < 3; spell++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var frame = 0; frame < 60; frame++)
                _scene.Tick(0.1);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    private static NeuroLab.Datasets.Dataset Values() =>
        new("values", new float[20], 2, values: [.. Enumerable.Range(0, 10).Select(i => i * 0.37f)]);

    [Fact]
    public void The_inspector_shows_the_optimizer_first_and_the_pace_last_and_a_run_only_if_there_is_one()
    {
        var names = Inspector.Describe(_trainer).Select(row => row.Name).ToList();
        Assert.Equal(
            [nameof(Trainer.FollowsRun), nameof(Trainer.Optimizer), .. Hyperparameter.All.Select(one => one.PropertyName), nameof(Trainer.GradientSource),
                nameof(Trainer.Schedule), nameof(Trainer.BatchSize), nameof(Trainer.Backend), nameof(Trainer.IsPlaying), nameof(Trainer.StepsPerFrame)],
            names);
        Assert.All(Inspector.Describe(_trainer), row => Assert.Same(_trainer, row.Owner));
        Assert.False(Inspector.Describe(_trainer)[0].IsShown);
    }

    [Fact]
    public void Another_run_begins_with_a_baseline_of_its_own_and_its_first_step_brings_that_back()
    {
        using var session = SmallExperiment.Open();
        var baseline = new LossBaseline();
        baseline.Observe(session, SmallExperiment.Create().Loss, Of(50));
        Assert.Equal(50, baseline.Start);
        baseline.Clear();
        Assert.True(double.IsNaN(baseline.Start));
        baseline.Observe(session, SmallExperiment.Create().Loss, Of(2));
        Assert.Equal(2, baseline.Start);
        baseline.Resume(7);
        baseline.Return();
        Assert.Equal(2, baseline.Start);

        static TrainingStatus Of(double loss) => new(0, 0, loss, 1, double.NaN, loss, 0.5, null, 0, 0, 0, 0);
    }
}
