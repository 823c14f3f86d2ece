using System.Diagnostics;
using System.Globalization;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Benchmarks.Cpu;
using NeuroLab.Graphics;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Training;

namespace NeuroLab.Benchmarks.Gpu;

/// <summary>
/// Training steps and surface points per second with compute shaders, on an off-screen context; alternates with PyTorch
/// if that finds the same GPU.
/// </summary>
internal static class GpuBenchmark
{
    private const int Rounds = 3;
    private const double TurnSeconds = 0.4;

    /// <summary>Writes a table; returns the process's exit code.</summary>
    /// <param name="args">Optional: the maximum number of multiply-adds in a step, to skip larger networks, or "all";
    /// then a file for the table.</param>
    public static int Run(ReadOnlySpan<string> args)
    {
        var limit = args is [var most, ..] && most != "all"
            ? double.Parse(most, CultureInfo.InvariantCulture) : double.PositiveInfinity;
        using var context = EglContext.TryCreate(out var reason);
        if (context is null)
        {
            Console.Error.WriteLine($"no OpenGL: {reason}");
            return 2;
        }
        var device = new GraphicsDevice(context.Gl);
        using var backend = new OpenGLBackend(device);
        using var torch = device.IsSoftware ? null : TorchGpuPeer.TryStart();
        var lines = new List<string>();
        Write(lines, $"{device}; {torch?.Description ?? "no PyTorch on this GPU"}. Medians of {Rounds} alternating rounds.");
        Write(lines, "");
        var peak = GpuPeak.Measure(device);
        Write(lines, Line($"| training step | batch | PyTorch, ms | as CUDA graph, ms | NeuroLab, ms | steps/s | of FP32 peak ({peak / 1e12:0.0} TFLOP/s) | faster than PyTorch | than its graph |"));
        Write(lines, "| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var work in GpuCase.Steps)
            if (3.0 * work.Shape.ParameterCount * work.Rows <= limit)
                Write(lines, MeasureSteps(backend, torch, work, peak));
        Write(lines, "");
        Write(lines, "| surface 51×51 | samples | PyTorch, points/s | NeuroLab, points/s | faster |");
        Write(lines, "| --- | --- | --- | --- | --- |");
        foreach (var work in GpuCase.Surfaces)
            Write(lines, MeasureSurface(backend, torch, work));
        if (args.Length > 1)
            File.WriteAllLines(args[1], lines);
        return 0;
    }

    private static string MeasureSteps(OpenGLBackend backend, TorchGpuPeer? torch, GpuCase work, double peak)
    {
        using var session = work.Start(backend, 4 * work.Rows);
        session.Train(1);
        session.Finish();
        double[] ours = new double[Rounds], eager = new double[Rounds], graph = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            (eager[round], graph[round]) = torch?.Step(work, TurnSeconds) ?? (double.NaN, double.NaN);
            ours[round] = 1000 * SecondsPerStep(session);
        }
        var (ms, eagerMs, graphMs) = (Race.Median(ours), Race.Median(eager), Race.Median(graph));
        var share = work.StepOperations / (ms / 1000) / peak;
        return Line($"| {work.Name} {work.Shape.ActivationNames} | {work.Rows} | {eagerMs:0.000} | {graphMs:0.000} | {ms:0.0000} | {1000 / ms:0} | {share:0.0 %} | {eagerMs / ms:0.0}× | {graphMs / ms:0.00}× |");
    }

    private static double SecondsPerStep(ITrainingSession session)
    {
        for (var count = 1; ; count *= 2)
        {
            var begun = Stopwatch.GetTimestamp();
            session.Train(count);
            session.Finish();
            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            if (seconds > TurnSeconds)
                return seconds / count;
        }
    }

    private static string MeasureSurface(OpenGLBackend backend, TorchGpuPeer? torch, GpuCase work)
    {
        using var session = work.Start(backend, work.Rows);
        var network = Network.Create(work.Shape, new PyTorchDefault(), 1);
        var plane = new Plane(
            network.Parameters, Network.Create(work.Shape, new He(), 2).Parameters,
            Network.Create(work.Shape, new He(), 3).Parameters);
        double[] ours = new double[Rounds], theirs = new double[Rounds];
        // One extra round: the first includes compilation.
        for (var round = -1; round < Rounds; round++)
        {
            var grid = new SurfaceGrid(51, 1);
            var begun = Stopwatch.GetTimestamp();
            using var request = session.Sample(plane, grid);
            while (!request.IsFinished)
                session.Pump(TimeSpan.FromMilliseconds(16));
            if (round < 0)
                continue;
            ours[round] = grid.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
            theirs[round] = torch?.Surface(work, TurnSeconds) ?? double.NaN;
        }
        var (points, peer) = (Race.Median(ours), Race.Median(theirs));
        return Line($"| {work.Name} {work.Shape.ActivationNames} | {work.Rows} | {peer:0} | {points:0} | {points / peer:0.0}× |");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture).Replace("NaN×", "–").Replace("NaN", "–");

    private static void Write(List<string> lines, string line)
    {
        lines.Add(line);
        Console.WriteLine(line);
    }
}
