using System.Diagnostics;
using System.Globalization;
using NeuroLab.Activations;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Graphics;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Benchmarks;

/// <summary>Training steps and surface points per second in compute shaders, on a context without a window.</summary>
internal static class GpuBenchmark
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    private static readonly (int[] Sizes, int Batch)[] Steps =
    [
        ([2, 16, 16, 1], 64),
        ([2, 64, 64, 64, 2], 256),
        ([784, 512, 10], 128),
        ([784, 1024, 1024, 10], 256),
        ([784, 4096, 4096, 10], 1024),
    ];

    private static readonly (int[] Sizes, int Samples)[] Surfaces = [([2, 16, 16, 1], 512), ([784, 512, 10], 1000)];

    /// <summary>Prints a table; returns the process's exit code.</summary>
    /// <param name="args">Optional: the largest number of multiply-adds in a step, to leave out what takes too long.</param>
    public static int Run(ReadOnlySpan<string> args)
    {
        var limit = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : double.PositiveInfinity;
        using var context = EglContext.TryCreate(out var reason);
        if (context is null)
        {
            Console.Error.WriteLine($"no OpenGL: {reason}");
            return 2;
        }
        var device = new GraphicsDevice(context.Gl);
        using var backend = new OpenGLBackend(device);
        Console.WriteLine($"{device}, {Environment.ProcessorCount} processors");
        Console.WriteLine($"{"training",-24} {"batch",6} {"ms/step",10} {"steps/s",10} {"GFLOP/s",9} {"first step",11}");
        foreach (var (sizes, batch) in Steps)
        {
            var shape = new NetworkShape(sizes, new Relu());
            if (3.0 * shape.ParameterCount * batch <= limit)
                MeasureSteps(backend, shape, batch);
        }
        Console.WriteLine($"{"surface 51×51",-24} {"samples",7} {"points/s",10} {"first points",12}");
        foreach (var (sizes, samples) in Surfaces)
            MeasureSurface(backend, new NetworkShape(sizes, new Relu()), samples);
        return 0;
    }

    private static void MeasureSteps(OpenGLBackend backend, NetworkShape shape, int batch)
    {
        using var session = Start(backend, shape, 4 * batch, batch);
        var begun = Stopwatch.GetTimestamp();
        session.Train(1);
        session.Finish();
        var first = Stopwatch.GetElapsedTime(begun);
        // What a blocking call does not count is the driver's own start: take the second run.
        var (steps, seconds) = (0, 0.0);
        for (var count = 1; seconds < Duration.TotalSeconds; count *= 2)
        {
            begun = Stopwatch.GetTimestamp();
            session.Train(count);
            session.Finish();
            (steps, seconds) = (count, Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }
        // Forward, backward by weights and by inputs; the first layer needs no gradient by inputs.
        var flops = (6.0 * shape.ParameterCount - 2.0 * shape.Layers[0].WeightCount) * batch * steps / seconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{string.Join('-', shape.Sizes),-24} {batch,6} {1000 * seconds / steps,10:0.000} {steps / seconds,10:0} {flops / 1e9,9:0.0} {first.TotalMilliseconds,8:0} ms"));
    }

    private static void MeasureSurface(OpenGLBackend backend, NetworkShape shape, int samples)
    {
        using var session = Start(backend, shape, samples, samples);
        var network = Network.Create(shape, new PyTorchDefault(), 1);
        var plane = new Plane(
            network.Parameters, Network.Create(shape, new He(), 2).Parameters, Network.Create(shape, new He(), 3).Parameters);
        var grid = new SurfaceGrid(51, 1);
        var first = TimeSpan.Zero;
        var (points, seconds) = (0, 0.0);
        // Twice: the first time holds the compilation.
        for (var run = 0; run < 2; run++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var request = session.Sample(plane, grid);
            while (!request.IsFinished)
            {
                session.Pump(TimeSpan.FromMilliseconds(16));
                if (run == 0 && first == TimeSpan.Zero && request.Progress > 0)
                    first = Stopwatch.GetElapsedTime(begun);
            }
            (points, seconds) = (grid.Count, Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{string.Join('-', shape.Sizes),-24} {samples,7} {points / seconds,10:0} {first.TotalMilliseconds,9:0} ms"));
    }

    private static ITrainingSession Start(OpenGLBackend backend, NetworkShape shape, int samples, int batch)
    {
        var random = new SeededRandom(1);
        var inputs = new float[samples * shape.InputCount];
        var targets = new float[samples * shape.OutputCount];
        foreach (ref var value in inputs.AsSpan())
            value = (float)random.NextGaussian();
        for (var i = 0; i < samples; i++)
            targets[i * shape.OutputCount + i % shape.OutputCount] = 1;
        var set = new SampleSet(samples, shape.InputCount, shape.OutputCount, inputs, targets, true);
        Loss loss = shape.OutputCount == 1 ? new BinaryCrossEntropy() : new SoftmaxCrossEntropy();
        return backend.CreateSession(
            Network.Create(shape, new PyTorchDefault(), 1), new TrainingData(set, null, set),
            new TrainingOptions(loss, new Sgd(), new Sgd().Defaults, batch, 1));
    }
}
