using NeuroLab.Datasets;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Optimizers;
using NeuroLab.Optimizers.Schedules;

namespace NeuroLab.Training;

/// <summary>Everything that determines a run: with the same experiment a backend takes the same steps again.</summary>
public sealed record Experiment
{
    /// <summary>What batches are drawn from.</summary>
    public required Dataset Train { get; init; }

    /// <summary>What training never sees; null for none.</summary>
    public Dataset? Test { get; init; }

    /// <summary>Layer sizes and activation. Inputs and outputs must fit data and loss: see <see cref="ShapeFor"/>.</summary>
    public required NetworkShape Shape { get; init; }

    /// <summary>What is minimized.</summary>
    public required Loss Loss { get; init; }

    /// <summary>The rule for the step.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>The hyperparameters' values.</summary>
    public required OptimizerSettings Settings { get; init; }

    /// <summary>Where a step's gradient comes from.</summary>
    public GradientSource GradientSource { get; init; } = GradientSource.Backpropagation;

    /// <summary>How the learning rate changes from step to step.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>Samples per step; 0 takes the full training set.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Determines weights, batches and random planes.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Draws the first weights.</summary>
    public Initializer Initializer { get; init; } = new PyTorchDefault();

    /// <summary>Weights to start from instead; null draws them.</summary>
    public Network? Weights { get; init; }

    /// <summary>The largest number of samples that the surface is computed on.</summary>
    public int EvaluationCount { get; init; } = 512;

    /// <summary>The usual loss for a data set: mse for values, binary cross-entropy for two classes, softmax for more.</summary>
    public static Loss DefaultLoss(Dataset data) => data.ClassCount switch
    {
        0 => new MeanSquaredError(),
        2 => new BinaryCrossEntropy(),
        _ => new SoftmaxCrossEntropy(),
    };

    /// <summary>The shape that takes a data set's inputs and gives the outputs its loss needs.</summary>
    /// <exception cref="Numerics.UserErrorException">The loss does not suit the targets, or a size is impossible.</exception>
    public static NetworkShape ShapeFor(
        Dataset data, Loss loss, ReadOnlySpan<int> hidden, Activations.Activation activation) =>
        data.ClassCount == 1
            ? throw new Numerics.UserErrorException($"{data.Name}: all samples are of one class, '{data.ClassNames[0]}', so there is nothing to tell apart; give samples of two classes, or read the target as a number")
            : new([data.InputCount, .. hidden, data.OutputCount(loss.EncodingFor(data.ClassCount))], activation);

    /// <summary>The network at step 0.</summary>
    public Network CreateNetwork() => Weights?.Clone() ?? Network.Create(Shape, Initializer, Seed);

    /// <summary>The sets as a backend takes them.</summary>
    /// <exception cref="Numerics.UserErrorException">The targets do not suit the loss.</exception>
    public TrainingData CreateData() => TrainingData.Create(Train, Test, Loss, EvaluationCount, Seed);

    /// <summary>The options at step 0.</summary>
    public TrainingOptions CreateOptions() => new(Loss, Optimizer, Settings, BatchSize, Seed)
    {
        GradientSource = GradientSource,
        Schedule = Schedule,
    };

    /// <summary>Trains once ahead and keeps about <paramref name="points"/> weight vectors on the way. Blocks.</summary>
    /// <remarks>Deterministic, so a later session of this experiment on that backend takes the same path.</remarks>
    /// <param name="backend">What trains; its session is used on this thread only.</param>
    /// <param name="steps">How far.</param>
    /// <param name="points">About how many weight vectors.</param>
    /// <param name="data">What <see cref="CreateData"/> gave, where it was asked before; null asks it.</param>
    public IReadOnlyList<float[]> RecordTrajectory(IComputeBackend backend, int steps, int points, TrainingData? data = null)
    {
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
