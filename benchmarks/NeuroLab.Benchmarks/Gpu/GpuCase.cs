using NeuroLab.Activations;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Benchmarks.Gpu;

/// <summary>A network to measure, and the rows of a batch or of an evaluation set.</summary>
internal sealed record GpuCase(NetworkShape Shape, Loss Loss, int Rows)
{
    public static readonly GpuCase[] Steps =
    [
        Regression([2, 16, 16, 1], 64),
        Classification([2, 64, 64, 64, 2], 256),
        Classification([784, 512, 10], 128),
        Classification([784, 1024, 1024, 10], 256),
        Classification([784, 4096, 4096, 10], 1024),
    ];

    public static readonly GpuCase[] Surfaces = [Regression([2, 16, 16, 1], 512), Classification([784, 512, 10], 1000)];

    public string Name => string.Join('-', Shape.Sizes);

    /// <summary>
    /// Operations of a step: forward, backward to weights and to inputs, except those of the first layer.
    /// </summary>
    public double StepOperations => (6.0 * Shape.ParameterCount - 2.0 * Shape.Layers[0].WeightCount) * Rows;

    /// <summary>A session on random samples, where a batch, or the whole set, has <see cref="Rows"/> rows.</summary>
    public ITrainingSession Start(OpenGLBackend backend, int samples)
    {
        var random = new SeededRandom(1);
        var inputs = new float[samples * Shape.InputCount];
        var targets = new float[samples * Shape.OutputCount];
        foreach (ref var value in inputs.AsSpan())
            value = (float)random.NextGaussian();
        for (var i = 0; i < samples; i++)
            targets[i * Shape.OutputCount + i % Shape.OutputCount] = 1;
        var set = new SampleSet(samples, Shape.InputCount, Shape.OutputCount, inputs, targets, Shape.OutputCount > 1);
        return backend.CreateSession(
            Network.Create(Shape, new PyTorchDefault(), 1), new TrainingData(set, null, set),
            new TrainingOptions(Loss, new Sgd(), new Sgd().Defaults, Rows, 1));
    }

    private static GpuCase Regression(int[] sizes, int rows) =>
        new(new NetworkShape(sizes, new Tanh()), new MeanSquaredError(), rows);

    private static GpuCase Classification(int[] sizes, int rows) =>
        new(new NetworkShape(sizes, new Relu()), new SoftmaxCrossEntropy(), rows);
}
