using System.Globalization;
using NeuroLab.Backends;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Experiments;
using NeuroLab.Graphics;
using NeuroLab.Hosting;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Recording;
using NeuroLab.Rendering;
using NeuroLab.Runtime.Tests.Unit.Graphics;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;
using NeuroLab.Runtime.Tests.Unit.Training;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Hosting;

/// <summary>
/// What a host begins and ends leaves nothing behind: no name in OpenGL, no thread, no open file, no process. Alone in the
/// process, for threads and files are counted in all of it.
/// </summary>
[Collection(Alone)]
public sealed class LifeCycleTests : GlTest
{
    private const string Alone = "alone in the process";

    private static readonly FrameFormat Format = new(48, 32, 30);

    [GlFact]
    public void ASessionLeavesNothingOnEitherBackend()
    {
        foreach (var kind in new[] { BackendKind.Cpu, BackendKind.Gpu })
        {
            using var backends = BackendRegistry.Open(Device);
            backends.Choice = kind;
            LeavesNothing($"a session, {kind}", () => Use(backends));
        }
        LeavesNothing("all backends", () =>
        {
            using var backends = BackendRegistry.Open(Device);
            backends.Choice = BackendKind.Gpu;
            Use(backends);
            backends.Choice = BackendKind.Cpu;
            Use(backends);
        });
        LeavesNothing("a session that changes the device twice", () =>
        {
            using var backends = BackendRegistry.Open(Device);
            using var session = Open(backends);
            foreach (var kind in new[] { BackendKind.Gpu, BackendKind.Cpu, BackendKind.Gpu })
            {
                backends.Choice = kind;
                session.Train(3);
                session.Finish();
            }
        });

        static void Use(IComputeBackend backend)
        {
            using var session = Open(backend);
            session.Train(5);
            var parameters = session.Parameters();
            var state = session.Capture();
            session.HessianVectorProduct(parameters, DataPart.Evaluation, new float[parameters.Length]);
            session.Predict(new float[2 * 7], new float[7]);
            session.Restore(state);
            using var finished = session.Sample(PlaneAt(session), new SurfaceGrid(9, 1));
            while (!finished.IsFinished) session.Pump(TimeSpan.FromMilliseconds(20));
            // One that is given up, and products that nobody waits for.
            var given = session.Sample(PlaneAt(session), new SurfaceGrid(201, 1));
            session.Multiply(new HessianRequest(parameters.Length, 2) { Count = 2 });
            given.Dispose();
            session.Train(5);
        }
    }

    [GlFact]
    public void ASurfaceThatIsDoneOrGivenUpLeavesNothing()
    {
        using var backends = BackendRegistry.Open(Device);
        foreach (var kind in new[] { BackendKind.Cpu, BackendKind.Gpu })
        {
            backends.Choice = kind;
            using var session = Open(backends);
            // A name counts once it has been used: until every batch of commands has been in flight.
            for (var i = 0; i < 24; i++)
            {
                session.Train(1);
                session.Finish();
            }
            LeavesNothing($"a surface, {kind}", () =>
            {
                using var request = session.Sample(PlaneAt(session), new SurfaceGrid(17, 1));
                while (!request.IsFinished) session.Pump(TimeSpan.FromMilliseconds(20));
                session.Sample(PlaneAt(session), new SurfaceGrid(401, 1)).Dispose();
            });
        }
    }

    [GlFact]
    public void ThePluginLeavesNothingWhateverItDid()
    {
        using var folder = new ScratchFolder();
        var path = folder.File("a.neurolab.json");
        LeavesNothing("a plugin", () => Run(new(), plugin => Draw(plugin, transparent: false)));
        LeavesNothing("a plugin on the GPU", () => Run(new() { Backend = BackendKind.Gpu }, plugin => Draw(plugin, transparent: true)));
        LeavesNothing("a plugin that is closed while it prepares a plane", () =>
            Run(new() { Plane = new DescentPlane(), PathSteps = 6400 }, _ => { }));
        LeavesNothing("a plugin that prepared two planes", () => Run(new() { Plane = new DescentPlane(), WaitsForFrames = true }, plugin =>
        {
            plugin.Tick(0.1);
            plugin.Options = plugin.Options with { Plane = Catalog.Plane("hessian") };
            plugin.Tick(0.1);
        }));
        LeavesNothing("a plugin that saves and loads", () => Run(new() { WaitsForFrames = true }, plugin =>
        {
            plugin.Scene.Trainer.Restart();
            plugin.Save(path);
            plugin.Load(path);
            plugin.Tick(0.1);
            Draw(plugin, transparent: false);
        }));
        LeavesNothing("a plugin that is recorded", () => Run(new(), plugin =>
        {
            using var sink = FrameSinks.Create(folder.File("a.gif"), Format);
            for (var i = 0; i < 2; i++)
            {
                plugin.Tick(0.1);
                plugin.Record(sink, Format);
            }
            sink.Complete();
        }));
        LeavesNothing("a plugin that does not begin", () => Assert.ThrowsAny<Exception>(() =>
            new LandscapePlugin(Gl, SmallExperiment.Create(), new() { Plane = Catalog.Plane("weights:9.weight[0,0],9.weight[0,1]") })));

        void Run(LandscapeOptions options, Action<LandscapePlugin> act)
        {
            using var plugin = new LandscapePlugin(Gl, SmallExperiment.Create(), options);
            plugin.Tick(0.1);
            act(plugin);
        }

        void Draw(LandscapePlugin plugin, bool transparent)
        {
            using var target = new OffscreenFramebuffer(Device);
            target.Resize(64, 48);
            plugin.Render(new RenderTarget(target.DrawHandle, 0, 0, 64, 48, Transparent: transparent));
        }
    }

    [GlFact]
    public void ARunnerThatJoinsAndGoesLeavesNothing()
    {
        using var backends = BackendRegistry.Open(Device);
        foreach (var kind in new[] { BackendKind.Cpu, BackendKind.Gpu })
        {
            backends.Choice = kind;
            using var scene = new DescentScene(SmallExperiment.Create(), backends);
            scene.Show(new RandomPlane());
            // A name counts once it has been used: until every batch of commands has been in flight.
            for (var i = 0; i < 24; i++) Settle();
            LeavesNothing($"a runner, {kind}", () =>
            {
                var runner = scene.AddRunner(new Sgd(), new Sgd().Defaults);
                scene.Tick(0.02);
                scene.Race.Remove(runner);
                Settle();
            });
            LeavesNothing($"a restart, {kind}", () =>
            {
                scene.Tick(0.02);
                scene.Trainer.Restart();
                scene.Show(new RandomPlane());
                Settle();
            });

            // A surface that is being sampled has buffers of its own.
            void Settle()
            {
                do
                {
                    scene.Tick(0.02);
                    scene.Trainer.Session.Finish();
                }
                while (scene.Landscape.Progress < 1);
            }
        }
    }

    [GlFact]
    public void ARecordingOfEveryFormatLeavesNothingDoneOrGivenUp()
    {
        using var folder = new ScratchFolder();
        var frame = TestPattern.Frame(Format, 1);
        foreach (var format in RecordingFormat.All)
        {
            if (format.NeedsFfmpeg && !FfmpegLocator.Find().IsAvailable) continue;
            var path = folder.File("take" + format.Ending);
            LeavesNothing($"a recording as {format.Name}", () =>
            {
                using var sink = FrameSinks.Create(path, Format, new() { HashList = true });
                for (var i = 0; i < 3; i++) sink.Write(frame);
                sink.Complete();
            });
            LeavesNothing($"one given up as {format.Name}", () =>
            {
                using var sink = FrameSinks.Create(path, Format);
                sink.Write(frame);
            });
        }
        Assert.DoesNotContain(folder.Files, name => name.Contains("partial", StringComparison.Ordinal));
    }

    [GlFact]
    public void ARendererAnOverlayAndAReaderLeaveNothing()
    {
        LeavesNothing("a renderer", () =>
        {
            using var renderer = new SceneRenderer(Device) { Samples = 4 };
            foreach (var isMap in new[] { false, true })
            {
                var frame = Golden.SyntheticScenes.Race(21);
                if (isMap) frame.Camera = Camera.LookDown(default, 2, 1);
                frame.ShowsGrid = isMap;
                frame.Tangent = new TangentPatch(0, 0, 0.5f, 0, 0, 0.2f, default);
                Rendering.Picture.Render(Device, renderer, frame, 40 + (isMap ? 8 : 0), 30);
            }
        });
        LeavesNothing("an overlay", () =>
        {
            using var overlay = new OverlayPass(Device);
            var pixels = new uint[64];
            unsafe
            {
                fixed (uint* first = pixels) overlay.Upload((nint)first, 32, 8, 8, new PixelRectangle(0, 0, 8, 8), bgra: true);
            }
            using var target = new OffscreenFramebuffer(Device);
            target.Resize(8, 8);
            overlay.Draw(new RenderTarget(target.DrawHandle, 0, 0, 8, 8));
            new FrameReader(Gl).Read(target.ReadHandle, 8, 8, new byte[256]);
        });
        LeavesNothing("a shader that does not compile", () => Assert.ThrowsAny<Exception>(() =>
            ShaderProgram.Render(Gl, "render/floor.vert", "render/floor.frag", "#error no")));
    }

    [GlFact]
    public void AContextLeavesNoFile() => LeavesNothing("a context", () =>
    {
        using (var context = EglContext.TryCreate(out _)!)
        {
            using var renderer = new SceneRenderer(new GraphicsDevice(context.Gl));
        }
        MakeCurrent();
    });

    [GlFact]
    public void WorkInTheBackgroundLeavesNothingDoneFailedOrCancelled()
    {
        LeavesNothing("work", () =>
        {
            using var work = new BackgroundWork();
            work.Begin(() => () => { });
            work.Wait();
            work.Update();
            work.Begin(() => throw new UserErrorException("no"));
            work.Wait();
            Assert.Throws<UserErrorException>(work.Update);
            work.Begin(() =>
            {
                ReadProgress.ThrowIfCancelled();
                return () => { };
            });
            work.Cancel();
        });
    }

    private static ITrainingSession Open(IComputeBackend backend)
    {
        var experiment = SmallExperiment.Create();
        return backend.CreateSession(experiment.CreateNetwork(), experiment.CreateData(), experiment.CreateOptions());
    }

    private static Plane PlaneAt(ITrainingSession session)
    {
        var (first, second) = (new float[session.Shape.ParameterCount], new float[session.Shape.ParameterCount]);
        (first[0], second[1]) = (1, 1);
        return new Plane(session.Parameters(), first, second);
    }

    /// <summary>Does it once, for what is made once and kept, then twice more between two counts.</summary>
    private void LeavesNothing(string what, Action once)
    {
        once();
        var before = Count();
        once();
        once();
        // A thread or process that was told to end needs a moment to do so, on a busy machine a long one.
        var left = Left();
        for (var i = 0; i < 600 && left.Count > 0; i++)
        {
            Thread.Sleep(50);
            left = Left();
        }
        Assert.Equal([], left);
        AssertNoGlError();

        List<string> Left() => [.. Count().Zip(before).Where(pair => pair.First.Value > pair.Second.Value).Select(pair =>
            string.Create(CultureInfo.InvariantCulture, $"{what}: {pair.First.Key} {pair.Second.Value} → {pair.First.Value}"))];
    }

    private Dictionary<string, int> Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var counts = CountProcess();
        // Names are small numbers: an implementation hands out the smallest that is free.
        for (var name = 1u; name < 2000; name++)
        {
            Add("textures", Gl.IsTexture(name));
            Add("buffers", Gl.IsBuffer(name));
            Add("programs", Gl.IsProgram(name));
            Add("shaders", Gl.IsShader(name));
            Add("framebuffers", Gl.IsFramebuffer(name));
            Add("renderbuffers", Gl.IsRenderbuffer(name));
            Add("vertex arrays", Gl.IsVertexArray(name));
            Add("queries", Gl.IsQuery(name));
        }
        return counts;

        void Add(string kind, bool isOne) => counts[kind] = counts.GetValueOrDefault(kind) + (isOne ? 1 : 0);
    }

    private static Dictionary<string, int> CountProcess()
    {
        if (!OperatingSystem.IsLinux()) return [];
        int threads = 0, processes = 0;
        foreach (var task in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                // Names are cut after fifteen letters. Threads that sample wait in a cache for the next surface.
                var name = File.ReadAllText(Path.Combine(task, "comm"));
                threads += name.StartsWith("NeuroLab ", StringComparison.Ordinal) && !name.StartsWith("NeuroLab surf", StringComparison.Ordinal) ? 1 : 0;
                processes += File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }
        return new() { ["threads"] = threads, ["processes"] = processes, ["files"] = Directory.GetFiles("/proc/self/fd").Length };
    }

    /// <summary>Runs beside no other test.</summary>
    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneInTheProcess;
}
