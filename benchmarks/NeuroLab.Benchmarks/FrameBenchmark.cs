using System.Diagnostics;
using NeuroLab.Backends;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Windowing;
using NeuroLab.Graphics;
using NeuroLab.Recording;

namespace NeuroLab.Benchmarks;

/// <summary>
/// The cost of a frame of the whole app, with all panels open, while spirals train on the CPU: milliseconds by part, as
/// wall-clock time and as CPU time, of the drawing thread and of all threads (training, sampling and a software
/// renderer run on others), and bytes allocated. Without vertical sync.
/// </summary>
internal static class FrameBenchmark
{
    private const int WarmUp = 120;

    private static readonly string[] Names = ["input and tick", "scene", "interface", "upload", "overlay"];

    /// <param name="frames">Number of frames to measure.</param>
    /// <param name="picture">The file for the last one; null for none.</param>
    /// <param name="preset">The prepared experiment to show; null for the usual start.</param>
    public static int Run(int width, int height, int frames, string? picture, string? preset = null)
    {
        if (!HeadlessWindow.TryCreate(new WindowOptions("benchmark", width, height), out var window, out var reason))
        {
            Console.Error.WriteLine(reason);
            return 2;
        }
        using (window)
        using (var app = new DescentApp(window, new AppOptions { OpenBackend = device => BackendRegistry.Open(device).YieldToDrawing(device), File = preset is null ? null : Preset.Find(preset).Create(seed: 7) }))
        {
            Console.WriteLine($"{new GraphicsDevice(window.Gl)}, {width}×{height}, {app.View.Scene.Trainer.Experiment.Shape}, {app.View.Scene.Trainer.StepsPerFrame} steps a frame");
            Measure(window, app, frames);
            if (picture is not null)
                Save(window, picture);
        }
        return 0;
    }

    private static void Measure(HeadlessWindow window, DescentApp app, int frames)
    {
        var wall = new double[Names.Length, frames];
        var thread = new double[Names.Length];
        var all = new double[Names.Length];
        var part = 0;
        var frame = -WarmUp;
        long lastWall = 0;
        double lastThread = 0, lastAll = 0;
        void Note()
        {
            // Waits for everything drawn so far, so that the next part does not pay for it.
            window.Gl.Finish();
            var (now, ofThread, ofAll) = (Stopwatch.GetTimestamp(), ProcessorTime.OfThread, ProcessorTime.OfProcess);
            if (frame >= 0)
            {
                wall[part, frame] = Stopwatch.GetElapsedTime(lastWall, now).TotalMilliseconds;
                thread[part] += 1000 * (ofThread - lastThread) / frames;
                all[part] += 1000 * (ofAll - lastAll) / frames;
            }
            (lastWall, lastThread, lastAll) = (now, ofThread, ofAll);
            part++;
        }

        using var process = Process.GetCurrentProcess();
        var clock = Stopwatch.StartNew();
        long allocated = 0, redrawn = 0, firstStep = 0;
        var spent = TimeSpan.Zero;
        double[] others = [];
        double[] Others() => [ProcessorTime.OfThreads("NeuroLab traini"), ProcessorTime.OfThreads("NeuroLab surfac")];
        app.View.PartDrawn = _ => Note();
        app.Ticked = Note;
        for (; frame < frames; frame++)
        {
            if (frame == 0)
            {
                process.Refresh();
                (spent, firstStep) = (process.TotalProcessorTime, app.View.Scene.Trainer.Status.Step);
                clock.Restart();
                others = Others();
                allocated = GC.GetAllocatedBytesForCurrentThread();
            }
            // Charts and panels are refreshed by time, so this must be the real clock.
            window.Script.Time = frame < 0 ? window.Script.Time : WarmUp * HeadlessWindow.FrameSeconds + clock.Elapsed.TotalSeconds;
            part = 0;
            (lastWall, lastThread, lastAll) = (Stopwatch.GetTimestamp(), ProcessorTime.OfThread, ProcessorTime.OfProcess);
            app.RunFrame();
            foreach (var dirty in app.View.Canvas.DirtyRectangles)
                redrawn += frame >= 0 ? (long)dirty.Width * dirty.Height : 0;
        }
        var seconds = clock.Elapsed.TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        process.Refresh();
        Report(wall, thread, all, frames);
        var now = Others();
        Console.WriteLine($"{1000 * (now[0] - others[0]) / frames:F2} ms of training and {1000 * (now[1] - others[1]) / frames:F2} ms of sampling a frame");
        Console.WriteLine($"{frames / seconds:F1} frames/s; {(process.TotalProcessorTime - spent).TotalMilliseconds / frames:F2} ms of all processors a frame, training and sampling included");
        Console.WriteLine($"{(app.View.Scene.Trainer.Status.Step - firstStep) / seconds:F0} steps/s; {allocated / (double)frames:F0} bytes allocated and {redrawn / (double)frames / 1000:F0} thousand pixels redrawn a frame");
    }

    private static void Report(double[,] wall, double[] thread, double[] all, int frames)
    {
        Console.WriteLine($"{"",-16}{"mean ms",10}{"median",10}{"95 %",10}{"its thread",12}{"all threads",13}");
        var sum = new double[frames];
        for (var part = 0; part <= Names.Length; part++)
        {
            var isSum = part == Names.Length;
            var times = new double[frames];
            for (var i = 0; i < frames; i++)
            {
                times[i] = isSum ? sum[i] : wall[part, i];
                sum[i] += isSum ? 0 : times[i];
            }
            var mean = times.Average();
            Array.Sort(times);
            Console.WriteLine($"{(isSum ? "frame" : Names[part]),-16}{mean,10:F2}{times[frames / 2],10:F2}{times[frames * 95 / 100],10:F2}{(isSum ? thread.Sum() : thread[part]),12:F2}{(isSum ? all.Sum() : all[part]),13:F2}");
        }
    }

    private static void Save(HeadlessWindow window, string path)
    {
        var size = window.FramebufferSize;
        var pixels = new byte[size.Width * size.Height * 4];
        new FrameReader(window.Gl).Read(window.Framebuffer, size.Width, size.Height, pixels);
        using var file = File.Create(path);
        file.Write(new PngEncoder(size.Width, size.Height, compressionLevel: 9).Encode(pixels));
    }
}
