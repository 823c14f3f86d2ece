using NeuroLab.Backends.Cpu;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Oracle;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Losses;

/// <summary>Every activation with every loss: the textbook's naive way, one coefficient at a time, against the gradient.</summary>
public class GradientCheckTests
{
    private const int Samples = 7;

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var activation in Catalog.Activations)
                foreach (var loss in Catalog.Losses)
                    pairs.Add(activation.Name, loss.Name);
            return pairs;
        }
    }

    [Fact]
    public void The_gradient_through_skips_is_what_two_forward_passes_for_each_weight_give()
    {
        var shape = new NetworkShape([3, 4, 4, 4, 5, 5, 3], [Catalog.Activation("tanh"), Catalog.Activation("gelu"), Catalog.Activation("softplus"), Catalog.Activation("silu"), Catalog.Activation("sigmoid")], hasSkips: true);
        Assert.Equal(3, shape.Layers.Count(layer => layer.HasSkip));
        Compare(Create(shape, "softmax_cross_entropy"));
    }

    [Theory, MemberData(nameof(Pairs))]
    public void The_gradient_is_what_two_forward_passes_for_each_weight_give(string activation, string loss)
    {
        Compare(Create(new NetworkShape([3, 5, 4, 3], Catalog.Activation(activation)), loss));
    }

    private static void Compare((Network Network, SampleSet Set, Loss Loss) test)
    {
        var (network, set, function) = test;
        var parameters = Array.ConvertAll(network.Parameters, value => (double)value);
        var gradient = new double[parameters.Length];
        NaiveNetwork.Evaluate(network.Shape, parameters, set, function, gradient);
        var largest = gradient.Max(Math.Abs);
        Assert.True(largest > 1e-3);

        const double h = 1e-5;
        for (var i = 0; i < parameters.Length; i++)
        {
            var kept = parameters[i];
            parameters[i] = kept + h;
            var above = NaiveNetwork.Evaluate(network.Shape, parameters, set, function, default);
            parameters[i] = kept - h;
            var below = NaiveNetwork.Evaluate(network.Shape, parameters, set, function, default);
            parameters[i] = kept;
            var quotient = (above - below) / (2 * h);
            Assert.True(Math.Abs(quotient - gradient[i]) <= 1e-7 * largest, $"[{i}]: {quotient:R} by differences, {gradient[i]:R} by the chain rule");
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void The_fast_processor_kernels_give_the_same_gradient(string activation, string loss)
    {
        var (network, set, function) = Create(new NetworkShape([3, 5, 4, 3], Catalog.Activation(activation)), loss);
        var expected = new double[network.Parameters.Length];
        var expectedLoss = NaiveNetwork.Evaluate(
            network.Shape, Array.ConvertAll(network.Parameters, value => (double)value), set, function, expected);

        using var backend = new CpuBackend();
        using var session = backend.CreateSession(
            network, new TrainingData(set, null, set), new TrainingOptions(function, new Sgd(), new OptimizerSettings(0.01), 0, 1));
        var gradient = new float[expected.Length];
        var result = session.Evaluate(DataPart.Train, gradient);

        Assert.Equal(1, result.Loss / expectedLoss, 1e-5);
        var largest = expected.Max(Math.Abs);
        for (var i = 0; i < gradient.Length; i++)
            Assert.True(Math.Abs(expected[i] - gradient[i]) <= 1e-5 * largest, $"[{i}]: expected {expected[i]:R}, got {gradient[i]:R}");
    }

    private static (Network Network, SampleSet Set, Loss Loss) Create(NetworkShape shape, string loss)
    {
        var function = Catalog.Loss(loss);
        var random = new SeededRandom(11);
        var inputs = new float[Samples * 3];
        var targets = new float[Samples * 3];
        foreach (ref var input in inputs.AsSpan())
            input = (float)random.NextGaussian();
        for (var sample = 0; sample < Samples; sample++)
            targets[sample * 3 + sample % 3] = 1;
        return (Network.Create(shape, new PyTorchDefault(), seed: 5), new SampleSet(Samples, 3, 3, inputs, targets, true), function);
    }
}
