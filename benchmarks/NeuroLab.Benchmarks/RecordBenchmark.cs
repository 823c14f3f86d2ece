using System.Diagnostics;
using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Shell;
using NeuroLab.Demo.Windowing;
using NeuroLab.Editing;
using NeuroLab.Experiments;
using NeuroLab.Graphics;
using NeuroLab.Recording;

namespace NeuroLab.Benchmarks;

/// <summary>
/// Recordings of the default scene, from start to finished file; memory during a long one; reading pixels.
/// </summary>
internal static class RecordBenchmark
{
    public static void Run()
    {
        var folder = Directory.CreateTempSubdirectory("neurolab-record-").FullName;
        try
        {
            MeasureTake(folder, "720p.mp4", 1280, 720, 300);
            MeasureTake(folder, "720p.gif", 1280, 720, 100);
            MeasureTake(folder, "4k.mp4", 3840, 2160, 20);
            MeasureMemory(folder);
            MeasureReading(1280, 720);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void MeasureTake(string folder, string name, int width, int height, int frames)
    {
        using var process = Process.GetCurrentProcess();
        var (start, cpu) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var summary = Take.Record(Options(folder, name, width, height, frames), _ => new CpuBackend(), (_, _) => { }, default);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        // On a busy machine the second number is still meaningful; it excludes an external encoder.
        Console.WriteLine($"{name}: {frames} frames in {seconds:F1} s, {frames / seconds:F1} frames/s end to end, {(process.TotalProcessorTime - cpu).TotalMilliseconds / frames:F0} ms of processor time a frame here, {summary.Bytes / 1e6:F2} MB");
    }

    private static void MeasureMemory(string folder)
    {
        const int Frames = 10_000;
        var options = Options(folder, "long.gif", 64, 36, Frames) with { StepsPerFrame = 1 };
        Take.Record(options, _ => new CpuBackend(), (frame, _) =>
        {
            if (frame is not (500 or 2000 or 5000 or Frames))
                return;
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(
                $"frame {frame,6}: {GC.GetTotalMemory(forceFullCollection: true) / 1e6,6:F2} MB managed, {process.WorkingSet64 / 1e6:F0} MB resident, {GC.GetTotalAllocatedBytes() / 1e6:F1} MB allocated so far");
        }, default);
    }

    // The cost of reading a frame: a ring of pixel buffers could hide at most the copy.
    private static void MeasureReading(int width, int height)
    {
        const int Frames = 60;
        if (!HeadlessWindow.TryCreate(new WindowOptions("benchmark", width, height), out var window, out var reason))
        {
            Console.Error.WriteLine(reason);
            return;
        }
        using (window)
        using (var backend = new CpuBackend())
        using (var scene = File.CreateScene(backend))
        using (var view = new DescentView(new GraphicsDevice(window.Gl), scene, width, height, 1) { Samples = 4 })
        {
            var reader = new FrameReader(window.Gl);
            var pixels = new byte[width * height * 4];
            double[] draw = new double[Frames], read = new double[Frames];
            for (var frame = -20; frame < Frames; frame++)
            {
                scene.Tick(1 / 30.0);
                var start = Stopwatch.GetTimestamp();
                view.Draw(window.Framebuffer, frame / 30.0);
                window.Gl.Finish();
                var drawn = Stopwatch.GetTimestamp();
                reader.Read(window.Framebuffer, width, height, pixels);
                if (frame >= 0)
                    (draw[frame], read[frame]) = (Stopwatch.GetElapsedTime(start, drawn).TotalMilliseconds, Stopwatch.GetElapsedTime(drawn).TotalMilliseconds);
            }
            Array.Sort(draw);
            Array.Sort(read);
            Console.WriteLine($"{width}×{height}: drawing {draw[Frames / 2]:F2} ms, reading and turning upright {read[Frames / 2]:F2} ms (medians)");
        }
    }

    private static ExperimentFile File { get; } =
        StartSettings.StartOf(new Spirals(), seed: 7).File;

    private static TakeOptions Options(string folder, string name, int width, int height, int frames) => new(
        File.CreateExperiment(), File, Path.Combine(folder, name), new FrameFormat(width, height, 30), frames, StepsPerFrame: 4);
}
