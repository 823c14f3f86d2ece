using System.Numerics;
using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Demo.App;
using NeuroLab.Experiments;
using NeuroLab.Recording;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Tests.App;

public sealed class TakeFitTests
{
    private const int Frames = 12, Skipped = 3, Pace = 25;

    private static readonly ExperimentFile Race = new()
    {
        Version = ExperimentFile.CurrentVersion,
        Data = new("spirals", Count: 64),
        Network = new([8], EvaluationSamples: 32),
        Training = new("sgd", LearningRate: 0.4),
        Runners = [new("adam", LearningRate: 0.1)],
        Plane = new("random", Resolution: 17, Extent: 0.1),
        Seed = 7,
    };

    [Theory]
    [InlineData(0.1, TakeCamera.Still)]
    [InlineData(0.1, TakeCamera.Orbit)]
    [InlineData(500, TakeCamera.Still)]
    internal void Every_runner_stays_on_the_surface_in_its_colours_and_in_the_picture(double extent, TakeCamera camera)
    {
        var options = new TakeOptions(null!, Race with { Plane = Race.Plane with { Extent = extent } }, "", new FrameFormat(320, 180, 10), Frames, Pace) { SkippedFrames = Skipped, Direction = new(camera) };
        using var backend = new CpuBackend();
        using var trial = Create(options, backend);
        using var scene = Create(options, backend);
        var (steps, pitch, distance) = (scene.Trainer.StepsPerFrame, scene.Camera.Pose.Pitch, scene.Camera.Pose.Distance);
        TakeFit.Of(trial, options, default).Apply(scene);
        Assert.Equal((Skipped + Frames - 1) * Pace, trial.Trainer.Status.Step);
        Assert.Equal((0, steps), (scene.Trainer.EnqueuedSteps, scene.Trainer.StepsPerFrame));
        Assert.Equal(pitch, scene.Camera.Pose.Pitch);
        Assert.InRange(scene.Camera.Pose.Distance, 0.72f * distance - 0.1f, 1.5f * distance + 0.1f);

        var (range, reach) = (scene.Landscape.FixedRange!.Value, 0.0);
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        scene.Camera.Aspect = 320 / 180f;
        var pose = scene.Camera.Pose;
        var extents = new List<double>();
        for (var frame = 0; frame < Skipped + Frames; frame++)
        {
            scene.Trainer.StepsPerFrame = frame == 0 ? 0 : Pace;
            scene.Camera.Pose = pose with { Yaw = pose.Yaw + (camera == TakeCamera.Orbit ? options.Direction.TurnRate * Math.Max(0, frame - Skipped) / 10 : 0) };
            scene.Tick(0);
            extents.Add(scene.Landscape.Grid.Extent);
            extents.Add(scene.Landscape.Grid.BetaExtent);
            Assert.Equal(range, scene.Landscape.FixedRange);
            var projection = new SceneProjection(scene.Frame.Camera, 320, 180);
            Assert.Equal(2, scene.Frame.Balls.Length);
            foreach (ref readonly var ball in scene.Frame.Balls)
            {
                reach = Math.Max(reach, Math.Max(Math.Abs(ball.Alpha), Math.Abs(ball.Beta)));
                (low, high) = (MathF.Min(low, ball.Loss), MathF.Max(high, ball.Loss));
                Assert.InRange(ball.Loss, range.Minimum, range.Maximum);
                Assert.True(projection.TryProject(scene.Frame.World(ball.Alpha, ball.Beta, ball.Loss), out var at), $"frame {frame}");
                Assert.True(at.X is > 0 and < 320 && at.Y is > 0 and < 180, $"frame {frame}: a ball is at {at}");
            }
        }
        // Grown as far as the path needs and no farther; what was asked for does not shrink.
        var expected = extent < 1 ? reach / 0.62 : extent;
        Assert.All(extents, found => Assert.Equal(expected, found, expected * 1e-3));
        Assert.Equal(MathF.Min(low, scene.Landscape.Samples.Losses.ToArray().Min()), range.Minimum, 0.02f * high);
        Assert.True(range.Maximum >= high);
    }

    [Fact]
    public void Where_the_descent_lies_the_camera_looks_a_third_of_the_way()
    {
        var options = new TakeOptions(null!, Race with { Runners = [] }, "", new FrameFormat(320, 180, 10), Frames, Pace);
        using var backend = new CpuBackend();
        using var trial = Create(options, backend);
        using var scene = Create(options, backend);
        var home = scene.Camera.Pose.Target;
        TakeFit.Of(trial, options, default).Apply(scene);
        var view = new FrameView { Surface = scene.Landscape.Samples, Scale = new HeightScale(scene.Landscape.FixedRange!.Value.Minimum, scene.Landscape.FixedRange!.Value.Maximum, scene.Landscape.IsLogarithmic) };
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        using var again = Create(options, backend);
        for (var frame = 0; frame < Frames; frame++)
        {
            again.Trainer.StepsPerFrame = frame == 0 ? 0 : Pace;
            again.Tick(0);
            var status = again.Trainer.Status;
            var world = view.World((float)status.Alpha, (float)status.Beta, (float)status.Loss);
            (min, max) = (Vector3.Min(min, world), Vector3.Max(max, world));
        }
        var expected = Vector3.Lerp(home, (min + max) / 2, 0.35f);
        Assert.Equal(0, Vector3.Distance(expected, scene.Camera.Pose.Target), 0.02f);
        Assert.True(Vector3.Distance(home, scene.Camera.Pose.Target) > 0.05f);
    }

    private static DescentScene Create(TakeOptions options, CpuBackend backend)
    {
        var scene = options.File.CreateScene(backend, options.File.CreateExperiment());
        (scene.Trainer.WaitsForSteps, scene.Landscape.WaitsForSurface) = (true, true);
        return scene;
    }
}
