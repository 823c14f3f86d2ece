using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Components;
using NeuroLab.Editing;
using NeuroLab.Editing.Edits;
using NeuroLab.Editor.Tests.Unit.Editing;
using NeuroLab.Experiments;
using NeuroLab.Graphics;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Runtime.Tests.Conformance;
using NeuroLab.Runtime.Tests.Unit.Graphics;
using NeuroLab.Training;

namespace NeuroLab.Editor.Tests.Unit.Editing;

public sealed class BackendSwitchTests
{
    [GlFact]
    public void A_race_goes_to_the_GPU_and_back_without_a_jump() => OnGpu(device =>
    {
        using var run = new Run(() => new OpenGLBackend(device));
        using var still = new Run(() => throw new InvalidOperationException());
        foreach (var each in (Run[])[run, still])
        {
            each.Editor.AddRunner(new Momentum());
            each.PlayTo(60);
        }

        run.MoveTo(BackendKind.Gpu);
        Assert.StartsWith("GPU · ", run.Trainer.BackendName);
        run.PlayTo(120);
        run.MoveTo(BackendKind.Cpu);
        Assert.Equal("CPU", run.Trainer.BackendName);
        run.PlayTo(180);
        still.PlayTo(180);

        for (var runner = 0; runner < 2; runner++)
        {
            var (moved, stayed) = (run.Losses(runner), still.Losses(runner));
            Assert.Equal(Enumerable.Range(0, 180).Select(step => (long)step), moved.Select(record => record.Step));
            for (var step = 0; step < 180; step++)
                Assert.Equal(stayed[step].Loss, moved[step].Loss, 1e-3 * stayed[step].Loss);
        }
        var log = run.Editor.Log.Edits.OfType<PropertyEdit>().Where(edit => edit.Property == nameof(Trainer.Backend)).ToList();
        Assert.Equal([(60, "Cpu", "Gpu"), (120, "Gpu", "Cpu")], log.Select(edit => (edit.Step, edit.Old, edit.New)));

        // The past and the surface are those of one run.
        run.Editor.Undo();
        Assert.StartsWith("GPU · ", run.Trainer.BackendName);
        run.Editor.SeekTo(30);
        Assert.Equal(30, run.Trainer.Status.Step);
        Assert.Equal(still.LossAt(30), run.Trainer.Status.Loss, 1e-4);
        while (run.Scene.Landscape.Progress < 1)
            run.Editor.Tick(0.02);
    });

    [GlFact]
    public void A_surface_in_the_making_is_finished_on_the_other_device() => OnGpu(device =>
    {
        using var run = new Run(() => new OpenGLBackend(device));
        run.Trainer.IsPlaying = false;
        run.MoveTo(BackendKind.Gpu);
        run.Scene.Landscape.Resolution = 33;
        run.Editor.Tick(0.02);
        Assert.True(run.Scene.Landscape.Progress < 1);
        run.MoveTo(BackendKind.Cpu);
        var end = Environment.TickCount64 + 30_000;
        while (run.Scene.Landscape.Progress < 1 && Environment.TickCount64 < end)
            run.Editor.Tick(0.02);
        Assert.Equal(1, run.Scene.Landscape.Progress);
        Assert.DoesNotContain(float.NaN, run.Scene.Landscape.Samples.Losses.ToArray());
    });

    [Fact]
    public void A_GPU_that_cannot_open_leaves_all_as_it_was()
    {
        using var run = new Run(() => throw new UserErrorException("cannot train on this: no compute shaders", "choose the CPU backend"));
        run.PlayTo(20);
        var error = Assert.Throws<UserErrorException>(() => run.Set(BackendKind.Gpu));
        Assert.Equal("cannot train on this: no compute shaders; training goes on with CPU", error.Message);
        Assert.Equal(BackendKind.Cpu, run.Trainer.Backend);
        Assert.DoesNotContain(run.Editor.Log.Edits.OfType<PropertyEdit>(), edit => edit.Property == nameof(Trainer.Backend));
        run.PlayTo(40);
        Assert.Equal(40, run.Losses(0).Length);
    }

    [GlFact]
    public void A_GPU_that_dies_in_a_race_costs_one_line()
    {
        using var context = EglContext.TryCreate(out _)!;
        using var run = new Run(() => context.Gl is { } gl ? new OpenGLBackend(new GraphicsDevice(gl)) : throw new InvalidOperationException());
        var messages = new List<string>();
        run.Backend.FellBack += messages.Add;
        run.Editor.AddRunner(new Momentum());
        run.MoveTo(BackendKind.Gpu);
        run.PlayTo(20);

        context.Dispose();
        run.PlayTo(40);

        Assert.Equal("the OpenGL context was lost: training goes on with CPU from step 20", Assert.Single(messages));
        Assert.Equal("CPU", run.Trainer.BackendName);
        for (var runner = 0; runner < 2; runner++)
            Assert.Equal(40, run.Losses(runner).Length);
        run.Set(BackendKind.Cpu);
        Assert.Equal("Cpu", Assert.IsType<PropertyEdit>(run.Editor.Log.Edits[^1]).New);
    }

    private static void OnGpu(Action<GraphicsDevice> test) =>
        OpenGLHost.Run(typeof(BackendSwitchTests), (device, _) => test(device));

    /// <summary>A small run whose device can be chosen.</summary>
    private sealed class Run : IDisposable
    {
        public Run(Func<IComputeBackend> openGpu)
        {
            Backend = new BackendSwitch(
                new BackendOpener(BackendKind.Cpu, () => default, () => new CpuBackend()),
                new BackendOpener(BackendKind.Gpu, () => default, openGpu));
            Scene = EditorFixture.Small.CreateScene(Backend);
            Scene.Trainer.WaitsForSteps = true;
            Editor = new SceneEditor(Scene, EditorFixture.Small);
        }

        public BackendSwitch Backend { get; }

        public DescentScene Scene { get; }

        public SceneEditor Editor { get; }

        public Trainer Trainer => Scene.Trainer;

        public void PlayTo(long step)
        {
            while (Trainer.EnqueuedSteps < step)
                Editor.Tick(0.02);
        }

        public void Set(BackendKind kind) => Editor.Set(Trainer, nameof(Trainer.Backend), kind.ToString());

        // Weights, moments, step and batch must be the same bits on the other side.
        public void MoveTo(BackendKind kind)
        {
            var before = Scene.Race.Runners.Select(runner => runner.Trainer.Session.Capture()).ToList();
            Set(kind);
            for (var i = 0; i < before.Count; i++)
            {
                var after = Scene.Race.Runners[i].Trainer.Session.Capture();
                Assert.Equal(
                    (before[i].Step, before[i].OptimizerStep, before[i].Position),
                    (after.Step, after.OptimizerStep, after.Position));
                EditorFixture.SameBits(before[i].Parameters, after.Parameters);
                Assert.Equal(before[i].OptimizerState.Length, after.OptimizerState.Length);
                for (var slot = 0; slot < after.OptimizerState.Length; slot++)
                    EditorFixture.SameBits(before[i].OptimizerState[slot], after.OptimizerState[slot]);
            }
        }

        public StepRecord[] Losses(int runner)
        {
            var session = Scene.Race.Runners[runner].Trainer.Session;
            session.TryGetStatus(out _);
            var records = new StepRecord[session.History.Count];
            var from = 0L;
            session.History.CopyTo(ref from, records);
            return records;
        }

        public double LossAt(long step)
        {
            Editor.SeekTo(step);
            return Trainer.Status.Loss;
        }

        public void Dispose()
        {
            Editor.Dispose();
            Scene.Dispose();
            Backend.Dispose();
        }
    }
}
