using NeuroLab.Datasets;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Optimizers;
using NeuroLab.Optimizers.Schedules;

namespace NeuroLab.Training;

/// <summary>Everything that determines a run: from the same experiment a backend takes identical steps.</summary>
public sealed record Experiment
{
    /// <summary>The training set.</summary>
    public required Dataset Train { get; init; }

    /// <summary>The test set; null for none.</summary>
    public Dataset? Test { get; init; }

    /// <summary>
    /// Layer sizes and activations. Inputs and outputs must match data and loss: see <see
    /// cref="ShapeFor(Dataset, Loss, ReadOnlySpan{int}, Activations.Activation)"/>.
    /// </summary>
    public required NetworkShape Shape { get; init; }

    /// <summary>The loss.</summary>
    public required Loss Loss { get; init; }

    /// <summary>The update rule.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>The hyperparameters' values.</summary>
    public required OptimizerSettings Settings { get; init; }

    /// <summary>How the gradient of a step is computed.</summary>
    public GradientSource GradientSource { get; init; } = GradientSource.Backpropagation;

    /// <summary>How the learning rate changes from step to step.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>Samples per step; 0 takes the full training set.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Seed of weights, batches and random planes.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Initializes the weights.</summary>
    public Initializer Initializer { get; init; } = new PyTorchDefault();

    /// <summary>Initial weights; null to use the initializer.</summary>
    public Network? Weights { get; init; }

    /// <summary>The run of another program whose steps are shown, and that <see cref="Weights"/> are the start of; null for
    /// none.</summary>
    internal RecordedRun? Run { get; init; }

    /// <summary>Maximum number of samples that the surface is computed on.</summary>
    public int EvaluationCount { get; init; } = 512;

    /// <summary>
    /// The default loss for a data set: mse for values, binary cross-entropy for two classes, softmax for more.
    /// </summary>
    public static Loss DefaultLoss(Dataset data) => data.ClassCount switch
    {
        0 => new MeanSquaredError(),
        2 => new BinaryCrossEntropy(),
        _ => new SoftmaxCrossEntropy(),
    };

    /// <summary>The shape with a data set's inputs and the outputs that its loss needs.</summary>
    /// <exception cref="Numerics.UserErrorException">The loss does not suit the targets, or a size is out of
    /// range.</exception>
    public static NetworkShape ShapeFor(
        Dataset data, Loss loss, ReadOnlySpan<int> hidden, Activations.Activation activation) =>
        ShapeFor(data, loss, hidden, [activation]);

    /// <summary>The same, with one activation for all hidden layers or one for each, and perhaps skips.</summary>
    /// <exception cref="Numerics.UserErrorException">Their number does not match, and as above.</exception>
    public static NetworkShape ShapeFor(
        Dataset data, Loss loss, ReadOnlySpan<int> hidden, ReadOnlySpan<Activations.Activation> activations, bool hasSkips = false) =>
        data.ClassCount == 1
            ? throw new Numerics.UserErrorException($"{data.Name}: all samples are of one class, '{data.ClassNames[0]}', so there is nothing to tell apart; give samples of two classes, or read the target as a number")
            : new([data.InputCount, .. hidden, data.OutputCount(loss.EncodingFor(data.ClassCount))], activations, hasSkips);

    /// <summary>The network at step 0.</summary>
    public Network CreateNetwork() => Weights?.Clone() ?? Network.Create(Shape, Initializer, Seed);

    /// <summary>The data sets, encoded for a backend.</summary>
    /// <exception cref="Numerics.UserErrorException">The targets do not suit the loss.</exception>
    public TrainingData CreateData() => TrainingData.Create(Train, Test, Loss, EvaluationCount, Seed);

    /// <summary>The options at step 0.</summary>
    public TrainingOptions CreateOptions() => new(Loss, Optimizer, Settings, BatchSize, Seed)
    {
        GradientSource = GradientSource,
        Schedule = Schedule,
        FollowsRun = Run is not null,
    };

    /// <summary>
    /// Trains in advance and records about <paramref name="points"/> weight vectors along the way, or reads them from the
    /// recorded run, all of it. Blocks.
    /// </summary>
    /// <remarks>Deterministic, so a later session of this experiment on that backend takes the same path.</remarks>
    /// <param name="backend">The backend; its session is used on this thread only.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="points">Approximate number of weight vectors.</param>
    /// <param name="data">The result of <see cref="CreateData"/> if already computed; null computes it.</param>
    public IReadOnlyList<float[]> RecordTrajectory(IComputeBackend backend, int steps, int points, TrainingData? data = null)
    {
        if (Run is not null)
            return Run.Sample(points, Shape);
        using var session = backend.CreateSession(CreateNetwork(), data ?? CreateData(), CreateOptions());
        var path = new List<float[]>(points + 1);
        var stride = Math.Max(1, steps / points);
        for (var step = 0; step <= steps; step += stride)
        {
            if (step > 0)
                session.Train(stride);
            var parameters = new float[Shape.ParameterCount];
            session.ReadParameters(parameters);
            path.Add(parameters);
            ReadProgress.ThrowIfCancelled();
        }
        return path;
    }
}
