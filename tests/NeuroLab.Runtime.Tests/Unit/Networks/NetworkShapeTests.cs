using NeuroLab.Activations;
using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Networks;

public class NetworkShapeTests
{
    [Fact]
    public void Layers_lie_one_behind_the_other_each_with_weights_before_biases()
    {
        var tanh = new Tanh();
        var shape = new NetworkShape([2, 5, 3], tanh);
        Assert.Equal([new DenseLayer(0, 2, 5, 0) { Activation = tanh }, new DenseLayer(1, 5, 3, 15)], shape.Layers.AsEnumerable());
        Assert.Equal((10, 10, 15), (shape.Layers[0].WeightCount, shape.Layers[0].BiasOffset, shape.Layers[0].End));
        Assert.Equal((15, 30, 33), (shape.Layers[1].WeightCount, shape.Layers[1].BiasOffset, shape.Layers[1].End));
        Assert.Equal((33, 2, 3), (shape.ParameterCount, shape.InputCount, shape.OutputCount));
    }

    [Fact]
    public void It_reads_as_sizes_and_activation()
    {
        Assert.Equal("2-16-16-1 tanh", new NetworkShape([2, 16, 16, 1], new Tanh()).ToString());
        Assert.Equal("4-3", new NetworkShape([4, 3], new Relu()).ToString());
    }

    [Fact]
    public void Each_hidden_layer_may_have_an_activation_of_its_own()
    {
        var (tanh, relu) = (new Tanh(), new Relu());
        var shape = new NetworkShape([2, 4, 4, 1], [tanh, relu]);
        Assert.Equal([tanh, relu, null], shape.Layers.Select(layer => layer.Activation));
        Assert.Equal("2-4-4-1 tanh,relu", shape.ToString());
        Assert.Equal("tanh", new NetworkShape([2, 4, 4, 1], [tanh, tanh]).ActivationNames);
        var error = Assert.Throws<UserErrorException>(() => new NetworkShape([2, 4, 4, 4, 1], [tanh, relu]));
        Assert.Equal("layer sizes 2-4-4-4-1: 2 activations for 3 hidden layers; name one for all, or one for each", error.Message);
    }

    [Fact]
    public void Skips_connect_hidden_layers_of_equal_width_only()
    {
        var shape = new NetworkShape([4, 4, 4, 3, 3, 3], [new Relu()], hasSkips: true);
        Assert.Equal([false, true, false, true, false], shape.Layers.Select(layer => layer.HasSkip));
        Assert.Equal("4-4-4-3-3-3 relu skip", shape.ToString());
        Assert.All(new NetworkShape([4, 4, 4, 4], new Relu()).Layers, layer => Assert.False(layer.HasSkip));
    }

    [Theory]
    [InlineData(new[] { 2, 0, 1 }, "layer sizes 2-0-1: each must be at least 1")]
    [InlineData(new[] { 2, -4, 1 }, "layer sizes 2--4-1: each must be at least 1")]
    [InlineData(new[] { 2, 3, 0 }, "layer sizes 2-3-0: each must be at least 1")]
    [InlineData(new[] { 100_000, 100_000 }, "layer sizes 100000-100000: more than 268,435,456 parameters; choose smaller layers")]
    [InlineData(new[] { int.MaxValue, int.MaxValue, int.MaxValue },
        "layer sizes 2147483647-2147483647-2147483647: more than 268,435,456 parameters; choose smaller layers")]
    public void Impossible_sizes_are_named_in_one_line(int[] sizes, string message) =>
        Assert.Equal(message, Assert.Throws<UserErrorException>(() => new NetworkShape(sizes, new Relu())).Message);

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 3 })]
    public void It_needs_inputs_and_outputs(int[] sizes) =>
        Assert.Throws<ArgumentException>(() => new NetworkShape(sizes, new Relu()));

    [Fact]
    public void The_largest_network_is_allowed()
    {
        // 16384 · 16383 weights and 16384 biases are exactly 2²⁸.
        var shape = new NetworkShape([16383, 16384], new Relu());
        Assert.Equal(NetworkShape.MaxParameters, shape.ParameterCount);
    }
}
