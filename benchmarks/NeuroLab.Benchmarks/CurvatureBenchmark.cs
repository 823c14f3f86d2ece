using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Benchmarks.Cpu;
using NeuroLab.Losses;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Benchmarks;

/// <summary>The cost of a Hessian product, in gradients over the same samples, in one run.</summary>
internal static class CurvatureBenchmark
{
    private const int Rounds = 7;
    private const double SecondsPerTurn = 0.3;

    /// <summary>The maximum ratio allowed.</summary>
    private const double Goal = 2.5;

    public static void Run()
    {
        Measure(new Workload([784, 512, 10], new Relu(), new SoftmaxCrossEntropy(), new Sgd(), 1000));
        Measure(new Workload([2, 16, 16, 1], new Tanh(), new MeanSquaredError(), new Sgd(), 512));
        Measure(new Workload([64, 128, 128, 128, 10], new Tanh(), new SoftmaxCrossEntropy(), new Sgd(), 1000));
    }

    private static void Measure(Workload work)
    {
        var samples = work.Samples(work.Batch);
        using var backend = new CpuBackend();
        using var session = backend.CreateSession(work.Network(1), new TrainingData(samples, null, samples), work.Options);
        var gradient = new float[work.Shape.ParameterCount];
        float[] direction = work.Network(2).Parameters, product = new float[gradient.Length];
        var times = Race.Run(
            Rounds, SecondsPerTurn,
            n =>
            {
                for (var i = 0; i < n; i++)
                    session.Evaluate(DataPart.Train, gradient);
            },
            n =>
            {
                for (var i = 0; i < n; i++)
                    session.HessianVectorProduct(direction, DataPart.Train, product);
            });
        Console.WriteLine(FormattableString.Invariant(
            $"{work}, {work.Batch} samples: gradient {times[0] * 1e3:F3} ms, product {times[1] * 1e3:F3} ms: {times[1] / times[0]:F2} gradients (at most {Goal})"));
    }
}
