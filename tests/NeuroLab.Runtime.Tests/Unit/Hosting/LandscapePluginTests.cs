using System.Numerics;
using NeuroLab.Activations;
using NeuroLab.Graphics;
using NeuroLab.Hosting;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Oracle;
using NeuroLab.Recording;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Conformance;
using NeuroLab.Runtime.Tests.Unit.Graphics;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;
using NeuroLab.Runtime.Tests.Unit.Training;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Hosting;

/// <summary>The front door, used as a host uses it.</summary>
public sealed class LandscapePluginTests : GlTest
{
    private static readonly Camera HostsCamera = Camera.LookAt(new(4, 5, 6), new(0), 0.7f, 1.25f);

    [GlFact]
    public void Auto_chooses_by_the_renderer_and_says_what_and_why()
    {
        using var plugin = new LandscapePlugin(Gl, SmallExperiment.Create());
        if (Device.IsSoftware)
        {
            Assert.Equal("CPU", plugin.BackendName);
            Assert.Equal($"training on the CPU: {Device.Renderer} is a software renderer, the CPU kernels are faster", plugin.BackendReason);
        }
        else
        {
            Assert.Equal(BackendKind.Gpu, plugin.Scene.Trainer.Device);
            Assert.StartsWith($"training on the GPU: {Device.Renderer}", plugin.BackendReason);
        }
    }

    [GlFact]
    public void A_killed_context_costs_one_line_and_the_processor_goes_on_from_the_same_step()
    {
        using var context = EglContext.TryCreate(out _)!;
        using var plugin = new LandscapePlugin(context.Gl, SmallExperiment.Create(), new() { Backend = BackendKind.Gpu });
        var notices = new List<string>();
        plugin.Notice += notices.Add;
        TickUntil(plugin, () => plugin.Status.Step >= 20);
        Assert.Equal(BackendKind.Gpu, plugin.Scene.Trainer.Device);

        context.Dispose();
        var step = plugin.Status.Step;
        TickUntil(plugin, () => plugin.Status.Step >= step + 20 && plugin.Scene.Landscape.Progress == 1);

        var notice = Assert.Single(notices);
        Assert.Matches("^the OpenGL context was lost: training goes on with CPU from step [0-9]+$", notice);
        Assert.Equal((notice, "CPU"), (plugin.BackendReason, plugin.BackendName));
        Assert.True(double.IsFinite(plugin.Status.Loss));
    }

    [GlFact]
    public void A_plane_along_the_descent_comes_when_it_is_ready_over_a_surface_that_is_there_before()
    {
        using var plugin = new LandscapePlugin(Gl, SmallExperiment.Create(), new() { Plane = new DescentPlane(), PathSteps = 640 });
        Assert.True(plugin.IsPreparing);
        Assert.IsType<RandomPlane>(plugin.Scene.ShownPlane?.Kind);
        Assert.NotNull(plugin.Scene.Landscape.Plane);

        TickUntil(plugin, () => !plugin.IsPreparing);

        Assert.IsType<DescentPlane>(plugin.Scene.ShownPlane?.Kind);
        TickUntil(plugin, () => plugin.Scene.Landscape.Progress == 1 && plugin.Status.Plane == plugin.Scene.Landscape.Plane);
        Assert.InRange(plugin.Status.Residual, 0, 1);
        Assert.DoesNotContain(float.NaN, plugin.Losses.ToArray());
    }

    [GlFact]
    public void A_tick_that_waits_shows_the_descents_plane_and_its_whole_surface_at_once()
    {
        using var plugin = new LandscapePlugin(Gl, SmallExperiment.Create(), new() { Plane = new DescentPlane(), WaitsForFrames = true });
        plugin.Tick(1 / 60.0);
        Assert.IsType<DescentPlane>(plugin.Scene.ShownPlane?.Kind);
        Assert.Equal((4, 1.0), (plugin.Status.Step, plugin.Scene.Landscape.Progress));
    }

    [GlFact]
    public void A_plane_of_the_Hessian_is_prepared_beside_the_frames_at_the_weights_of_that_moment()
    {
        using var plugin = new LandscapePlugin(Gl, SmallExperiment.Create());
        TickUntil(plugin, () => plugin.Status.Step >= 20);
        plugin.Options = plugin.Options with { Plane = Catalog.Plane("hessian") };
        var step = plugin.Scene.Trainer.EnqueuedSteps;
        Assert.True(plugin.IsPreparing);
        Assert.IsType<RandomPlane>(plugin.Scene.ShownPlane?.Kind);

        TickUntil(plugin, () => !plugin.IsPreparing && plugin.Status.Step > step);

        Assert.IsType<HessianPlane>(plugin.Scene.ShownPlane?.Kind);
        Assert.StartsWith("Hessian plane, λ₁ ", plugin.Scene.Landscape.Plane!.Description);
    }

    [GlFact]
    public void A_descent_that_diverges_leaves_the_random_plane_and_says_so()
    {
        var wild = SmallExperiment.Create(new Sgd(), learningRate: 1e30, activation: new Relu());
        using var plugin = new LandscapePlugin(
            Gl, wild, new() { Plane = new DescentPlane(), PathSteps = 640, IsPlaying = false });
        var notices = new List<string>();
        plugin.Notice += notices.Add;
        TickUntil(plugin, () => !plugin.IsPreparing);
        Assert.Contains("stays finite", Assert.Single(notices));
        Assert.IsType<RandomPlane>(plugin.Scene.ShownPlane?.Kind);
    }

    [GlFact]
    public void A_ray_of_the_hosts_world_meets_the_surface_where_its_matrix_puts_it_and_the_weights_drop_there()
    {
        var world = Matrix4x4.CreateScale(3, 2, 3) * Matrix4x4.CreateRotationY(0.4f) * Matrix4x4.CreateTranslation(10, -4, 7);
        using var plugin = new LandscapePlugin(
            Gl, SmallExperiment.Create(), new() { WorldMatrix = world, Extent = 0.5, Resolution = 17, IsPlaying = false });
        plugin.Scene.Landscape.WaitsForSurface = true;
        plugin.Tick(0);
        using var target = new OffscreenFramebuffer(Device);
        target.Resize(100, 80);
        plugin.Render(new RenderTarget(target.DrawHandle, 0, 0, 100, 80, Clear: false), HostsCamera);

        var above = Vector3.Transform(new Vector3(0.3f, 5, -0.2f), world);
        Assert.True(plugin.TryPick(above, -Vector3.UnitY, out var hit));
        Assert.Equal(0.15, hit.Alpha, 1e-3);
        Assert.Equal(-0.1, hit.Beta, 1e-3);
        Assert.Equal(plugin.Scene.Landscape.LossAt(hit.Alpha, hit.Beta), hit.Loss, 0.05 * hit.Loss);
        Assert.Equal(above.X, hit.World.X, 1e-3);
        Assert.Equal(above.Z, hit.World.Z, 1e-3);
        Assert.False(plugin.TryPick(new Vector3(0.3f, 5, -0.2f), -Vector3.UnitY, out _));

        plugin.Drop(hit.Alpha, hit.Beta);
        Assert.Equal((hit.Alpha, hit.Beta), ((float)plugin.Status.Alpha, (float)plugin.Status.Beta), new Near());
        Assert.Equal(hit.Loss, plugin.Status.Loss, 0.05 * hit.Loss);
    }

    [GlFact]
    public void A_world_matrix_moves_the_picture_as_the_hosts_own_camera_would()
    {
        var world = Matrix4x4.CreateScale(0.5f) * Matrix4x4.CreateTranslation(0.4f, 0.1f, 0);
        using var moved = new LandscapePlugin(Gl, SmallExperiment.Create(), new() { WorldMatrix = world, IsPlaying = false });
        using var plain = new LandscapePlugin(Gl, SmallExperiment.Create(), new() { IsPlaying = false });
        Assert.True(Matrix4x4.Invert(world, out var inverse));
        var folded = new Camera(world * HostsCamera.View, HostsCamera.Projection, Vector3.Transform(HostsCamera.Eye, inverse));
        Assert.Equal(Draw(plain, folded), Draw(moved, HostsCamera));
        Assert.NotEqual(Draw(plain, HostsCamera), Draw(moved, HostsCamera));

        byte[] Draw(LandscapePlugin plugin, Camera camera)
        {
            plugin.Scene.Landscape.WaitsForSurface = plugin.Scene.Trainer.WaitsForSteps = true;
            plugin.Tick(0);
            using var target = new OffscreenFramebuffer(Device);
            target.Resize(100, 80);
            plugin.Render(new RenderTarget(target.DrawHandle, 0, 0, 100, 80), camera);
            var pixels = new byte[100 * 80 * 4];
            new FrameReader(Gl).Read(target.ReadHandle, 100, 80, pixels);
            return pixels;
        }
    }

    [GlFact]
    public void A_host_asks_the_network_and_gets_what_the_weights_say()
    {
        var experiment = SmallExperiment.Create();
        foreach (var backend in (BackendKind[])[BackendKind.Cpu, BackendKind.Gpu])
        {
            using var plugin = new LandscapePlugin(Gl, experiment, new() { Backend = backend });
            TickUntil(plugin, () => plugin.Status.Step >= 12);
            float[] inputs = [0.5f, -1, 2, 0.25f], outputs = [0, 0], theta = new float[experiment.Shape.ParameterCount];
            plugin.Predict(inputs, outputs);
            plugin.ReadParameters(theta);
            var expected = NaiveNetwork.Forward(experiment.Shape, ConformanceCase.Doubles(theta), inputs);
            Assert.Equal(expected[0], outputs[0], 1e-5);
            Assert.Equal(expected[1], outputs[1], 1e-5);
        }
    }

    [GlFact]
    public void Every_option_can_be_changed_while_it_runs()
    {
        using var plugin = new LandscapePlugin(Gl, SmallExperiment.Create());
        var first = plugin.Options;
        Assert.Equal(new LandscapeOptions(), first);
        plugin.Options = first with { Backend = BackendKind.Gpu, Extent = 0.25, Resolution = 9, StepsPerFrame = 7, Plane = new DescentPlane() };
        TickUntil(plugin, () => plugin.Status.Step >= 14 && !plugin.IsPreparing);
        Assert.Equal(BackendKind.Gpu, plugin.Scene.Trainer.Device);
        TickUntil(plugin, () => plugin.Losses.Length == 81);
        Assert.Equal(0.25, plugin.Scene.Landscape.Grid.Extent);
        Assert.IsType<DescentPlane>(plugin.Scene.ShownPlane?.Kind);

        plugin.Options = plugin.Options with { IsPlaying = false, Backend = BackendKind.Cpu };
        plugin.Scene.Trainer.Session.Finish();
        plugin.Tick();
        var step = plugin.Status.Step;
        plugin.Tick();
        Assert.Equal((step, "CPU"), (plugin.Status.Step, plugin.BackendName));

        var before = plugin.Options;
        Assert.Throws<ArgumentException>(() => plugin.Options = before with { WorldMatrix = default });
        Assert.Throws<ArgumentException>(() => plugin.Options = before with { Resolution = 1 });
        Assert.Equal(before, plugin.Options);
    }

    [GlFact]
    public void An_experiment_is_saved_and_loaded_and_a_bad_file_is_one_line()
    {
        using var folder = new ScratchFolder();
        var path = Path.Combine(folder.Path, "saved.json");
        using (var plugin = new LandscapePlugin(Gl, SmallExperiment.Create(), new() { Extent = 0.75 }))
        {
            plugin.Scene.Trainer.LearningRate = 0.125;
            plugin.Save(path);
        }

        using var other = new LandscapePlugin(Gl, SmallExperiment.Create(new Momentum()));
        var notices = new List<string>();
        other.Notice += notices.Add;
        other.Load(path);
        Assert.Equal("momentum", other.Scene.Trainer.Optimizer.Name);
        TickUntil(other, () => !other.IsPreparing);
        Assert.Empty(notices);
        Assert.Equal(("adam", 0.125, 0.75), (other.Scene.Trainer.Optimizer.Name, other.Scene.Trainer.LearningRate, other.Options.Extent));
        Assert.Equal([2, 8, 8, 1], other.Scene.Trainer.Experiment.Shape.Sizes.ToArray());
        Assert.Equal(SmallExperiment.Create().Train.Inputs.ToArray(), other.Scene.Trainer.Experiment.Train.Inputs.ToArray());

        other.Load(Path.Combine(folder.Path, "missing.json"));
        TickUntil(other, () => !other.IsPreparing);
        Assert.Contains("missing.json", Assert.Single(notices));
        Assert.Equal("adam", other.Scene.Trainer.Optimizer.Name);
    }

    [GlFact]
    public void What_came_from_no_file_is_not_saved_in_silence()
    {
        var experiment = SmallExperiment.Create();
        using var plugin = new LandscapePlugin(Gl, experiment with { Weights = experiment.CreateNetwork() });
        var error = Assert.Throws<UserErrorException>(() => plugin.Save("never.json"));
        Assert.Equal("the experiment's data or weights came from no file; set Origin to the file that names them", error.Message);
        Assert.False(File.Exists("never.json"));
    }

    [GlFact]
    public void Frames_are_recorded_through_any_sink()
    {
        using var folder = new ScratchFolder();
        var path = Path.Combine(folder.Path, "frame.png");
        var format = new FrameFormat(96, 64, 30);
        using var plugin = new LandscapePlugin(Gl, SmallExperiment.Create());
        plugin.Scene.Landscape.WaitsForSurface = true;
        plugin.Tick(1 / 30.0);
        using (var sink = FrameSinks.Create(path, format))
        {
            plugin.Record(sink, format);
            sink.Complete();
        }
        var (width, height, channels, pixels) = PngReader.Read(File.ReadAllBytes(path));
        Assert.Equal((96, 64), (width, height));
        Assert.True(pixels.Chunk(channels).Select(pixel => (pixel[0], pixel[1], pixel[2])).Distinct().Count() > 50);
        AssertNoGlError();
    }

    [GlFact]
    public void The_surface_on_show_is_written_in_every_format()
    {
        using var folder = new ScratchFolder();
        using var plugin = new LandscapePlugin(Gl, SmallExperiment.Create(), new LandscapeOptions { Resolution = 9 });
        plugin.Scene.Landscape.WaitsForSurface = true;
        plugin.Tick(1 / 30.0);
        var path = Path.Combine(folder.Path, "surface.csv");
        Assert.Null(plugin.SaveSurface(path));
        var rows = File.ReadAllLines(path)[1..];
        Assert.Equal(plugin.Losses.ToArray(), rows.Select(row => float.Parse(row.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(81, rows.Length);
        Assert.Null(plugin.SaveSurface(Path.Combine(folder.Path, "surface.npz")));
        Assert.Throws<UserErrorException>(() => plugin.SaveSurface(Path.Combine(folder.Path, "surface.txt")));
    }

    private static void TickUntil(LandscapePlugin plugin, Func<bool> isDone)
    {
        var end = Environment.TickCount64 + 60_000;
        while (!isDone())
        {
            Assert.True(Environment.TickCount64 < end, $"nothing came of it; step {plugin.Status.Step}");
            plugin.Tick(1 / 60.0);
            Thread.Yield();
        }
    }

    private sealed class Near : IEqualityComparer<(float, float)>
    {
        public bool Equals((float, float) a, (float, float) b) =>
            MathF.Abs(a.Item1 - b.Item1) < 1e-4f && MathF.Abs(a.Item2 - b.Item2) < 1e-4f;

        public int GetHashCode((float, float) pair) => 0;
    }
}
