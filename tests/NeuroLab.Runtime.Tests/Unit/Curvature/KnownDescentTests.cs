using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Curvature;
using NeuroLab.Datasets;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Curvature;

/// <summary>What the literature says about descents, seen through the curvature.</summary>
public sealed class KnownDescentTests
{
    // Lewkowycz et al., The large learning rate phase of deep learning: the catapult mechanism, 2020: y = 0 at x = ±1, a
    // linear network with one hidden layer and no biases. In their units, half of the squared error.
    [Theory]
    [InlineData(1.0), InlineData(1.9), InlineData(2.25), InlineData(3), InlineData(3.75), InlineData(4.25)]
    public void A_rate_of_two_to_four_over_the_sharpness_catapults(double rateTimesSharpness)
    {
        const int width = 512;
        var shape = new NetworkShape([1, width, 1], new Linear());
        var network = new Network(shape, new float[shape.ParameterCount]);
        var random = new SeededRandom(1);
        foreach (var layer in shape.Layers)
            foreach (ref var weight in network.Weight(layer))
                weight = (float)(random.NextGaussian() * Math.Pow(width, -0.25));
        // Both signs of x beside each other: by symmetry no gradient reaches a bias.
        var set = new SampleSet(2, 1, 1, (float[])[1, -1], [0, 0], IsClassification: false);
        using var backend = new CpuBackend();
        using var session = backend.CreateSession(network, new TrainingData(set, null, set), new TrainingOptions(
            new MeanSquaredError(), new Sgd(), new OptimizerSettings(0), BatchSize: 0, Seed: 1));
        // Ours is the whole square: λ is twice theirs and η half.
        var sharpness = Sharpness(session);
        var rate = rateTimesSharpness / sharpness;
        session.Options = session.Options with { Settings = new OptimizerSettings(rate) };
        double start = session.Evaluate(DataPart.Train).Loss, highest = start, loss = start;
        for (var step = 0; step < 400 && loss < 1e6; step++)
        {
            session.Train(1);
            session.Finish();
            loss = session.Evaluate(DataPart.Train).Loss;
            highest = Math.Max(highest, loss);
        }
        if (rateTimesSharpness <= 2)
            Assert.Equal(start, highest);
        else if (rateTimesSharpness < 4)
        {
            Assert.True(highest >= 5 * start, $"{highest} from {start}");
            Assert.True(loss < 1e-3 * start, $"{loss} in the end");
            Assert.InRange(rate * Sharpness(session), 0, 2);
        }
        else
            Assert.False(loss < 1e6);
    }

    // Gur-Ari et al., Gradient Descent Happens in a Tiny Subspace, 2018.
    [Fact]
    public void The_gradient_of_ten_classes_lies_in_few_directions()
    {
        var data = Catalog.Dataset("digits").Load(new DatasetOptions()).Train;
        var loss = new SoftmaxCrossEntropy();
        var train = SampleSet.Create(data, loss);
        var first = train with
        {
            Count = 400,
            Inputs = train.Inputs.ToArray()[..(400 * train.InputCount)],
            Targets = train.Targets[..(400 * train.OutputCount)],
        };
        var shape = new NetworkShape([train.InputCount, 32, train.OutputCount], new Tanh());
        using var backend = new CpuBackend();
        using var session = backend.CreateSession(
            Network.Create(shape, new PyTorchDefault(), 1), new TrainingData(train, null, first),
            new TrainingOptions(loss, new Sgd(), new OptimizerSettings(0.1), BatchSize: 32, Seed: 1));
        List<double> shares = [], outliers = [], next = [];
        float[]? start = null;
        var gradient = new float[shape.ParameterCount];
        var step = 0;
        for (var at = 200; at <= 836; at += 53)
        {
            session.Train(at - step);
            step = at;
            session.Evaluate(DataPart.Evaluation, gradient);
            var (top, _) = new Lanczos { Largest = 11, Start = start, Tolerance = 1e-3 }.Find(new LossHessian(session));
            start = top[0].Vector;
            shares.Add(Eigenpair.GradientShare(top.Take(10), gradient));
            outliers.Add(top[8].Value / top[9].Value);
            next.Add(top[9].Value / top[10].Value);
        }
        Assert.InRange(shares.Average(), 0.5, 1);
        // One outlier a class but one.
        Assert.True(outliers.Average() > next.Average(), $"{outliers.Average()} against {next.Average()}");
    }

    private static double Sharpness(ITrainingSession session) =>
        new Lanczos().Find(new LossHessian(session)).Largest[0].Value;
}
