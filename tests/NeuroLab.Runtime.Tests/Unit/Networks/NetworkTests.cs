using NeuroLab.Activations;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;

namespace NeuroLab.Runtime.Tests.Unit.Networks;

public class NetworkTests
{
    public static TheoryData<string> Initializers => [.. Catalog.Initializers.Select(initializer => initializer.Name)];

    [Fact]
    public void Views_write_into_the_flat_vector()
    {
        var network = new Network(new NetworkShape([2, 3, 1], new Relu()), new float[13]);
        network.Weight(network.Shape.Layers[0])[5] = 1;
        network.Bias(network.Shape.Layers[0])[2] = 2;
        network.Weight(network.Shape.Layers[1])[0] = 3;
        network.Bias(network.Shape.Layers[1])[0] = 4;
        Assert.Equal([0, 0, 0, 0, 0, 1, 0, 0, 2, 3, 0, 0, 4], network.Parameters);
    }

    [Fact]
    public void The_vector_is_taken_as_it_is_and_a_clone_has_its_own()
    {
        var parameters = new float[13];
        var network = new Network(new NetworkShape([2, 3, 1], new Relu()), parameters);
        Assert.Same(parameters, network.Parameters);
        var clone = network.Clone();
        clone.Parameters[0] = 1;
        Assert.Equal(0, parameters[0]);
        Assert.Same(network.Shape, clone.Shape);
    }

    [Fact]
    public void A_vector_of_another_length_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Network(new NetworkShape([2, 3, 1], new Relu()), new float[12]));
        Assert.StartsWith("12 parameters do not fit 2-3-1 relu, which has 13.", error.Message);
    }

    [Theory, MemberData(nameof(Initializers))]
    public void The_same_seed_gives_the_same_weights_and_another_seed_others(string name)
    {
        var initializer = Find(name);
        var shape = new NetworkShape([4, 8, 2], new Relu());
        Assert.Equal(Network.Create(shape, initializer, 3).Parameters, Network.Create(shape, initializer, 3).Parameters);
        Assert.NotEqual(Network.Create(shape, initializer, 3).Parameters, Network.Create(shape, initializer, 4).Parameters);
    }

    // The deviation of a uniform distribution within ±b is b/√3.
    [Theory]
    [InlineData("pytorch", 0.057735, 0.1)]
    [InlineData("he", 0.141421, double.PositiveInfinity)]
    [InlineData("glorot", 0.081650, 0.141422)]
    [InlineData("small_normal", 0.05, double.PositiveInfinity)]
    public void Weights_have_the_deviation_of_their_distribution(string name, double deviation, double bound)
    {
        var network = Network.Create(new NetworkShape([100, 200], new Relu()), Find(name), 1);
        var weights = network.Weight(network.Shape.Layers[0]).ToArray();
        Assert.Equal(0, weights.Average(), 0.03 * deviation);
        Assert.Equal(1, Math.Sqrt(weights.Average(w => (double)w * w)) / deviation, 0.02);
        Assert.True(weights.Max(MathF.Abs) <= bound);
        // A normal distribution reaches beyond three deviations, a uniform one ends at √3.
        Assert.Equal(double.IsInfinity(bound), weights.Max(MathF.Abs) > 3 * deviation);
    }

    [Theory, MemberData(nameof(Initializers))]
    public void Biases_are_zero_but_for_PyTorchs(string name)
    {
        var network = Network.Create(new NetworkShape([25, 40], new Relu()), Find(name), 1);
        var biases = network.Bias(network.Shape.Layers[0]).ToArray();
        if (name == "pytorch")
            Assert.All(biases, bias => Assert.True(bias != 0 && MathF.Abs(bias) <= 0.2f));
        else
            Assert.All(biases, bias => Assert.Equal(0, bias));
    }

    [Fact]
    public void Weights_of_layers_with_a_skip_have_their_variance_divided_by_their_number()
    {
        var (plain, skipped) = (new NetworkShape([2, 40, 40, 40, 1], new Relu()), new NetworkShape([2, 40, 40, 40, 1], [new Relu()], hasSkips: true));
        var (expected, actual) = (Network.Create(plain, Find("he"), 1), Network.Create(skipped, Find("he"), 1));
        foreach (var layer in skipped.Layers)
        {
            var scale = layer.HasSkip ? 1 / MathF.Sqrt(2) : 1;
            Assert.Equal([.. expected.Weight(layer).ToArray().Select(weight => weight * scale)], actual.Weight(layer).ToArray());
            Assert.Equal(expected.Bias(layer).ToArray(), actual.Bias(layer).ToArray());
        }
    }

    private static Initializer Find(string name) => Catalog.Initializer(name);
}
