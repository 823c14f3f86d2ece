using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;
using NeuroLab.Oracle;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Backends;

/// <summary>
/// Forward and backward passes (x·Wᵀ, δ·W and δᵀ·x) against the naive network in double precision. Not facts themselves:
/// they also run in processes without some of the vector instructions.
/// </summary>
internal static unsafe class DenseProductChecks
{
    public const int MaxWidth = 67, MaxBatch = 33;

    /// <summary>Every width 1 … 67 with every batch 1 … 33; the other layer's width runs the other way.</summary>
    public static void AllSizes(TileKernels kernels)
    {
        using var pool = new WorkerPool(1);
        for (var width = 1; width <= MaxWidth; width++)
        {
            var shape = new NetworkShape([width, MaxWidth + 1 - width, width * 5 % 7 + 1], new Tanh());
            using var workspace = new DenseWorkspace(shape, MaxBatch, pool, kernels);
            var set = RandomSet(MaxBatch, shape.InputCount, shape.OutputCount, seed: (ulong)width);
            for (var batch = 1; batch <= MaxBatch; batch++)
                Compare(workspace, shape, set, batch, width + "×" + batch);
        }
    }

    /// <summary>Columns of W that are long enough to be packed, with every kind of last tile, over more than one block.</summary>
    public static void LongColumns(TileKernels kernels)
    {
        const int batch = 97;
        using var pool = new WorkerPool(1);
        foreach (var width in (int[])[37, 38, 40, 47])
        {
            var shape = new NetworkShape([3, width, 1027, 2], new Tanh());
            using var workspace = new DenseWorkspace(shape, batch, pool, kernels);
            Compare(workspace, shape, RandomSet(batch, 3, 2, seed: (ulong)width), batch, $"{width}, long");
        }
    }

    public static SampleSet RandomSet(int count, int inputs, int outputs, ulong seed)
    {
        var random = new SeededRandom(seed);
        var x = new float[count * inputs];
        var y = new float[count * outputs];
        for (var i = 0; i < x.Length; i++)
            x[i] = (float)random.NextGaussian();
        for (var i = 0; i < y.Length; i++)
            y[i] = (float)random.NextGaussian();
        return new SampleSet(count, inputs, outputs, x, y, IsClassification: false);
    }

    private static void Compare(DenseWorkspace workspace, NetworkShape shape, SampleSet set, int batch, string what)
    {
        var loss = new MeanSquaredError();
        var network = Network.Create(shape, new PyTorchDefault(), seed: (ulong)batch);
        var part = set with
        {
            Count = batch,
            Inputs = set.Inputs.ToArray()[^(batch * shape.InputCount)..],
            Targets = set.Targets[^(batch * shape.OutputCount)..],
        };
        var expected = new double[shape.ParameterCount];
        var expectedLoss = NaiveNetwork.Evaluate(
            shape, Array.ConvertAll(network.Parameters, p => (double)p), part, loss, expected);

        var order = new int[batch];
        for (var i = 0; i < batch; i++)
            order[i] = set.Count - batch + i;
        var gradient = new float[shape.ParameterCount + 1];
        gradient[^1] = 12345;
        double actualLoss;
        fixed (float* parameters = network.Parameters, target = gradient)
            actualLoss = workspace.Differentiate(parameters, set, order, loss, target);

        Assert.True(Math.Abs(actualLoss - expectedLoss) <= 2e-6 * expectedLoss, $"{what}: loss {actualLoss}, not {expectedLoss}");
        foreach (var layer in shape.Layers)
        {
            var largest = 0.0;
            for (var i = layer.WeightOffset; i < layer.End; i++)
                largest = Math.Max(largest, Math.Abs(expected[i]));
            for (var i = layer.WeightOffset; i < layer.End; i++)
            {
                if (!(Math.Abs(gradient[i] - expected[i]) <= 3e-6 * largest))
                    Assert.Fail($"{what}: gradient[{i}] {gradient[i]}, not {expected[i]}");
            }
        }
        Assert.Equal(12345, gradient[^1]);
    }
}
