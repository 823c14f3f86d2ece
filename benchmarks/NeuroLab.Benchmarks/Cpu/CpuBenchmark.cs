using System.Diagnostics;
using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Datasets;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Benchmarks.Cpu;

/// <summary>
/// Training steps and surfaces compared with libtorch, in one process and in alternating rounds. libtorch runs with one
/// thread and with all; its better result is used.
/// </summary>
internal static unsafe class CpuBenchmark
{
    private const int Resolution = 51;

    private static Workload Large => new([784, 128, 10], new Relu(), new SoftmaxCrossEntropy(), new Sgd(), 10_000);

    /// <summary>The large surface alone.</summary>
    public static int RunSurface(int rounds)
    {
        var report = new Report(rounds);
        Surface(report, rounds, 40, Large);
        return 0;
    }

    /// <param name="arguments">Number of rounds; the file whose CPU section to rewrite.</param>
    public static int Run(string[] arguments)
    {
        var rounds = arguments.Length > 0 ? int.Parse(arguments[0]) : 9;
        var report = new Report(rounds);
        Product(report, rounds);
        Step(report, rounds, 25, new Workload([2, 16, 16, 1], new Tanh(), new MeanSquaredError(), new Sgd(), 64));
        Step(report, rounds, 4, new Workload([2, 64, 64, 64, 2], new Relu(), new SoftmaxCrossEntropy(), new Sgd(), 256));
        Step(report, rounds, 1.5, new Workload([784, 512, 10], new Relu(), new SoftmaxCrossEntropy(), new Sgd(), 128));
        Step(report, rounds, 1.2, new Workload([784, 1024, 1024, 10], new Relu(), new SoftmaxCrossEntropy(), new Sgd(), 256));
        Surface(report, rounds, 30, new Workload([2, 16, 16, 1], new Tanh(), new MeanSquaredError(), new Sgd(), 512));
        Surface(report, rounds, 40, new Workload([784, 512, 10], new Relu(), new SoftmaxCrossEntropy(), new Sgd(), 1000));
        Surface(report, rounds, 40, Large);
        Digits(report);
        Cancelling(report);
        if (arguments.Length > 1)
            report.WriteTo(arguments[1]);
        return 0;
    }

    private static void Product(Report report, int rounds)
    {
        const int n = 1024;
        var shape = new NetworkShape([n, n], new Linear());
        using PanelMatrix x = new(n, n), z = new(n, n);
        using var parameters = new AlignedBuffer(shape.ParameterCount);
        var pass = new DensePass(n) { Parameters = parameters.Pointer, Samples = n };
        var product = new ForwardProduct(TileKernels.Widest, pass, shape.Layers[0], x, z, z);
        double[] peaks = new double[10 * rounds], speeds = new double[10 * rounds];
        for (var i = 0; i < speeds.Length; i++)
        {
            peaks[i] = FmaPeak.Measure();
            var start = Stopwatch.GetTimestamp();
            for (int part = 0, parts = product.Plan(threads: 1); part < parts; part++)
                product.Run(part);
            speeds[i] = 2.0 * n * n * n / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
        }
        // Nearly the best: the very best may be a timer error.
        Array.Sort(peaks);
        Array.Sort(speeds);
        double peak = peaks[^3], best = speeds[^3];
        report.Add("matrix product 1024³, one thread", $"{peak:F1} GFLOP/s: peak of multiply-adds", "", $"{best:F1} GFLOP/s", best / peak, 0.85);
    }

    private static void Step(Report report, int rounds, double goal, Workload work)
    {
        using var backend = new CpuBackend();
        using var session = Session(backend, work, work.Samples(4 * work.Batch));
        var times = Against(rounds, TorchPeer.IsPresent ? TorchPeer.Training(work) : null, steps =>
        {
            session.Train(steps);
            session.Finish();
        });
        var speed = 2 * work.Multiplications / times.Ours / 1e9;
        report.Add(
            $"train step {work}, batch {work.Batch}", Milliseconds(times.Alone), Milliseconds(times.Shared),
            $"{Milliseconds(times.Ours)} ({speed:F0} GFLOP/s)", times.Theirs / times.Ours, goal);
    }

    private static void Surface(Report report, int rounds, double goal, Workload work)
    {
        using var backend = new CpuBackend();
        var samples = work.Samples(work.Batch);
        using var session = Session(backend, work, samples);
        var plane = new Plane(work.Network(1).Parameters, work.Network(2).Parameters, work.Network(3).Parameters);
        var times = Against(rounds, TorchPeer.IsPresent ? TorchPeer.Surface(work) : null, surfaces =>
        {
            for (var i = 0; i < surfaces; i++)
            {
                using var request = session.Sample(plane, new SurfaceGrid(Resolution, 1));
                request.Finish();
            }
        });
        var ours = times.Ours / (Resolution * Resolution);
        report.Add(
            $"surface {Resolution}×{Resolution}, {work}, {work.Batch} samples", Points(times.Alone), Points(times.Shared),
            Points(ours), times.Theirs / ours, goal);
    }

    private static void Digits(Report report)
    {
        const int epochs = 5;
        var work = new Workload([784, 512, 10], new Relu(), new SoftmaxCrossEntropy(), new RmsProp(), 128);
        var split = new Mnist().Load(new DatasetOptions());
        var data = TrainingData.Create(split.Train, split.Test, work.Loss, 1000, seed: 1);
        var steps = (data.Train.Count + work.Batch - 1) / work.Batch; // per epoch
        using var backend = new CpuBackend();
        using var session = backend.CreateSession(work.Network(1), data, work.Options);
        var torch = TorchPeer.IsPresent ? TorchPeer.Training(work) : null;
        double alone = 0, shared = 0, theirs = 0, ours = 0;
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            // libtorch with one thread and with all, each long enough to stabilize.
            var times = torch is null
                ? [double.NaN, double.NaN]
                : Race.Run(1, 0.3, n => torch(1, n), n => torch(Environment.ProcessorCount, n));
            alone += times[0] * steps;
            shared += times[1] * steps;
            theirs += times.Min() * steps;
            var start = Stopwatch.GetTimestamp();
            session.Train(steps);
            session.Finish();
            ours += Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        var accuracy = session.Evaluate(DataPart.Test).Accuracy;
        report.Add(
            $"MNIST, {work.Shape}, RMSprop, batch {work.Batch}, {epochs} epochs", $"{alone:F2} s, its steps alone", $"{shared:F2} s",
            $"{ours:F2} s, {accuracy * 100:F2} % of the test set right", theirs / ours, 1.3);
    }

    // How long cores are still busy after a surface was cancelled.
    private static void Cancelling(Report report)
    {
        var work = new Workload([784, 1024, 1024, 10], new Relu(), new SoftmaxCrossEntropy(), new Sgd(), 1000);
        using var backend = new CpuBackend();
        using var session = Session(backend, work, work.Samples(work.Batch));
        var plane = new Plane(work.Network(1).Parameters, work.Network(2).Parameters, work.Network(3).Parameters);
        using var process = Process.GetCurrentProcess();
        var busy = new double[9];
        for (var round = 0; round < busy.Length; round++)
        {
            var request = session.Sample(plane, new SurfaceGrid(Resolution, 1));
            Thread.Sleep(50 + 20 * round);
            request.Dispose();
            process.Refresh();
            var before = process.TotalProcessorTime;
            Thread.Sleep(60);
            process.Refresh();
            busy[round] = (process.TotalProcessorTime - before).TotalMilliseconds / Environment.ProcessorCount;
        }
        report.Note($"A cancelled surface of {work.Shape} keeps each core for another {Race.Median(busy):F1} ms (median).");
    }

    private static Times Against(int rounds, Action<int, int>? torch, Action<int> ours)
    {
        if (torch is null)
            return new Times(double.NaN, double.NaN, Race.Run(rounds, 0.2, ours)[0]);
        var times = Race.Run(rounds, 0.2, n => torch(1, n), ours, n => torch(Environment.ProcessorCount, n), ours);
        return new Times(times[0], times[2], (times[1] + times[3]) / 2);
    }

    private static ITrainingSession Session(CpuBackend backend, Workload work, SampleSet samples) =>
        backend.CreateSession(work.Network(1), new TrainingData(samples, null, samples), work.Options);

    private static string Points(double seconds) => $"{1 / seconds:F0} points/s";

    private static string Milliseconds(double seconds) => seconds < 1e-3 ? $"{seconds * 1e6:F1} µs" : $"{seconds * 1e3:F2} ms";

    // Seconds: libtorch with one thread and with all, and NeuroLab.
    private readonly record struct Times(double Alone, double Shared, double Ours)
    {
        public double Theirs => Math.Min(Alone, Shared);
    }
}
