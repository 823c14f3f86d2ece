using NeuroLab.Activations;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;

namespace NeuroLab.Runtime.Tests.Unit.Landscapes;

public class DirectionTests
{
    private static readonly Network Network = Network.Create(new NetworkShape([4, 6, 3], new Tanh()), new PyTorchDefault(), 2);

    [Fact]
    public void A_random_direction_is_normal_in_the_weights_and_zero_in_the_biases()
    {
        var shape = new NetworkShape([60, 70, 50], new Tanh());
        var direction = Direction.Random(shape, new SeededRandom(1));
        foreach (var layer in shape.Layers)
        {
            var weights = direction.AsSpan(layer.WeightOffset, layer.WeightCount).ToArray();
            Assert.Equal(0, weights.Average(), 0.05);
            Assert.Equal(1, weights.Average(w => w * w), 0.06);
            Assert.All(direction.AsSpan(layer.BiasOffset, layer.Outputs).ToArray(), bias => Assert.Equal(0, bias));
        }
        Assert.Equal(direction, Direction.Random(shape, new SeededRandom(1)));
    }

    [Fact]
    public void Each_neurons_row_takes_the_norm_of_its_weights_and_keeps_its_direction()
    {
        var raw = Direction.Random(Network.Shape, new SeededRandom(5));
        var scaled = (float[])raw.Clone();
        Array.Fill(scaled, 9, Network.Shape.Layers[0].BiasOffset, 6);
        Direction.NormalizeFilters(scaled, Network);
        foreach (var layer in Network.Shape.Layers)
        {
            for (var j = 0; j < layer.Outputs; j++)
            {
                var at = layer.WeightOffset + j * layer.Inputs;
                var row = scaled.AsSpan(at, layer.Inputs);
                var weights = Network.Parameters.AsSpan(at, layer.Inputs);
                Assert.Equal(1, Direction.Norm(row) / Direction.Norm(weights), 1e-6);
                Assert.Equal(raw[at] / raw[at + 1], row[0] / row[1], 1e-4 * Math.Abs(raw[at] / raw[at + 1]));
            }
            Assert.All(scaled.AsSpan(layer.BiasOffset, layer.Outputs).ToArray(), bias => Assert.Equal(0, bias));
        }
    }

    [Fact]
    public void A_neuron_without_weights_gets_no_direction()
    {
        var network = new Network(Network.Shape, new float[Network.Shape.ParameterCount]);
        var direction = Direction.Random(network.Shape, new SeededRandom(5));
        Direction.NormalizeFilters(direction, network);
        Assert.All(direction, value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_norm_is_summed_in_double_precision()
    {
        Assert.Equal(5, Direction.Norm([3, -4]));
        Assert.Equal(1e30 * Math.Sqrt(2), Direction.Norm([1e30f, 1e30f]), 1e24);
    }

    [Fact]
    public void The_gradient_plane_runs_down_the_gradient_and_its_other_direction_repeats_with_the_seed()
    {
        float[] gradient = [.. Enumerable.Range(0, Network.Parameters.Length).Select(i => i % 5 - 2f)];
        Plane Create(ulong seed) => new GradientPlane().Create(new PlaneContext(Network, seed, []) { Gradient = gradient });
        var (plane, again, other) = (Create(3), Create(3), Create(4));
        Assert.Equal(Network.Parameters, plane.Origin);
        Assert.Equal(plane.Second, again.Second);
        Assert.NotEqual(plane.Second, other.Second);
        Assert.Equal(plane.First, other.First);
        Assert.Equal(Direction.Norm(plane.First), Direction.Norm(plane.Second), 1e-5);
        var factor = Direction.Norm(plane.First) / Direction.Norm(gradient);
        Assert.All(plane.First.Zip(gradient), pair => Assert.Equal(-factor * pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void The_random_plane_goes_through_the_weights_and_repeats_with_its_seed()
    {
        var plane = new RandomPlane().Create(new PlaneContext(Network, 3, []));
        var again = new RandomPlane().Create(new PlaneContext(Network, 3, []));
        var other = new RandomPlane().Create(new PlaneContext(Network, 4, []));
        Assert.Equal(Network.Parameters, plane.Origin);
        Assert.NotSame(Network.Parameters, plane.Origin);
        Assert.Equal(plane.First, again.First);
        Assert.Equal(plane.Second, again.Second);
        Assert.NotEqual(plane.First, other.First);
        Assert.NotEqual(plane.First, plane.Second);
    }
}
