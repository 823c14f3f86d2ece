using System.Diagnostics;
using NeuroLab.Demo.Shell;
using NeuroLab.Graphics;
using NeuroLab.Hosting;
using NeuroLab.Training;

namespace NeuroLab.Benchmarks;

/// <summary>
/// What a host waits for: the plugin's constructor, with the app's initial experiment and the plane along its descent,
/// and the part of it that is shader compilation. Wall-clock milliseconds and those of the host's thread.
/// </summary>
internal static class HostBenchmark
{
    private const int Rounds = 9;

    /// <param name="kind">The backend.</param>
    public static int Run(BackendKind kind)
    {
        if (EglContext.TryCreate(out var reason) is not { } context)
        {
            Console.Error.WriteLine(reason);
            return 2;
        }
        using (context)
        {
            var (file, data) = StartSettings.StartOf(Catalog.Dataset("moons"), seed: 7);
            var experiment = file.CreateExperiment(data);
            var options = new LandscapeOptions { Backend = kind, Plane = Catalog.Plane("descent"), PathSteps = file.Plane.Steps };
            Console.WriteLine($"{new GraphicsDevice(context.Gl)}, {kind}, {experiment.Shape}, {file.Plane.Steps} steps ahead");
            Console.WriteLine("                          constructor   shaders in it   the rest");
            Report("first in the process", Measure(context, experiment, options));
            var rounds = Enumerable.Range(0, Rounds).Select(_ => Measure(context, experiment, options)).ToArray();
            Report($"then, median of {Rounds}", rounds.OrderBy(round => round.All.Thread - round.Shaders.Thread).ElementAt(Rounds / 2));
        }
        return 0;
    }

    private static ((double Wall, double Thread) All, (double Wall, double Thread) Shaders) Measure(
        EglContext context, Experiment experiment, LandscapeOptions options)
    {
        var (shaders, begun) = ((Wall: 0.0, Thread: 0.0), Now());
        ShaderProgram.Compiling = begins =>
        {
            var now = Now();
            if (begins)
                begun = now;
            else
                shaders = (shaders.Wall + now.Wall - begun.Wall, shaders.Thread + now.Thread - begun.Thread);
        };
        var start = Now();
        using var landscape = new LandscapePlugin(context.Gl, experiment, options);
        var end = Now();
        ShaderProgram.Compiling = null;
        landscape.Tick(1 / 60.0);
        return ((end.Wall - start.Wall, end.Thread - start.Thread), shaders);
    }

    private static (double Wall, double Thread) Now() =>
        (Stopwatch.GetElapsedTime(0).TotalMilliseconds, 1000 * ProcessorTime.OfThread);

    private static void Report(string name, ((double Wall, double Thread) All, (double Wall, double Thread) Shaders) measured)
    {
        var (all, shaders) = measured;
        Console.WriteLine($"{name,-24} {Text(all)} {Text(shaders),15} {Text((all.Wall - shaders.Wall, all.Thread - shaders.Thread))}");
        static string Text((double Wall, double Thread) time) => $"{time.Wall,5:F1} ({time.Thread:F1})";
    }
}
