using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Oracle;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Conformance;

/// <summary>A network, data and options to train with, and the same training in float64.</summary>
public sealed class ConformanceCase
{
    // Well-conditioned: with the usual ε, a gradient that is rounding noise would be blown up to a full step.
    private static readonly OptimizerSettings Settings = new()
    {
        LearningRate = 0.01,
        Momentum = 0.8,
        Beta1 = 0.9,
        Beta2 = 0.99,
        Epsilon = 1e-3,
        WeightDecay = 0.01,
    };

    public ConformanceCase(
        int[] sizes, Activation activation, Loss loss, Optimizer optimizer, int samples, int batch, ulong seed = 1)
        : this(sizes, [activation], false, loss, optimizer, samples, batch, seed)
    {
    }

    public ConformanceCase(
        int[] sizes, Activation[] activations, bool hasSkips, Loss loss, Optimizer optimizer, int samples, int batch, ulong seed = 1)
    {
        // A softmax over one output is constant: give it two at least.
        if (loss.NeedsSoftmax)
            sizes = [.. sizes[..^1], Math.Max(2, sizes[^1])];
        Network = Network.Create(new NetworkShape(sizes, activations, hasSkips), new PyTorchDefault(), seed);
        Data = RandomData(samples, sizes[0], sizes[^1], loss, seed);
        Options = new TrainingOptions(loss, optimizer, Settings, batch, seed);
    }

    public Network Network { get; }

    public TrainingData Data { get; }

    public TrainingOptions Options { get; private set; }

    public override string ToString() =>
        $"{Network.Shape}, {Options.Loss}, {Options.Optimizer}, {Options.GradientSource}, {Options.Schedule}, {Data.Train.Count} samples, batch {Options.BatchSize}";

    /// <summary>The same, trained otherwise.</summary>
    public ConformanceCase With(Func<TrainingOptions, TrainingOptions> change)
    {
        var other = (ConformanceCase)MemberwiseClone();
        other.Options = change(Options);
        return other;
    }

    /// <summary>Starts it on a backend.</summary>
    public ITrainingSession Start(IComputeBackend backend) => backend.CreateSession(Network, Data, Options);

    /// <summary>Loss and gradient in float64.</summary>
    public (double Loss, double[] Gradient) Oracle(SampleSet set)
    {
        var gradient = new double[Network.Shape.ParameterCount];
        return (NaiveNetwork.Evaluate(Network.Shape, Doubles(Network.Parameters), set, Options.Loss, gradient), gradient);
    }

    /// <summary>H·v in float64.</summary>
    public double[] OracleProduct(SampleSet set, float[] v) =>
        NaiveHessian.Multiply(Network.Shape, Doubles(Network.Parameters), Doubles(v), set, Options.Loss);

    /// <summary>θ after some steps in float64, and the loss before each.</summary>
    public (double[] Parameters, double[] Losses) OracleSteps(int steps)
    {
        var parameters = Doubles(Network.Parameters);
        var (count, losses) = (parameters.Length, new double[steps]);
        double[] gradient = new double[count], s0 = new double[count], s1 = new double[count];
        var order = new BatchOrder(Data.Train.Count, Options.Seed);
        for (var step = 0; step < steps; step++)
        {
            var batch = Select(Data.Train, order.Next(Options.BatchSize));
            losses[step] = NaiveNetwork.Evaluate(Network.Shape, parameters, batch, Options.Loss, gradient);
            Steer(parameters, gradient, batch);
            var constants = Options.ConstantsAt(step + 1, step);
            for (var i = 0; i < count; i++)
                Options.Optimizer.Update(ref parameters[i], gradient[i], ref s0[i], ref s1[i], constants);
        }
        return (parameters, losses);
    }

    // What comes between a loss' gradient and the optimizer, as the papers have it.
    private void Steer(double[] parameters, double[] gradient, SampleSet batch)
    {
        if (Options.GradientSource == GradientSource.SharpnessAware)
        {
            var (rho, length) = (Options.Settings[Hyperparameter.Rho], Length(gradient));
            var ahead = parameters.Zip(gradient, (w, g) => w + rho * g / length).ToArray();
            NaiveNetwork.Evaluate(Network.Shape, ahead, batch, Options.Loss, gradient);
        }
        var (most, norm) = (Options.Settings[Hyperparameter.MaxNorm], Length(gradient));
        for (var i = 0; i < gradient.Length; i++)
        {
            if (most > 0 && norm > most)
                gradient[i] *= most / norm;
            gradient[i] += Options.Settings[Hyperparameter.L1] * Math.Sign(parameters[i]);
        }

        static double Length(double[] vector) => Math.Sqrt(vector.Sum(value => value * value));
    }

    public static double[] Doubles(float[] values) => Array.ConvertAll(values, v => (double)v);

    private static SampleSet Select(SampleSet set, ReadOnlySpan<int> rows)
    {
        var inputs = new List<float>();
        var targets = new List<float>();
        foreach (var row in rows)
        {
            inputs.AddRange(set.Inputs.ToArray().AsSpan(row * set.InputCount, set.InputCount));
            targets.AddRange(set.Targets.AsSpan(row * set.OutputCount, set.OutputCount));
        }
        return set with { Count = rows.Length, Inputs = [.. inputs], Targets = [.. targets] };
    }

    // The evaluation set is the first half, so that it cannot be mistaken for the training set.
    private static TrainingData RandomData(int samples, int inputs, int outputs, Loss loss, ulong seed)
    {
        var random = new SeededRandom(seed, stream: 9);
        var x = new float[samples * inputs];
        var y = new float[samples * outputs];
        foreach (ref var value in x.AsSpan())
            value = (float)random.NextGaussian();
        for (var row = 0; row < samples; row++)
        {
            if (outputs > 1)
                y[row * outputs + random.NextInt(outputs)] = 1;
            else
                y[row] = loss is MeanSquaredError or HostLoss ? (float)random.NextGaussian() : random.NextInt(2);
        }
        var train = new SampleSet(samples, inputs, outputs, x, y, IsClassification: true);
        var half = (samples + 1) / 2;
        return new TrainingData(train, null, Select(train, [.. Enumerable.Range(0, half)]));
    }
}
