using System.Diagnostics;
using NeuroLab.Backends.Cpu;
using NeuroLab.Components;
using NeuroLab.Datasets;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Windowing;
using NeuroLab.Graphics;

namespace NeuroLab.Benchmarks;

/// <summary>What one frame of the default scene costs while it trains: milliseconds by part, and bytes allocated.</summary>
internal static class FrameBenchmark
{
    private const int WarmUp = 120, Frames = 240;

    public static void Run(int width, int height)
    {
        if (!HeadlessWindow.TryCreate(new WindowOptions("benchmark", width, height), out var window, out var reason))
        {
            Console.Error.WriteLine(reason);
            return;
        }
        using (window)
        using (var backend = new CpuBackend())
        {
            var data = new Spirals().Load(new DatasetOptions { Seed = 7 });
            var preset = Preset.For(data.Train);
            using var scene = new DescentScene(preset.CreateExperiment(data, 7), backend);
            scene.ShowDescent();
            var device = new GraphicsDevice(window.Gl);
            using var view = new DescentView(device, scene, width, height, 1);
            Console.WriteLine($"{device}, {width}×{height}, {scene.Trainer.Experiment.Shape}, {scene.Trainer.StepsPerFrame} steps a frame");
            Measure(window, scene, view);
        }
    }

    private static void Measure(HeadlessWindow window, DescentScene scene, DescentView view)
    {
        var tick = new double[Frames];
        var draw = new double[Frames];
        var allocated = 0L;
        for (var frame = -WarmUp; frame < Frames; frame++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            window.PollEvents();
            scene.Tick(1 / 60.0);
            var ticked = Stopwatch.GetTimestamp();
            view.Draw(window.Framebuffer, frame / 60.0);
            window.Gl.Finish();
            var drawn = Stopwatch.GetTimestamp();
            if (frame < 0)
                continue;
            tick[frame] = Stopwatch.GetElapsedTime(start, ticked).TotalMilliseconds;
            draw[frame] = Stopwatch.GetElapsedTime(ticked, drawn).TotalMilliseconds;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Array.Sort(tick);
        Array.Sort(draw);
        Console.WriteLine($"tick  median {tick[Frames / 2]:F2} ms, 95 % {tick[Frames * 95 / 100]:F2} ms");
        Console.WriteLine($"draw  median {draw[Frames / 2]:F2} ms, 95 % {draw[Frames * 95 / 100]:F2} ms");
        Console.WriteLine($"frame median {1000 / (tick[Frames / 2] + draw[Frames / 2]):F0} frames/s, {allocated / (double)Frames:F1} bytes allocated a frame");
    }
}
