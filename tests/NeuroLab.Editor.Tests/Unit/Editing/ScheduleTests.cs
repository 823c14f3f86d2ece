using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Editor.Tests.Unit.Experiments;
using NeuroLab.Experiments;
using NeuroLab.Optimizers;
using NeuroLab.Optimizers.Schedules;
using NeuroLab.Training;

namespace NeuroLab.Editor.Tests.Unit.Editing;

public sealed class ScheduleTests : IDisposable
{
    private readonly string _log = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".nlrun");

    public void Dispose() => File.Delete(_log);

    [Fact]
    public void A_schedule_is_chosen_live_undone_and_comes_back_when_scrubbed()
    {
        using var run = new EditorFixture();
        var (editor, trainer) = (run.Editor, run.Trainer);
        run.PlayTo(12);
        editor.Set(trainer, nameof(Trainer.Schedule), "exponential");
        editor.Set(trainer, Hyperparameter.Gamma.PropertyName, 0.9);
        Assert.Contains(editor.Describe(trainer), property => property.Name == Hyperparameter.Gamma.PropertyName && property.IsShown);
        run.PlayTo(16);
        // The base rate stays; what is in force comes down from it.
        Assert.Equal(0.01, trainer.LearningRate);
        Assert.Equal(0.01 * Math.Pow(0.9, 3), trainer.RateInForce, 1e-8);
        run.PlayTo(40);
        var expected = run.Parameters();
        editor.SeekTo(4);
        Assert.Equal(Schedule.Constant, trainer.Schedule);
        editor.SeekTo(40);
        EditorFixture.SameBits(expected, run.Parameters());

        editor.Undo();
        editor.Undo();
        editor.Undo();
        editor.Undo();
        Assert.Equal((Schedule.Constant, 0.1), (trainer.Schedule, trainer.Settings[Hyperparameter.Gamma]));
    }

    [Fact]
    public void Another_optimizer_leaves_schedule_clipping_and_L1_as_they_were()
    {
        using var run = new EditorFixture();
        run.Editor.Set(run.Trainer, nameof(Trainer.Schedule), "step");
        run.Editor.Set(run.Trainer, Hyperparameter.StepSize.PropertyName, 7);
        run.Editor.Set(run.Trainer, Hyperparameter.MaxNorm.PropertyName, 0.5);
        run.Editor.Set(run.Trainer, nameof(Trainer.Optimizer), "momentum");
        Assert.Equal(("step", 7, 0.5), (
            run.Trainer.Schedule.Name, run.Trainer.Settings[Hyperparameter.StepSize], run.Trainer.Settings.MaxNorm));
    }

    [Fact]
    public void What_is_measured_of_the_edge_is_part_of_the_run_and_replays_bit_for_bit()
    {
        using (var run = new EditorFixture())
        {
            run.Editor.WriteRunLog(_log, checkInterval: 16);
            run.Editor.Set(run.Trainer, nameof(Trainer.Optimizer), "sgd");
            run.Editor.Set(run.Trainer, nameof(Trainer.Schedule), "edge");
            run.PlayTo(200);
            // It follows without anyone having switched it on, and there is nothing to undo of it.
            var measured = run.Trainer.Settings[Hyperparameter.EdgeRate];
            Assert.True(measured > 0);
            // What was measured after the last step holds from the next one on.
            run.Editor.Tick(0.02);
            Assert.Equal(0.9 * measured, run.Trainer.RateInForce, 1e-5 * measured);
            run.Editor.Undo();
            Assert.Equal(Schedule.Constant, run.Trainer.Schedule);
            run.Editor.Redo();
            run.PlayTo(300);

            // The past has the rates that it had.
            var expected = run.Parameters();
            var edits = run.Editor.Log.Edits.Count;
            run.Editor.SeekTo(100);
            run.PlayTo(180);
            Assert.Equal(edits + 1, run.Editor.Log.Edits.Count);
            run.Editor.SeekTo(300);
            EditorFixture.SameBits(expected, run.Parameters());
        }
        var log = RunLog.Load(_log);
        Assert.True(log.Edits.Count(edit => edit is PropertyEdit { Property: "EdgeRate" }) > 3);
        using var backend = new CpuBackend();
        using var replay = new Replay(log, backend);
        var result = replay.Run();
        Assert.True(result.IsIdentical, result.ToString());
    }

    [Fact]
    public void A_runner_that_trains_as_another_does_takes_its_very_steps()
    {
        using var run = new EditorFixture();
        var (editor, trainer) = (run.Editor, run.Trainer);
        editor.Set(trainer, nameof(Trainer.Schedule), "cosine_annealing_warm_restarts");
        editor.Set(trainer, Hyperparameter.T0.PropertyName, 9);
        editor.Set(trainer, nameof(Trainer.GradientSource), "sharpness_aware");
        editor.Set(trainer, nameof(Trainer.BatchSize), 8);
        run.PlayTo(24);
        var twin = editor.AddRunner(trainer).Trainer;
        run.PlayTo(40);
        Assert.Equal(trainer.Schedule, twin.Schedule);
        EditorFixture.SameBits(run.Parameters(), run.Parameters(twin));
    }

    [Fact]
    public void Everything_that_steers_is_saved_and_loaded_by_its_name()
    {
        var file = SmallFile.Value with
        {
            Training = SmallFile.Value.Training with
            {
                Gradient = "sharpness_aware",
                Schedule = "cosine_annealing_warm_restarts",
                Others = new Dictionary<Hyperparameter, double>
                {
                    [Hyperparameter.Rho] = 0.125,
                    [Hyperparameter.MaxNorm] = 2,
                    [Hyperparameter.L1] = 0.001,
                    [Hyperparameter.T0] = 50,
                },
            },
        };
        using var run = new EditorFixture(file: file);
        run.Editor.AdvanceTo(30);
        var again = run.Editor.CurrentFile.Training;
        Assert.Equal(("sharpness_aware", "cosine_annealing_warm_restarts"), (again.Gradient, again.Schedule));
        Assert.Equal((0.125, 2, 0.001, 50), (
            again[Hyperparameter.Rho], again[Hyperparameter.MaxNorm], again[Hyperparameter.L1], again[Hyperparameter.T0]));
        using var other = new EditorFixture(file: run.Editor.CurrentFile);
        other.Editor.AdvanceTo(30);
        EditorFixture.SameBits(run.Parameters(), other.Parameters());
    }
}
