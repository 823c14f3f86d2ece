using System.Globalization;
using NeuroLab.Backends;
using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Tests.Commands;
using NeuroLab.Demo.Tests.Stories;
using NeuroLab.Demo.Tests.Support;
using NeuroLab.Demo.Ui.Drawing;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Graphics;
using NeuroLab.Recording;
using NeuroLab.Training;
using Silk.NET.OpenGL;

namespace NeuroLab.Demo.Tests.Editor;

/// <summary>
/// What is begun and ended again and again leaves nothing behind: no name in OpenGL, no thread of ours, no open file. Alone
/// in the process, for threads and files are counted in all of it.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class LifeCycleTests
{
    private static readonly (string What, Action<EditorStage> Once)[] Cycles =
    [
        ("a frame", stage => stage.Run(3)),
        ("restart", stage => stage.Commands.Restart()),
        ("go back and on", stage =>
        {
            stage.Editor.AdvanceTo(stage.Trainer.EnqueuedSteps + 20);
            stage.Commands.SeekTo(stage.Trainer.EnqueuedSteps - 10);
        }),
        ("another data set and back", stage =>
        {
            stage.LoadDataset("circles");
            stage.LoadDataset("moons");
        }),
        ("another network and back", stage =>
        {
            Change(stage, "8");
            Change(stage, "16,16");
        }),
        ("another plane", stage =>
        {
            stage.Commands.ShowPlane(Catalog.Plane("random"));
            stage.Commands.Recentre();
        }),
        ("a runner in the race", stage =>
        {
            stage.Commands.AddRunner(Catalog.Optimizer("sgd"));
            stage.Run(3);
            stage.Commands.RemoveRunner(stage.App.View.Scene.Race.Runners[^1]);
        }),
        ("drop and undo", stage =>
        {
            stage.Commands.Drop(0.3, 0.2);
            stage.Run(3);
            stage.Commands.Undo();
        }),
        ("the lesson", stage =>
        {
            stage.Press(Key.G);
            stage.Press(Key.PageDown);
            stage.Press(Key.G);
        }),
        ("the palette", stage =>
        {
            stage.Press(Key.P, Key.LeftControl);
            stage.Press(Key.Escape);
        }),
        ("map and scene", stage =>
        {
            stage.Press(Key.T);
            stage.Press(Key.T);
        }),
        ("panels off and on", stage =>
        {
            stage.Press(Key.Tab);
            stage.Press(Key.Tab);
        }),
        ("another size of window", stage =>
        {
            stage.Window.Resize(900, 620);
            stage.Run(3);
            stage.Window.Resize(1120, 640);
        }),
        ("a recording", stage =>
        {
            stage.Press(Key.F10);
            stage.Run(5);
            stage.Press(Key.F10);
            stage.RunUntil(() => !stage.App.Recorder.IsRecording);
        }),
        ("saved and opened", stage =>
        {
            stage.Commands.Files.SaveTo(Path.Combine(stage.Folder, "cycle.neurolab.json"));
            stage.Commands.Files.Open(Path.Combine(stage.Folder, "cycle.neurolab.json"));
            stage.RunUntilLoaded();
        }),
        ("the other device and back", stage =>
        {
            stage.Commands.Choose(BackendKind.Gpu);
            stage.Run(10);
            stage.Commands.Choose(BackendKind.Cpu);
        }),
    ];

    [GlFact]
    public void What_is_begun_and_ended_leaves_no_OpenGL_name_thread_or_file()
    {
        using var stage = new EditorStage();
        stage.Pause();
        // Whatever is made once and kept is made here.
        foreach (var (_, once) in Cycles)
            Do(stage, once);

        var left = new List<string>();
        foreach (var (what, once) in Cycles)
        {
            Do(stage, once);
            var before = Count(stage.Window.Gl);
            for (var i = 0; i < 2; i++)
                Do(stage, once);
            left.AddRange(Count(stage.Window.Gl).Zip(before)
                .Where(pair => pair.First.Value > pair.Second.Value)
                .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{what}: {pair.First.Key} {pair.Second.Value} → {pair.First.Value}")));
        }
        Assert.Empty(left);
    }

    [GlFact]
    public void A_replay_and_a_connection_leave_no_OpenGL_name_thread_or_file()
    {
        Assert.True(HeadlessWindow.TryCreate(new WindowOptions("test", 64, 64), out var window, out var reason), reason);
        using var folder = new TemporaryFolder();
        using var _ = window;
        var file = StoryTests.Small();
        using (var backend = new CpuBackend())
        using (var scene = file.CreateScene(backend))
        using (var editor = new SceneEditor(scene, file))
        {
            scene.Trainer.WaitsForSteps = true;
            editor.WriteRunLog(folder["run.nlrun"]);
            editor.AdvanceTo(20);
            editor.Set(scene.Trainer, nameof(Trainer.LearningRate), 0.02);
            editor.AdvanceTo(40);
        }
        var networks = Enumerable.Range(1, 2).Select(seed => folder[$"{seed}.safetensors"]).ToArray();
        foreach (var (path, i) in networks.Select((path, i) => (path, i)))
            Assert.Equal(0, CommandRun.Of("train", "--data", "moons", "--layers", "4", "--epochs", "1", "--seed", $"{i + 1}", "--save", path).ExitCode);

        foreach (var (what, once) in (List<(string, Action)>)
        [
            ("replay with pictures", () =>
            {
                window.MakeCurrent();
                using var backends = BackendRegistry.Open(new GraphicsDevice(window.Gl));
                using var replay = new Replay(RunLog.Load(folder["run.nlrun"]), backends);
                ReplayTake.Record(replay, window.Gl, file, folder["run.gif"], new FrameFormat(64, 48, 10), 10, _ => { }, default);
                Assert.True(replay.Result.IsSame);
            }),
            ("replay", () => Assert.Equal(0, CommandRun.Of("replay", folder["run.nlrun"]).ExitCode)),
            ("replay as pictures", () => Assert.Equal(0, CommandRun.Of("replay", folder["run.nlrun"], "--record", folder["again.gif"], "--size", "64x48", "--force").ExitCode)),
            ("connect", () => Assert.Equal(0, CommandRun.Of(["connect", .. networks, "--data", "moons", "--match", "--curve", "--steps", "20", "--out", folder["line.png"], "--force"]).ExitCode)),
            ("connect that is refused", () => Assert.Equal(2, CommandRun.Of("connect", networks[0], folder["gone.safetensors"], "--data", "moons").ExitCode)),
        ])
        {
            once();
            window.MakeCurrent();
            var before = Count(window.Gl);
            for (var i = 0; i < 2; i++)
                once();
            window.MakeCurrent();
            Assert.Equal([what, .. before.Select(pair => $"{pair}")], [what, .. Count(window.Gl).Select(pair => $"{pair}")]);
        }
    }

    [GlFact]
    public void A_frame_draws_what_the_last_one_drew_and_no_more()
    {
        using var stage = new EditorStage(file: StoryTests.Small());
        stage.Press(Key.P, Key.LeftControl);
        stage.Run(3);
        var before = Count(stage.App.View.Canvas);
        stage.Run(5);
        Assert.Equal(before, Count(stage.App.View.Canvas));
        Assert.Equal(0, stage.App.View.Canvas.ClipCount);

        static (int, int, int, int) Count(UiCanvas canvas) => canvas.Recorded is var frame
            ? (frame.Commands.Length, frame.Characters.Length, frame.Points.Length, frame.Colors.Length)
            : default;
    }

    [GlFact]
    public void A_closed_program_leaves_no_thread_and_no_file()
    {
        Open();
        var before = CountProcess();
        Open();
        Open();
        Assert.Equal(before, CountProcess());

        static void Open()
        {
            using var stage = new EditorStage();
            stage.Press(Key.G);
            stage.Commands.AddRunner(Catalog.Optimizer("sgd"));
            stage.Run(5);
        }
    }

    private static void Do(EditorStage stage, Action<EditorStage> once)
    {
        once(stage);
        stage.Run(3);
        stage.Trainer.Session.Finish();
    }

    private static void Change(EditorStage stage, string hidden)
    {
        stage.Commands.Experiment.ChangeNetwork(hidden);
        stage.RunUntilLoaded();
    }

    private static Dictionary<string, int> Count(GL gl)
    {
        var counts = CountProcess();
        // Names are small numbers: an implementation hands out the smallest that is free.
        for (var name = 1u; name < 4000; name++)
        {
            Add("textures", gl.IsTexture(name));
            Add("buffers", gl.IsBuffer(name));
            Add("programs", gl.IsProgram(name));
            Add("shaders", gl.IsShader(name));
            Add("framebuffers", gl.IsFramebuffer(name));
            Add("renderbuffers", gl.IsRenderbuffer(name));
            Add("vertex arrays", gl.IsVertexArray(name));
            Add("queries", gl.IsQuery(name));
        }
        return counts;

        void Add(string kind, bool isOne) => counts[kind] = counts.GetValueOrDefault(kind) + (isOne ? 1 : 0);
    }

    // A thread that was told to end may need a moment to do so.
    private static Dictionary<string, int> CountProcess()
    {
        var counts = Now();
        for (var i = 0; i < 40; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(25);
            var next = Now();
            if (i > 4 && next.SequenceEqual(counts))
                break;
            counts = next;
        }
        return counts;

        static Dictionary<string, int> Now() => OperatingSystem.IsLinux()
            ? new()
            {
                // What a thread is called is cut after fifteen letters; surface threads wait in a cache, at most one a core.
                ["training threads"] = Threads("NeuroLab traini"),
                ["reading threads"] = Threads("NeuroLab readin"),
                ["worker threads"] = Threads("NeuroLab worker"),
                ["files"] = Directory.GetFiles("/proc/self/fd").Length,
            }
            : [];
    }

    private static int Threads(string name)
    {
        var count = 0;
        foreach (var task in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                count += File.ReadAllText(Path.Combine(task, "comm")).StartsWith(name, StringComparison.Ordinal) ? 1 : 0;
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }
        return count;
    }
}
