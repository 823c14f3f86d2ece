using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Benchmarks.Cpu;
using NeuroLab.Graphics;
using NeuroLab.Losses;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Benchmarks;

/// <summary>
/// The cost of a Hessian product, in gradients over the same samples, compared with libtorch's double backward in
/// alternating rounds of one run. libtorch runs with one thread and with all; its better result is used.
/// </summary>
internal static class HessianBenchmark
{
    private const int Samples = 1000;
    private const double SecondsPerTurn = 0.2;

    // Maximum cost of a product, in gradients.
    private const double Goal = 2.5;

    /// <summary>Writes a table; returns the process's exit code.</summary>
    public static int Run(bool isGpu, int rounds)
    {
        if (!isGpu)
        {
            using var processor = new CpuBackend();
            Run(processor, isSoftware: false, $"{Environment.ProcessorCount} cores, {CpuBackend.VectorWidth}", rounds);
            return 0;
        }
        using var context = EglContext.TryCreate(out var reason);
        if (context is null)
        {
            Console.Error.WriteLine($"no OpenGL: {reason}");
            return 2;
        }
        var device = new GraphicsDevice(context.Gl);
        using var backend = new OpenGLBackend(device);
        Run(backend, device.IsSoftware, device + (device.IsSoftware ? ", processor time" : ""), rounds);
        return 0;
    }

    private static void Run(IComputeBackend backend, bool isSoftware, string device, int rounds)
    {
        Console.WriteLine($"{device}; {Samples} samples; medians of {rounds} alternating rounds");
        Console.WriteLine($"| network | gradient | first product at θ | in gradients | next product at θ | in gradients (aim: at most {Goal}) | libtorch, graph kept | ratio | libtorch, graph anew | ratio | aim, at least |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        Measure(backend, isSoftware, rounds, new Workload([784, 512, 10], new Relu(), new SoftmaxCrossEntropy(), new Sgd(), Samples), "1.5");
        Measure(backend, isSoftware, rounds, new Workload([2, 16, 16, 1], new Tanh(), new MeanSquaredError(), new Sgd(), Samples), "3");
        Measure(backend, isSoftware, rounds, new Workload([64, 128, 128, 128, 10], new Tanh(), new SoftmaxCrossEntropy(), new Sgd(), Samples), "");
    }

    private static void Measure(IComputeBackend backend, bool isSoftware, int rounds, Workload work, string goal)
    {
        var samples = work.Samples(work.Batch);
        using var session = backend.CreateSession(work.Network(1), new TrainingData(samples, null, samples), work.Options);
        var gradient = new float[work.Shape.ParameterCount];
        float[] direction = work.Network(2).Parameters, product = new float[gradient.Length];
        float[][] thetas = [work.Network(1).Parameters, work.Network(3).Parameters];
        var count = Environment.ProcessorCount;
        Action<int>[] ours =
        [
            n => Repeat(n, _ => session.Evaluate(DataPart.Train, gradient)),
            n => Repeat(n, i =>
            {
                session.WriteParameters(thetas[i % 2]);
                session.HessianVectorProduct(direction, DataPart.Train, product);
            }),
            n => Repeat(n, _ => session.HessianVectorProduct(direction, DataPart.Train, product)),
        ];
        Action<int>[] theirs = [];
        if (TorchPeer.IsPresent)
        {
            var (kept, anew) = (TorchPeer.Curvature(work, keepsGraph: true), TorchPeer.Curvature(work, keepsGraph: false));
            theirs = [n => kept(1, n), n => kept(count, n), n => anew(1, n), n => anew(count, n)];
        }
        // A software renderer uses the same cores as everything else on the machine: only its processor time compares.
        var times = isSoftware
            ? Race.Run(rounds, SecondsPerTurn, () => ProcessorTime.OfProcess, ours)
            : Race.Run(rounds, SecondsPerTurn, [.. ours, .. theirs]);
        var (first, next) = (times[1], times[2]);
        var (keptTime, anewTime) = times.Length == ours.Length
            ? (double.NaN, double.NaN) : (Math.Min(times[3], times[4]), Math.Min(times[5], times[6]));
        Console.WriteLine(FormattableString.Invariant(
            $"| {work} | {Text(times[0])} | {Text(first)} | {first / times[0]:F2} | {Text(next)} | {next / times[0]:F2} | {Text(keptTime)} | {keptTime / next:F2} | {Text(anewTime)} | {anewTime / first:F2} | {goal} |"));
    }

    private static void Repeat(int count, Action<int> action)
    {
        for (var i = 0; i < count; i++)
            action(i);
    }

    private static string Text(double seconds) => FormattableString.Invariant($"{seconds * 1e3:F3} ms");
}
