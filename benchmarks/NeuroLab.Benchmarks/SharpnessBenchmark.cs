using System.Diagnostics;
using NeuroLab.Benchmarks.Cpu;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Windowing;
using NeuroLab.Graphics;

namespace NeuroLab.Benchmarks;

/// <summary>
/// What following the three largest eigenvalues costs of a frame of the whole app, on the scene that it opens with: time
/// on the clock and processor time a frame, with and without, in alternating rounds of one run.
/// </summary>
internal static class SharpnessBenchmark
{
    private const int WarmUp = 150, FramesPerRound = 120;

    // Of a frame.
    private const double Goal = 0.15;

    public static int Run(int width, int height, int rounds)
    {
        if (!HeadlessWindow.TryCreate(new WindowOptions("benchmark", width, height), out var window, out var reason))
        {
            Console.Error.WriteLine(reason);
            return 2;
        }
        using (window)
        using (var app = new DescentApp(window, new AppOptions()))
        {
            var trainer = app.View.Scene.Trainer;
            var tracker = app.View.Scene.Race.Runners[0].Sharpness;
            Console.WriteLine($"{new GraphicsDevice(window.Gl)}, {Environment.ProcessorCount} cores, {width}×{height}, {trainer.Experiment.Shape}, {trainer.StepsPerFrame} steps a frame, top {tracker.Count}; medians of {rounds} alternating rounds of {FramesPerRound} frames");
            var clock = Stopwatch.StartNew();
            Frames(app, window, clock, WarmUp);
            tracker.Enabled = true;
            Frames(app, window, clock, WarmUp);
            var (wall, cpu) = (new double[2][], new double[2][]);
            for (var side = 0; side < 2; side++)
                (wall[side], cpu[side]) = (new double[rounds], new double[rounds]);
            var version = tracker.Spectrum.Version;
            for (var round = 0; round < 2 * rounds; round++)
            {
                var side = round % 2;
                tracker.Enabled = side == 1;
                Frames(app, window, clock, FramesPerRound / 6);
                (wall[side][round / 2], cpu[side][round / 2]) = Frames(app, window, clock, FramesPerRound);
            }
            foreach (var (what, times) in new[] { ("clock", wall), ("processors", cpu) })
            {
                double off = Race.Median(times[0]), on = Race.Median(times[1]);
                Console.WriteLine(FormattableString.Invariant(
                    $"{what}: {off:F2} ms a frame without, {on:F2} ms with: {100 * (on / off - 1):F1} % more (aim: less than {100 * Goal:F0} %)"));
            }
            Console.WriteLine(FormattableString.Invariant(
                $"{(tracker.Spectrum.Version - version) / (double)(rounds * FramesPerRound):F2} new sets of eigenvalues a frame; λ₁ {tracker.Spectrum.Known(0):G4}, edge {tracker.Spectrum.Edge:G4}"));
        }
        return 0;
    }

    // Milliseconds a frame, on the clock and of all processors.
    private static (double Wall, double Cpu) Frames(DescentApp app, HeadlessWindow window, Stopwatch clock, int count)
    {
        using var process = Process.GetCurrentProcess();
        var (start, spent) = (clock.Elapsed, process.TotalProcessorTime);
        for (var i = 0; i < count; i++)
        {
            window.Script.Time = clock.Elapsed.TotalSeconds;
            app.RunFrame();
        }
        window.Gl.Finish();
        process.Refresh();
        return ((clock.Elapsed - start).TotalMilliseconds / count, (process.TotalProcessorTime - spent).TotalMilliseconds / count);
    }
}
