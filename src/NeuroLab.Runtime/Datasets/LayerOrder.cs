using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// The order of layers whose names do not number them all: that of the file if their shapes follow each other in it, else
/// the only one in which they do. Numbered layers stay in the order of their numbers.
/// </summary>
internal static class LayerOrder
{
    // Enough for any network whose order is decided by its shapes.
    private const int MaxTries = 20_000;

    /// <param name="layers">Numbered ones sorted, the others where the file has them.</param>
    /// <param name="keepsOrder">Whether the file's order is the network's; otherwise it may be the alphabet's.</param>
    /// <exception cref="UserErrorException">Several orders are possible.</exception>
    public static List<LayerWeights> Of(List<LayerWeights> layers, bool keepsOrder, string path)
    {
        var numberOf = LayerNames.Numbering(layers.ConvertAll(layer => layer.Name), path);
        var inFile = layers.Zip(layers.Skip(1)).All(pair => pair.First.Outputs == pair.Second.Inputs);
        if ((inFile && keepsOrder) || layers.TrueForAll(layer => numberOf(layer.Name) is not null))
            return layers;
        var found = new List<List<LayerWeights>>();
        var tries = 0;
        Extend([]);
        if (found.Count == 1 && tries < MaxTries)
            return found[0];
        if (found.Count == 0)
            return layers; // no order: the first break of the file's is reported
        throw new UserErrorException(
            $"{path}: its layers can follow each other in several orders ({string.Join("; ", found.Select(order => string.Join(" → ", order.Select(Name))))}); "
            + $"give the right one with --prefix {string.Join(',', found[0].Select(Name))}");

        // Depth first, until there are two.
        void Extend(List<LayerWeights> order)
        {
            if (order.Count == layers.Count)
            {
                found.Add([.. order]);
                return;
            }
            var hasNumbered = false;
            foreach (var layer in layers.Except(order))
            {
                if (found.Count > 1 || ++tries >= MaxTries)
                    return;
                var isNumbered = numberOf(layer.Name) is not null;
                // The first numbered one that is left is the only one that may follow.
                var mayFollow = !isNumbered || !hasNumbered;
                hasNumbered |= isNumbered;
                if (mayFollow && (order.Count == 0 || order[^1].Outputs == layer.Inputs))
                    Extend([.. order, layer]);
            }
        }
    }

    private static string Name(LayerWeights layer) => layer.Name.TrimEnd('.');
}
