using NeuroLab.Activations;
using NeuroLab.Connectivity;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;
using NeuroLab.Runtime.Tests.Unit.Training;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Connectivity;

public class WeightMatchingTests
{
    [Theory]
    [InlineData(5, 7, 3), InlineData(4, 6, 9, 2), InlineData(3, 5, 5, 5, 2)]
    public void A_network_is_found_again_behind_any_order_of_its_units(params int[] sizes)
    {
        var network = Create(1, sizes);
        var shuffled = Shuffled(network, 2);
        Assert.NotEqual(network.Parameters, shuffled.Parameters);
        Assert.Contains(WeightMatching.Optima(network, shuffled, 1), found => found.Parameters.SequenceEqual(network.Parameters));
    }

    [Fact]
    public void Units_connected_by_skips_are_not_matched()
    {
        var network = Network.Create(new NetworkShape([2, 4, 4, 1], [new Tanh()], hasSkips: true), new He(), 1);
        var error = Assert.Throws<UserErrorException>(() => WeightMatching.Optima(network, network.Clone(), 1));
        Assert.Contains("skips", error.Message);
    }

    [Theory]
    [InlineData(5, 7, 3), InlineData(4, 6, 9, 2)]
    public void Matching_changes_no_output_and_brings_the_weights_nearer(params int[] sizes)
    {
        Network first = Create(1, sizes), second = Create(2, sizes);
        var inputs = new float[50 * sizes[0]];
        var random = new SeededRandom(3);
        foreach (ref var value in inputs.AsSpan())
            value = (float)random.NextGaussian();
        var set = new SampleSet(50, sizes[0], sizes[^1], inputs, new float[50 * sizes[^1]], false);
        Assert.All(WeightMatching.Optima(first, second, 1), found =>
        {
            Assert.NotEqual(second.Parameters, found.Parameters);
            Assert.InRange(Connection.OutputDifference(second, found, set), 0, 1e-12);
            Assert.True(Product(first, found) > Product(first, second));
        });
    }

    [Fact]
    public void A_single_hidden_layer_is_matched_exactly()
    {
        Network first = Create(1, 3, 6, 2), second = Create(2, 3, 6, 2);
        var best = double.NegativeInfinity;
        foreach (var order in Orders([0, 1, 2, 3, 4, 5]))
            best = Math.Max(best, Product(first, Ordered(second, [order])));
        Assert.Equal(best, Product(first, Assert.Single(WeightMatching.Optima(first, second, 1))), 1e-9);
    }

    [Fact]
    public void No_exchange_of_two_units_is_left_that_would_help()
    {
        Network first = Create(1, 4, 8, 8, 3), second = Create(2, 4, 8, 8, 3);
        var optima = WeightMatching.Optima(first, second, 1);
        Assert.Equal(WeightMatching.Searches, optima.Length);
        Assert.All(optima, found =>
        {
            for (var layer = 0; layer < 2; layer++)
                for (var a = 0; a < 8; a++)
                    for (var b = 0; b < a; b++)
                    {
                        int[][] orders = [[.. Enumerable.Range(0, 8)], [.. Enumerable.Range(0, 8)]];
                        (orders[layer][a], orders[layer][b]) = (b, a);
                        Assert.InRange(Product(first, Ordered(found, orders)), double.NegativeInfinity, Product(first, found) + 1e-9);
                    }
        });
    }

    [Fact]
    public void Of_the_orders_found_the_lowest_loss_half_way_decides()
    {
        var experiment = SmallExperiment.Create();
        Network first = Network.Create(experiment.Shape, new He(), 1), second = Network.Create(experiment.Shape, new He(), 2);
        using var session = SmallExperiment.Open(experiment);
        var found = WeightMatching.Match(session, first, second, 4);
        double[] losses = [.. WeightMatching.Optima(first, second, 4).Select(Halfway)];
        Assert.True(losses.Distinct().Count() > 1);
        Assert.Equal(losses.Min(), Halfway(found));

        double Halfway(Network other)
        {
            var path = new WeightCurve(first.Parameters, other.Parameters);
            return PathLosses.Measure(session, path, 3).Train[1].Loss;
        }
    }

    [Fact]
    public void Equal_seeds_find_equal_orders()
    {
        Network first = Create(1, 4, 20, 20, 3), second = Create(2, 4, 20, 20, 3);
        Assert.Equal(
            WeightMatching.Optima(first, second, 5).Select(found => Product(first, found)),
            WeightMatching.Optima(first, second, 5).Select(found => Product(first, found)));
    }

    [Fact]
    public void A_network_without_hidden_layers_stays_as_it_is()
    {
        Network first = Create(1, 3, 2), second = Create(2, 3, 2);
        Assert.Equal(second.Parameters, Assert.Single(WeightMatching.Optima(first, second, 1)).Parameters);
    }

    [Fact]
    public void Shapes_that_differ_and_weights_that_are_not_finite_are_refused()
    {
        Assert.Throws<ArgumentException>(() => WeightMatching.Optima(Create(1, 3, 4, 2), Create(1, 3, 5, 2), 1));
        var broken = Create(1, 3, 4, 2);
        broken.Parameters[3] = float.NaN;
        Assert.Throws<ArgumentException>(() => WeightMatching.Optima(Create(1, 3, 4, 2), broken, 1));
        Assert.ThrowsAny<OperationCanceledException>(() => WeightMatching.Optima(
            Create(1, 3, 4, 2), Create(2, 3, 4, 2), 1, cancelled: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_difference_of_outputs_is_seen_in_any_sample()
    {
        var first = Create(1, 2, 3, 2);
        var second = first.Clone();
        second.Bias(second.Shape.Layers[^1])[1] += 0.5f;
        var set = new SampleSet(130, 2, 2, new float[260], new float[260], false);
        Assert.Equal(0.5, Connection.OutputDifference(first, second, set), 1e-6);
        second.Bias(second.Shape.Layers[^1])[0] -= 0.75f;
        Assert.Equal(0.75, Connection.OutputDifference(first, second, set), 1e-6);

        // Only the last sample, beyond the blocks of 64, makes a unit differ.
        second = first.Clone();
        second.Weight(second.Shape.Layers[0]).Fill(0);
        var inputs = new float[260];
        Assert.Equal(0, Connection.OutputDifference(first, second, set));
        inputs[^1] = 3;
        Assert.True(Connection.OutputDifference(first, second, set with { Inputs = inputs }) > 0.01);
    }

    private static Network Create(ulong seed, params int[] sizes)
    {
        var network = Network.Create(new NetworkShape(sizes, new Tanh()), new He(), seed);
        // Biases too decide the order.
        var random = new SeededRandom(seed, stream: 3);
        foreach (var layer in network.Shape.Layers)
        {
            foreach (ref var bias in network.Bias(layer))
                bias = (float)random.NextGaussian();
        }
        return network;
    }

    private static Network Shuffled(Network network, ulong seed)
    {
        var random = new SeededRandom(seed);
        int[][] orders = [.. network.Shape.Layers.SkipLast(1).Select(layer => Enumerable.Range(0, layer.Outputs).ToArray())];
        foreach (var order in orders)
            random.Shuffle<int>(order);
        return Ordered(network, orders);
    }

    // Place i of hidden layer l takes unit orders[l][i], written apart from the code that is tested.
    private static Network Ordered(Network network, int[][] orders)
    {
        var ordered = network.Clone();
        foreach (var layer in network.Shape.Layers)
        {
            for (var o = 0; o < layer.Outputs; o++)
            {
                var from = layer.Index < orders.Length ? orders[layer.Index][o] : o;
                ordered.Bias(layer)[o] = network.Bias(layer)[from];
                for (var i = 0; i < layer.Inputs; i++)
                    ordered.Weight(layer)[o * layer.Inputs + i] =
                        network.Weight(layer)[from * layer.Inputs + (layer.Index > 0 ? orders[layer.Index - 1][i] : i)];
            }
        }
        return ordered;
    }

    private static double Product(Network first, Network second) =>
        first.Parameters.Zip(second.Parameters, (a, b) => (double)a * b).Sum();

    private static IEnumerable<int[]> Orders(int[] units) => units.Length == 0
        ? [[]]
        : units.SelectMany(unit => Orders([.. units.Where(other => other != unit)]).Select(rest => (int[])[unit, .. rest]));
}
