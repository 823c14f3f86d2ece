using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Training;

/// <summary>Networks from files of weights, of any format.</summary>
internal static class StoredNetwork
{
    /// <summary>Reads a network of a shape from a file. Blocks.</summary>
    /// <param name="prefix">What the tensors' names start with; null for a file with one network.</param>
    /// <param name="remedy">What to do if it has other sizes.</param>
    /// <exception cref="UserErrorException">It is damaged, or of another network.</exception>
    public static Network Load(string path, string? prefix, NetworkShape shape, string remedy)
    {
        var stored = WeightsFormat.Load(path);
        var layers = WeightsFile.Read(stored, path, prefix).Layers;
        var sizes = layers.Select(layer => layer.Outputs).Prepend(layers[0].Inputs).ToArray();
        if (!shape.Sizes.AsSpan().SequenceEqual(sizes))
        {
            throw new UserErrorException(
                $"{path}: has the layer sizes {string.Join('-', sizes)} and the experiment {string.Join('-', shape.Sizes)}; {remedy}");
        }
        // A graph is the whole network; a word beside tensors is a default.
        if (stored.IsGraph && shape.Layers.Length > 1 && stored.Metadata.GetValueOrDefault(WeightsFile.ActivationKey) is { } said && said != shape.ActivationNames)
            throw new UserErrorException($"{path}: its hidden layers have the activation {said} and the experiment {shape.ActivationNames}; give a network with that");
        RequireSkips(stored, shape, path);
        return Of(layers, shape);
    }

    /// <summary>Throws if a graph has skip connections where a shape has none, or none where it has some.</summary>
    /// <exception cref="UserErrorException">It has.</exception>
    public static void RequireSkips(StoredWeights stored, NetworkShape shape, string path)
    {
        var hasSkips = stored.Metadata.ContainsKey(WeightsFile.SkipKey);
        if (stored.IsGraph && hasSkips != shape.Layers.Any(layer => layer.HasSkip))
            throw new UserErrorException($"{path}: its graph has {(hasSkips ? "skip connections, and the experiment has none" : "no skip connections, and the experiment has some")}; give a network of the same kind");
    }

    /// <summary>A network of a shape with these layers, which have its sizes.</summary>
    public static Network Of(IReadOnlyList<LayerWeights> layers, NetworkShape shape)
    {
        var network = new Network(shape, new float[shape.ParameterCount]);
        foreach (var (layer, read) in shape.Layers.Zip(layers))
        {
            read.Weight.CopyTo(network.Weight(layer));
            read.Bias.CopyTo(network.Bias(layer));
        }
        return network;
    }
}
