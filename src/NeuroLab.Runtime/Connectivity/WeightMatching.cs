using System.Numerics.Tensors;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Connectivity;

/// <summary>
/// Weight matching (Ainsworth et al. 2023, Git Re-Basin, algorithm 1): orders the hidden units of one network so that its
/// weights and biases are as similar as possible to another's, Σ⟨W_A, P·W_B·P⁻¹⟩ + Σ⟨b_A, P·b_B⟩. The order of hidden
/// units does not affect what a network computes.
/// </summary>
internal sealed class WeightMatching
{
    /// <summary>Searches for networks with several hidden layers.</summary>
    public const int Searches = 10;

    private const int Block = 16;

    private readonly Network _reference, _other;
    private readonly int[][] _orders; // [layer + 1][place] = unit of the other network; those of inputs and outputs are fixed

    private WeightMatching(Network reference, Network other)
    {
        (_reference, _other) = (reference, other);
        _orders = [.. reference.Shape.Sizes.Select(units => Enumerable.Range(0, units).ToArray())];
    }

    /// <summary>
    /// The other network with its hidden units in the best order found: of <see cref="Optima"/> the one with the lowest
    /// training loss half-way to the reference. Blocks; changes the session's weights.
    /// </summary>
    /// <param name="session">Of networks of this shape, with the training set.</param>
    /// <inheritdoc cref="Optima"/>
    public static Network Match(
        ITrainingSession session, Network reference, Network other, ulong seed, Action<int>? progress = null, CancellationToken cancelled = default)
    {
        var half = new float[reference.Parameters.Length];
        return Optima(reference, other, seed, progress, cancelled).MinBy(Loss)!;

        double Loss(Network found)
        {
            new WeightCurve(reference.Parameters, found.Parameters).PointAt(0.5, half);
            session.WriteParameters(half);
            // MinBy takes NaN for the lowest.
            return session.Evaluate(DataPart.Train).Loss is var loss && double.IsNaN(loss) ? double.PositiveInfinity : loss;
        }
    }

    /// <summary>
    /// The other network with its hidden units in the orders found by <see cref="Searches"/>, which are local optima and
    /// differ: the first starts from the order as it is, the others from random ones. A single hidden layer needs one
    /// search, which is exact.
    /// </summary>
    /// <param name="reference">The network to match.</param>
    /// <param name="other">A network of the same shape; not changed.</param>
    /// <param name="seed">Determines the order of the layers, and the random starts.</param>
    /// <param name="progress">Receives the searches done; any thread.</param>
    /// <param name="cancelled">Ends it.</param>
    /// <exception cref="ArgumentException">The shapes differ, or a weight is not finite.</exception>
    /// <exception cref="UserErrorException">The networks have skips.</exception>
    public static Network[] Optima(
        Network reference, Network other, ulong seed, Action<int>? progress = null, CancellationToken cancelled = default)
    {
        // Units along a skip share one order, a quadratic problem for which this search has no step.
        if (reference.Shape.Layers.Any(layer => layer.HasSkip))
            throw new UserErrorException("hidden units that skips connect share one order, which matching cannot find; compare these networks unmatched");
        if (!reference.Shape.Sizes.SequenceEqual(other.Shape.Sizes))
            throw new ArgumentException($"{other.Shape} has other sizes than {reference.Shape}.", nameof(other));
        if (!reference.Parameters.Concat(other.Parameters).All(float.IsFinite))
            throw new ArgumentException("A weight is not finite.", nameof(other));
        var found = new Network[reference.Shape.Layers.Length > 2 ? Searches : 1];
        var done = 0;
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancelled }, search =>
        {
            var matching = new WeightMatching(reference, other);
            var random = new SeededRandom(seed, stream: 32 + (ulong)search);
            if (search > 0)
                matching.Shuffle(random);
            matching.Search(random, cancelled);
            found[search] = matching.Ordered();
            progress?.Invoke(Interlocked.Increment(ref done));
        });
        return found;
    }

    private IEnumerable<int> Hidden => Enumerable.Range(0, _reference.Shape.Layers.Length - 1);

    private void Shuffle(SeededRandom random)
    {
        foreach (var layer in Hidden)
            random.Shuffle<int>(_orders[layer + 1]);
    }

    // One layer after the other, exactly given its neighbours, in random order until none changes.
    private void Search(SeededRandom random, CancellationToken cancelled)
    {
        int[] layers = [.. Hidden];
        bool hasChanged;
        do
        {
            hasChanged = false;
            random.Shuffle<int>(layers);
            foreach (var layer in layers)
            {
                cancelled.ThrowIfCancellationRequested();
                hasChanged |= Improve(layer);
            }
        }
        while (hasChanged);
    }

    // Orders one layer's units for the best sum; false if they are in such an order already.
    private bool Improve(int layer)
    {
        var n = _reference.Shape.Layers[layer].Outputs;
        double[][] wanted = [.. Enumerable.Range(0, n).Select(unit => Vector(_reference, layer, unit, null))];
        double[][] given = [.. Enumerable.Range(0, n).Select(unit => Vector(_other, layer, unit, _orders))];
        var scores = new double[n * n];
        // In blocks that stay in the cache.
        for (var first = 0; first < n; first += Block)
        {
            for (var unit = 0; unit < n; unit++)
            {
                for (var place = first; place < Math.Min(first + Block, n); place++)
                    scores[place * n + unit] = TensorPrimitives.Dot<double>(wanted[place], given[unit]);
            }
        }
        var best = LinearAssignment.Maximize(scores, n);
        double before = Sum(_orders[layer + 1]), after = Sum(best);
        // An equally good order would be exchanged forever.
        if (!(after > before + 1e-12 * Math.Abs(before)))
            return false;
        _orders[layer + 1] = best;
        return true;

        double Sum(int[] order) => order.Select((unit, place) => scores[place * n + unit]).Sum();
    }

    // All that a hidden unit is connected by: its weights from the layer before, bias, and weights to the layer behind, with
    // the units of both in the given order.
    private static double[] Vector(Network network, int layer, int unit, int[][]? orders)
    {
        var (into, next) = (network.Shape.Layers[layer], network.Shape.Layers[layer + 1]);
        Span<float> weight = network.Weight(into), behind = network.Weight(next);
        var vector = new double[into.Inputs + 1 + next.Outputs];
        for (var i = 0; i < into.Inputs; i++)
            vector[i] = weight[unit * into.Inputs + (orders?[layer][i] ?? i)];
        vector[into.Inputs] = network.Bias(into)[unit];
        for (var o = 0; o < next.Outputs; o++)
            vector[into.Inputs + 1 + o] = behind[(orders?[layer + 2][o] ?? o) * next.Inputs + unit];
        return vector;
    }

    private Network Ordered()
    {
        var ordered = _other.Clone();
        foreach (var layer in _other.Shape.Layers)
        {
            var (rows, columns) = (_orders[layer.Index + 1], _orders[layer.Index]);
            Span<float> weight = ordered.Weight(layer), source = _other.Weight(layer);
            for (var o = 0; o < layer.Outputs; o++)
            {
                for (var i = 0; i < layer.Inputs; i++)
                    weight[o * layer.Inputs + i] = source[rows[o] * layer.Inputs + columns[i]];
                ordered.Bias(layer)[o] = _other.Bias(layer)[rows[o]];
            }
        }
        return ordered;
    }
}
