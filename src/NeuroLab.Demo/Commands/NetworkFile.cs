using System.Globalization;
using System.Text.RegularExpressions;
using NeuroLab.Activations;
using NeuroLab.Datasets;
using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>A network from a safetensors file, with the names its tensors have there.</summary>
internal sealed partial class NetworkFile
{
    private readonly IReadOnlyList<SafetensorsTensor> _tensors;

    private NetworkFile(string path, Network network, IReadOnlyList<SafetensorsTensor> tensors)
    {
        Path = path;
        Network = network;
        _tensors = tensors;
    }

    public string Path { get; }

    public Network Network { get; }

    /// <summary>Reads a network of dense layers; its sizes are those of the tensors.</summary>
    /// <exception cref="UserErrorException">The file is missing, damaged, or no chain of dense layers.</exception>
    public static NetworkFile Load(string path, Activation activation)
    {
        var tensors = SafetensorsFile.Read(path);
        return new NetworkFile(path, ToNetwork(WeightsFile.ToLayers(tensors, path), activation), tensors);
    }

    /// <summary>
    /// A direction from another file's tensors <c>PREFIX.NAME</c>, [parameters]; missing biases count as 0.
    /// </summary>
    /// <exception cref="UserErrorException">They are missing, damaged, or do not have this network's sizes.</exception>
    public float[] LoadDirection(string path, string prefix)
    {
        SafetensorsTensor[] tensors =
        [
            .. SafetensorsFile.Read(path)
                .Where(tensor => tensor.Name.StartsWith(prefix + ".", StringComparison.Ordinal))
                .Select(tensor => tensor with { Name = tensor.Name[(prefix.Length + 1)..] }),
        ];
        if (tensors.Length == 0)
            throw new UserErrorException($"{path}: holds no tensor {prefix}.NAME; name them after the weights, for example {prefix}.0.weight");
        var direction = ToNetwork(WeightsFile.ToLayers(tensors, $"{path} ({prefix})"), Network.Shape.Activation);
        return direction.Shape.Sizes.SequenceEqual(Network.Shape.Sizes)
            ? direction.Parameters
            : throw new UserErrorException(
                $"{path}: {prefix} has the layer sizes {Sizes(direction.Shape)} and {Path} has {Sizes(Network.Shape)}; give directions of this network");
    }

    /// <summary>Writes a vector of θ's length under the names, and in the shapes, that the weights have.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public void SaveAlike(string path, ReadOnlySpan<float> vector)
    {
        var shape = Network.Shape;
        var named = new List<SafetensorsTensor>(_tensors.Count);
        SafetensorsTensor[] weights =
        [
            .. _tensors.Where(tensor => WeightName().IsMatch(tensor.Name))
                .OrderBy(tensor => int.Parse(WeightName().Match(tensor.Name).Groups[1].Value, CultureInfo.InvariantCulture)),
        ];
        foreach (var layer in shape.Layers)
        {
            var weight = weights[layer.Index].Name;
            var bias = weight[..^"weight".Length] + "bias";
            named.Add(new SafetensorsTensor(
                weight, vector.Slice(layer.WeightOffset, layer.WeightCount).ToArray(), layer.Outputs, layer.Inputs));
            if (_tensors.Any(tensor => tensor.Name == bias))
                named.Add(new SafetensorsTensor(bias, vector.Slice(layer.BiasOffset, layer.Outputs).ToArray(), layer.Outputs));
        }
        SafetensorsFile.Write(path, named);
    }

    /// <summary>For example <c>784-512-10</c>.</summary>
    public static string Sizes(NetworkShape shape) => string.Join('-', shape.Sizes);

    private static Network ToNetwork(IReadOnlyList<LayerWeights> layers, Activation activation)
    {
        var shape = new NetworkShape([layers[0].Inputs, .. layers.Select(layer => layer.Outputs)], activation);
        var network = new Network(shape, new float[shape.ParameterCount]);
        foreach (var layer in shape.Layers)
        {
            layers[layer.Index].Weight.CopyTo(network.Weight(layer));
            layers[layer.Index].Bias.CopyTo(network.Bias(layer));
        }
        return network;
    }

    [GeneratedRegex(@"(\d+)\.weight$", RegexOptions.CultureInvariant)]
    private static partial Regex WeightName();
}
