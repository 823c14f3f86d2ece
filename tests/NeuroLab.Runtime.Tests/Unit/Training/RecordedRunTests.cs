using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Curvature;
using NeuroLab.Datasets;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Runtime.Tests.Unit.Datasets;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Training;

public sealed class RecordedRunTests : IDisposable
{
    private static readonly Experiment Small = SmallExperiment.Create();
    private readonly TemporaryFolder _folder = new();
    private readonly CpuBackend _backend = new();

    public void Dispose()
    {
        _backend.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Checkpoints_are_ordered_by_the_last_number_of_their_names()
    {
        Write("net2-step-5.safetensors", 1);
        Write("net2-step-10.safetensors", 2);
        Directory.CreateDirectory(_folder["checkpoint-100"]);
        Write("checkpoint-100/model.safetensors", 3);
        File.WriteAllText(_folder["step-7.safetensors.tmp"], "half");
        File.WriteAllText(_folder["step-8.partial.safetensors"], "half");
        File.WriteAllText(_folder["notes-3.txt"], "text");
        var run = RecordedRun.Open(_folder["."]);
        Assert.Equal([5, 10, 100], run.Checkpoints.Select(checkpoint => checkpoint.Step));
        Assert.Equal(100, run.LastStep);
        foreach (var (step, seed) in ((long, ulong)[])[(0, 1), (5, 1), (9, 1), (10, 2), (99, 2), (100, 3), (5000, 3)])
            Assert.Equal(Weights(seed), run.Read(step, Small.Shape));
        Assert.Equal((5, 10, 100, 100), (run.StepAfter(0), run.StepAfter(5), run.StepAfter(10), run.StepAfter(100)));
        Assert.Equal([Weights(1), Weights(3)], run.Sample(1, Small.Shape));
    }

    [Fact]
    public void A_folder_without_checkpoints_is_refused_in_one_line()
    {
        Assert.Contains("holds no checkpoint", Assert.Throws<UserErrorException>(() => RecordedRun.Open(_folder["."])).Message);
        Assert.Contains("there is no such folder", Assert.Throws<UserErrorException>(() => RecordedRun.Open(_folder["none"])).Message);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_read_is_passed_over_with_a_line()
    {
        Write("step-0.safetensors", 1);
        File.WriteAllBytes(_folder["step-1.safetensors"], [.. File.ReadAllBytes(_folder["step-0.safetensors"]).Take(300)]);
        WeightsFile.Save(_folder["step-2.safetensors"], [2, 9, 1], new float[9 * 3 + 10]);
        var run = RecordedRun.Open(_folder["."]);
        Assert.Equal(Weights(1), run.Read(2, Small.Shape));
        Assert.Equal(Weights(1), run.Read(2, Small.Shape));
        Assert.Contains("watch the run of one network", run.TakeProblem());
        Assert.Contains("step-1.safetensors", run.TakeProblem());
        Assert.Null(run.TakeProblem());
        File.Delete(_folder["step-0.safetensors"]);
        Assert.Equal(Weights(1), run.Read(2, Small.Shape)); // what was shown stays
    }

    [Fact]
    public void Checkpoints_that_vanish_are_said_once_and_what_was_shown_stays()
    {
        Write("step-0.safetensors", 1);
        Write("step-20.safetensors", 2);
        var run = RecordedRun.Open(_folder["."]);
        Assert.Equal(Weights(2), run.Read(20, Small.Shape));
        File.Delete(_folder["step-0.safetensors"]); // as in thinning out
        Write("step-30.safetensors", 1);
        WaitFor(run, () => run.Checkpoints.Length == 2 && run.LastStep == 30);
        Assert.Null(run.TakeProblem());
        Assert.Equal(Weights(1), run.Read(30, Small.Shape));
        File.Delete(_folder["step-30.safetensors"]);
        string? said = null;
        WaitFor(run, () => (said ??= run.TakeProblem()) is not null);
        Assert.EndsWith("its checkpoints after step 20 are gone, of a run that went up to 30; if another one is in its place, open it again", said);
        Assert.Null(run.TakeProblem());
        Assert.Equal(Weights(2), run.Read(30, Small.Shape));
        // All of them: no second line, the weights stay, and the run may come back.
        File.Delete(_folder["step-20.safetensors"]);
        Thread.Sleep(300);
        run.Refresh();
        Assert.Equal(Weights(2), run.Read(30, Small.Shape));
        Write("step-40.safetensors", 1);
        WaitFor(run, () => run.LastStep == 40);
        Assert.Equal(Weights(1), run.Read(40, Small.Shape));
    }

    [Fact]
    public void Many_checkpoints_of_another_network_are_not_read_in_one_go()
    {
        Write("step-0.safetensors", 1);
        for (var step = 1; step <= 20; step++)
            WeightsFile.Save(_folder[$"step-{step}.safetensors"], [2, 9, 1], new float[9 * 3 + 10]);
        var run = RecordedRun.Open(_folder["."]);
        Assert.Null(run.Read(20, Small.Shape));
        Assert.Null(run.Read(20, Small.Shape));
        Assert.Equal(Weights(1), run.Read(20, Small.Shape));
        Assert.Contains("step-20.safetensors: has the layer sizes 2-9-1", run.TakeProblem());
    }

    private static void WaitFor(RecordedRun run, Func<bool> condition)
    {
        for (var i = 0; i < 400 && !condition(); i++)
        {
            run.Refresh();
            Thread.Sleep(20);
        }
        Assert.True(condition());
    }

    [Fact]
    public void New_checkpoints_are_found_while_it_is_watched()
    {
        Write("step-0.safetensors", 1);
        var run = RecordedRun.Open(_folder["."]);
        Write("step-20.safetensors", 2);
        for (var i = 0; i < 200 && run.LastStep == 0; i++)
        {
            run.Refresh();
            Thread.Sleep(20);
        }
        Assert.Equal(20, run.LastStep);
    }

    [Fact]
    public void Playing_stops_at_the_newest_checkpoint_and_keeps_pace_with_a_run_that_grows()
    {
        Write("step-0.safetensors", 1);
        Write("step-100.safetensors", 2);
        var run = RecordedRun.Open(_folder["."]);
        Assert.Equal(100, run.Advance(0, null, keepsPace: true)); // a single step
        Assert.Equal((5, 100, 100), (run.Advance(0, 5, true), run.Advance(98, 5, true), run.Advance(100, 5, true)));
        Write("step-6100.safetensors", 1);
        for (var i = 0; i < 200 && run.LastStep == 100; i++)
        {
            Thread.Sleep(20);
            run.Advance(100, 5, true);
        }
        Assert.Equal((1100, 105), (run.Advance(100, 5, keepsPace: true), run.Advance(100, 5, keepsPace: false)));
    }

    [Theory]
    [InlineData("metrics.csv", "epoch,step,loss\n0,0,0.5\n0,10,nonsense\n1,20,0.25\n1,30,0.1")]
    [InlineData("metrics.jsonl", "{\"step\": 0, \"loss\": 0.5}\n{\"step\": 10}\n{\"step\": 20, \"loss\": 0.25}\n{\"step\": 30, \"loss\": 0.1}\n{\"step\": 40, \"lo")]
    public void Losses_beside_the_checkpoints_are_read(string name, string text)
    {
        Write("step-0.safetensors", 1);
        File.WriteAllText(_folder[name], text);
        Assert.Equal([(0L, 0.5f), (20L, 0.25f), (30L, 0.1f)], RecordedRun.Open(_folder["."]).Losses.AsEnumerable());
    }

    [Fact]
    public void A_table_without_losses_is_refused_by_name()
    {
        Write("step-0.safetensors", 1);
        File.WriteAllText(_folder["metrics.csv"], "a,b\n1,2\n");
        var error = Assert.Throws<UserErrorException>(() => RecordedRun.Open(_folder["."]));
        Assert.Contains("names no column step or epoch or iteration beside loss", error.Message);
    }

    [Fact]
    public void Steps_show_the_newest_checkpoint_and_training_goes_on_from_it_when_told()
    {
        Write("step-0.safetensors", 1);
        Write("step-10.safetensors", 2);
        File.WriteAllText(_folder["metrics.csv"], "step,loss\n3,0.75\n9,0.5\n");
        var run = RecordedRun.Open(_folder["."]);
        var experiment = Small with { Run = run, Weights = new Network(Small.Shape, Weights(1)) };
        Assert.Equal(2, experiment.RecordTrajectory(_backend, 500, 40).Count);
        var trainer = new Trainer(experiment, _backend) { WaitsForSteps = true };
        using (trainer.Session)
        {
            Assert.True(trainer is { HasRun: true, FollowsRun: true });
            AssertAt(trainer, 4, 1);
            AssertAt(trainer, 10, 2);
            Assert.Equal(10, trainer.Status.Step);
            Assert.Equal(trainer.Session.Evaluate(DataPart.Evaluation).Loss, trainer.Status.Loss, 1e-9);
            var records = new StepRecord[8];
            var from = 0L;
            Assert.Equal(2, trainer.Session.History.CopyTo(ref from, records));
            Assert.Equal([(3L, 0.75f), (9L, 0.5f)], records.Take(2).Select(record => (record.Step, record.Loss)));

            trainer.FollowsRun = false;
            trainer.TrainTo(15);
            trainer.FinishSteps();
            using var own = _backend.CreateSession(new Network(Small.Shape, Weights(2)), trainer.Session.Data, trainer.Options);
            own.Train(5);
            var (expected, actual) = (new float[Small.Shape.ParameterCount], new float[Small.Shape.ParameterCount]);
            own.ReadParameters(expected);
            trainer.Session.ReadParameters(actual);
            Assert.Equal(expected, actual);
            Assert.Equal(15, trainer.Status.Step);
            trainer.FollowsRun = true;
            AssertAt(trainer, 16, 2);
        }
    }

    [Fact]
    public void The_curvature_of_a_run_is_that_of_the_loss_whatever_optimizer_waits()
    {
        Write("step-0.safetensors", 1);
        Write("step-10.safetensors", 2);
        var experiment = Small with
        {
            Run = RecordedRun.Open(_folder["."]),
            Weights = new Network(Small.Shape, Weights(1)),
            Optimizer = new Adam(),
            Settings = new Adam().Defaults,
        };
        var trainer = new Trainer(experiment, _backend) { WaitsForSteps = true };
        using (trainer.Session)
        {
            AssertAt(trainer, 10, 2);
            var (shown, plain) = (new LiveSpectrum(isPreconditioned: true), new LiveSpectrum(isPreconditioned: false));
            shown.Settle(trainer.Session);
            plain.Settle(trainer.Session);
            Assert.True(shown.IsExact(0));
            Assert.Equal(plain.Known(0), shown.Known(0), 0.02 * Math.Abs(plain.Known(0)));
            Assert.Equal(double.NaN, shown.Edge);
            // On its own way it is the optimizer's again.
            trainer.FollowsRun = false;
            trainer.TrainTo(14);
            trainer.FinishSteps();
            shown.Settle(trainer.Session);
            Assert.True(double.IsFinite(shown.Edge));
            Assert.NotEqual(plain.Known(0), shown.Known(0), 0.02 * Math.Abs(plain.Known(0)));
        }
    }

    private static void AssertAt(Trainer trainer, long step, ulong seed)
    {
        trainer.TrainTo(step);
        trainer.FinishSteps();
        var weights = new float[Small.Shape.ParameterCount];
        trainer.Session.ReadParameters(weights);
        Assert.Equal(Weights(seed), weights);
    }

    private void Write(string name, ulong seed) => WeightsFile.Save(_folder[name], Small.Shape.Sizes.AsSpan(), Weights(seed));

    private static float[] Weights(ulong seed) => Network.Create(Small.Shape, new He(), seed).Parameters;
}
