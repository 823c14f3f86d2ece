using NeuroLab.Demo.Tests.Commands;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Landscapes;
using NeuroLab.Training;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>The plane along the sharpest directions, chosen while the app runs.</summary>
public sealed class HessianPlaneTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [GlFact]
    public void It_is_prepared_beside_the_frames_at_the_weights_on_show_and_a_replay_makes_the_same()
    {
        float[] first, second, weights;
        using (var stage = new EditorStage(width: 1400, height: 800, state: _folder["state"]))
        {
            var scene = stage.App.View.Scene;
            stage.RunUntil(() => stage.Trainer.Status.Step > 60);
            var (before, step) = (scene.Landscape.Plane, 0L);
            stage.Commands.ShowPlane(Catalog.Plane("hessian"));
            step = stage.Trainer.EnqueuedSteps;
            Assert.True(stage.Commands.Planes.IsBusy);
            Assert.Same(before, scene.Landscape.Plane);
            stage.RunUntil(() =>
            {
                Assert.True(!stage.Commands.Planes.IsBusy || stage.Trainer.EnqueuedSteps == step);
                return !stage.Commands.Planes.IsBusy;
            });
            Assert.IsType<HessianPlane>(scene.ShownPlane?.Kind);
            Assert.StartsWith("Hessian plane, λ₁ ", scene.Landscape.Plane!.Description);
            stage.RunUntil(() => stage.Trainer.Status.Step > step + 20);
            stage.Pause();
            stage.RunUntil(() => scene.Landscape.Progress >= 1);
            // What is dropped on the plane depends on every bit of it.
            stage.Commands.Drop(0.3, -0.4);
            stage.Press(Key.Space);
            stage.RunUntil(() => stage.Trainer.Status.Step > step + 60);
            stage.Pause();
            (first, second, weights) = (scene.Landscape.Plane.First, scene.Landscape.Plane.Second, stage.Parameters);
            new Picture(1400, 800, stage.Picture()).Review("hessian-plane");
        }
        var log = RunLog.Load(Assert.Single(Directory.GetFiles(Path.Combine(_folder["state"], "runs"), "*.nlrun")));
        using var backend = new Backends.Cpu.CpuBackend();
        using var replay = new Replay(log, backend);
        Assert.Equal("bit-identical", replay.Run().Verdict);
        Assert.Equal(first, replay.Scene.Landscape.Plane!.First);
        Assert.Equal(second, replay.Scene.Landscape.Plane.Second);
    }

    [GlFact]
    public void Trained_and_sampled_on_the_GPU_its_surface_is_that_of_the_CPU()
    {
        using var stage = new EditorStage();
        var scene = stage.App.View.Scene;
        stage.Commands.Choose(BackendKind.Gpu);
        var step = stage.Trainer.Status.Step;
        stage.RunUntil(() => stage.Trainer.Status.Step > step + 20);
        Assert.StartsWith("GPU · ", stage.App.View.Model.Backend);
        stage.Pause();
        stage.Commands.ShowPlane(Catalog.Plane("hessian"));
        stage.RunUntil(() => !stage.Commands.Planes.IsBusy);
        stage.RunUntil(() => scene.Landscape.Progress >= 1);
        Assert.IsType<HessianPlane>(scene.ShownPlane?.Kind);
        var (plane, session) = (scene.Landscape.Plane!, stage.Trainer.Session);
        Assert.Equal(stage.Parameters, plane.Origin);

        // Sampled again, by each device.
        var grid = new SurfaceGrid(11, 1);
        using var onGpu = session.Sample(plane, grid);
        while (!onGpu.IsFinished)
            session.Pump(TimeSpan.FromMilliseconds(5));
        using var processor = new Backends.Cpu.CpuBackend();
        using var other = processor.CreateSession(new Networks.Network(session.Shape, plane.Origin), session.Data, session.Options);
        var expected = other.Sample(plane, grid).Finish().Losses;
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], onGpu.Latest.Losses[i], 1e-4 * Math.Abs(expected[i]) + 1e-6);
        }
    }

    [GlFact]
    public void Its_preparation_is_given_up_for_another_plane_and_by_Esc()
    {
        using var stage = new EditorStage();
        var scene = stage.App.View.Scene;
        stage.Commands.ShowPlane(Catalog.Plane("hessian"));
        stage.Commands.ShowPlane(new RandomPlane());
        Assert.False(stage.Commands.Planes.IsBusy);
        stage.Run(10);
        Assert.IsType<RandomPlane>(scene.ShownPlane?.Kind);
        var step = stage.Trainer.EnqueuedSteps;
        stage.Commands.ShowPlane(Catalog.Plane("hessian:max,min"));
        Assert.True(stage.Commands.CancelLoading());
        stage.RunUntil(() => stage.Trainer.EnqueuedSteps > step);
        Assert.IsType<RandomPlane>(scene.ShownPlane?.Kind);
    }

    [GlFact]
    public void Weights_that_moved_meanwhile_leave_the_plane_as_it_was()
    {
        using var stage = new EditorStage();
        var scene = stage.App.View.Scene;
        stage.Pause();
        stage.Commands.ShowPlane(Catalog.Plane("hessian"));
        stage.Editor.SetWeight(0, 0.5);
        var plane = scene.Landscape.Plane;
        stage.RunUntil(() => !stage.Commands.Planes.IsBusy);
        Assert.Same(plane, scene.Landscape.Plane);
    }

    [GlFact]
    public void Both_directions_are_shown_in_the_inspector_of_the_surface()
    {
        using var stage = new EditorStage(width: 1400, height: 800);
        stage.Pause();
        stage.Commands.ShowPlane(Catalog.Plane("hessian:3,min"));
        stage.RunUntil(() => !stage.Commands.Planes.IsBusy);
        Assert.Equal("hessian:3,min", stage.App.View.Scene.ShownPlane?.Kind.Name);
        Assert.Equal("hessian:3,min", stage.Editor.CurrentFile.Plane.Kind);
        // The hierarchy's line of the surface.
        stage.Click(new(80, 158));
        stage.RunUntil(() => stage.App.View.Scene.Landscape.Progress >= 1);
        stage.Run(3);
        new Picture(1400, 800, stage.Picture()).Review("hessian-inspector");
    }

    public void Dispose() => _folder.Dispose();
}
