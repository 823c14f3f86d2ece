using NeuroLab.Activations;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Benchmarks.Cpu;

/// <summary>A network, its data and training options: the input of both sides.</summary>
/// <param name="Sizes">Units of each layer.</param>
/// <param name="Activation">Activation of the hidden layers: tanh or relu.</param>
/// <param name="Loss">Mean squared error or softmax cross-entropy.</param>
/// <param name="Optimizer">SGD or RMSprop.</param>
/// <param name="Batch">Samples per step, or of a surface's evaluation set.</param>
internal sealed record Workload(int[] Sizes, Activation Activation, Loss Loss, Optimizer Optimizer, int Batch)
{
    public NetworkShape Shape { get; } = new(Sizes, Activation);

    /// <summary>
    /// Multiply-adds of a step: forward, and twice that backward except for the first layer's inputs.
    /// </summary>
    public long Multiplications => Shape.Layers.Sum(layer => (long)layer.WeightCount * Batch * (layer.Index == 0 ? 2 : 3));

    public TrainingOptions Options => new(Loss, Optimizer, Optimizer.Defaults with { LearningRate = 1e-3 }, Batch, Seed: 1);

    public Network Network(ulong seed) => NeuroLab.Networks.Network.Create(Shape, new PyTorchDefault(), seed);

    /// <summary>Normal inputs with random classes or values.</summary>
    public SampleSet Samples(int count)
    {
        var random = new SeededRandom(1);
        var x = new float[count * Shape.InputCount];
        var y = new float[count * Shape.OutputCount];
        for (var i = 0; i < x.Length; i++)
            x[i] = (float)random.NextGaussian();
        for (var s = 0; s < count; s++)
        {
            if (Loss.NeedsSoftmax)
                y[s * Shape.OutputCount + random.NextInt(Shape.OutputCount)] = 1;
            else
                y[s * Shape.OutputCount] = (float)random.NextGaussian();
        }
        return new SampleSet(count, Shape.InputCount, Shape.OutputCount, x, y, Loss.NeedsSoftmax);
    }

    public override string ToString() => $"{Shape} {(Loss.NeedsSoftmax ? "ce" : "mse")}";
}
