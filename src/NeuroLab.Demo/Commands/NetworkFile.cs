using NeuroLab.Activations;
using NeuroLab.Datasets;
using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>A network from a safetensors file, with its tensor names.</summary>
internal sealed class NetworkFile
{
    private readonly string? _savedActivation;

    private NetworkFile(string path, Network network, WeightsReading reading, string? savedActivation)
    {
        Path = path;
        Network = network;
        Reading = reading;
        _savedActivation = savedActivation;
    }

    public string Path { get; }

    public Network Network { get; }

    /// <summary>How the file was interpreted.</summary>
    public WeightsReading Reading { get; }

    /// <summary>How the data were standardized that it was trained on; null if they were not, or elsewhere.</summary>
    public Standardization? Standardization { get; private init; }

    /// <summary>Reads a network of dense layers; its sizes are those of the tensors.</summary>
    /// <param name="activations">Those given by the user, one for all hidden layers or one for each; null for those that were
    /// saved with the weights, else relu.</param>
    /// <param name="prefix">Common prefix of its tensors' names; null if the file holds a single network.</param>
    /// <exception cref="UserErrorException">The file is missing, damaged, or not a chain of dense layers.</exception>
    public static NetworkFile Load(string path, Activation[]? activations, string? prefix = null)
    {
        var reading = WeightsFile.Read(SafetensorsFile.Read(path, out var metadata), path, prefix);
        activations ??= SavedActivations(path, metadata);
        // Without a hidden layer there is nothing to assume.
        if (activations is null && reading.Layers.Count > 1)
            reading = reading with { AssumedActivation = WeightsOptions.UsualActivation.Name };
        return new NetworkFile(path, ToNetwork(reading.Layers, activations ?? [WeightsOptions.UsualActivation]), reading, metadata.GetValueOrDefault(WeightsFile.ActivationKey))
        {
            Standardization = WeightsFile.StandardizationOf(metadata, path),
        };
    }

    /// <summary>Throws unless another network has this one's sizes, and neither was saved with an activation that is not used.</summary>
    /// <exception cref="UserErrorException">They differ.</exception>
    public void RequireAlike(NetworkFile other)
    {
        if (!other.Network.Shape.Sizes.SequenceEqual(Network.Shape.Sizes))
            throw new UserErrorException(
                $"{other.Path}: has the layer sizes {Sizes(other.Network.Shape)} and {Path} has {Sizes(Network.Shape)}; give networks of one shape");
        var used = Network.Shape.ActivationNames;
        if (Network.Shape.Layers.Length > 1 && other._savedActivation is { } saved && saved != used)
            throw new UserErrorException(
                $"{other.Path}: was saved with the activation {saved}, and {(other == this ? "--activation says" : $"{Path} is read with")} {used}; give networks of one activation");
        // One that says nothing was saved elsewhere, or is a combination of these.
        if (other.Standardization is { } theirs && theirs.ToText() != Standardization?.ToText())
            throw new UserErrorException(
                $"{other.Path}: was trained on data that were standardized otherwise than those of {Path}; train all with the same rows (--test-share 0)");
    }

    /// <summary>
    /// A direction from another file's tensors <c>PREFIX.NAME</c>, [parameters]; missing biases are 0.
    /// </summary>
    /// <exception cref="UserErrorException">They are missing, damaged, or do not match this network's
    /// sizes.</exception>
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
        var direction = ToNetwork(WeightsFile.ToLayers(tensors, $"{path} ({prefix})"), Network.Shape.Activations.AsSpan());
        return direction.Shape.Sizes.SequenceEqual(Network.Shape.Sizes)
            ? direction.Parameters
            : throw new UserErrorException(
                $"{path}: {prefix} has the layer sizes {Sizes(direction.Shape)} and {Path} has {Sizes(Network.Shape)}; give directions of this network");
    }

    /// <summary>Writes a vector of θ's length with the names and shapes of the weights.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public void SaveLikeWeights(string path, ReadOnlySpan<float> vector) => SafetensorsFile.Write(path, Named(vector, ""));

    /// <summary>Writes other weights of this network, with its names and its activation.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public void SaveWeights(string path, ReadOnlySpan<float> parameters) =>
        SafetensorsFile.Write(path, Named(parameters, ""), (WeightsFile.ActivationKey, Network.Shape.ActivationNames));

    /// <summary>Writes directions as tensors <c>dir1.NAME</c>, <c>dir2.NAME</c>, …, as <see cref="LoadDirection"/> reads them.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public void SaveDirections(string path, IReadOnlyList<float[]> directions) =>
        SafetensorsFile.Write(path, [.. directions.SelectMany((direction, i) => Named(direction, $"dir{i + 1}."))]);

    public static string Sizes(NetworkShape shape) => string.Join('-', shape.Sizes);

    private List<SafetensorsTensor> Named(ReadOnlySpan<float> vector, string prefix)
    {
        var named = new List<SafetensorsTensor>();
        foreach (var layer in Network.Shape.Layers)
        {
            var read = Reading.Layers[layer.Index];
            named.Add(new SafetensorsTensor(
                $"{prefix}{read.Name}weight", vector.Slice(layer.WeightOffset, layer.WeightCount).ToArray(), layer.Outputs, layer.Inputs));
            if (read.HasBias)
                named.Add(new SafetensorsTensor($"{prefix}{read.Name}bias", vector.Slice(layer.BiasOffset, layer.Outputs).ToArray(), layer.Outputs));
        }
        return named;
    }

    private static Activation[]? SavedActivations(string path, IReadOnlyDictionary<string, string> metadata)
    {
        try
        {
            return metadata.TryGetValue(WeightsFile.ActivationKey, out var names) ? Catalog.ActivationList(names) : null;
        }
        catch (UserErrorException error)
        {
            throw new UserErrorException($"{path}: was saved with an {error.Message}; or choose one with --activation", error);
        }
    }

    private static Network ToNetwork(IReadOnlyList<LayerWeights> layers, ReadOnlySpan<Activation> activations)
    {
        var shape = new NetworkShape([layers[0].Inputs, .. layers.Select(layer => layer.Outputs)], activations);
        var network = new Network(shape, new float[shape.ParameterCount]);
        foreach (var layer in shape.Layers)
        {
            layers[layer.Index].Weight.CopyTo(network.Weight(layer));
            layers[layer.Index].Bias.CopyTo(network.Bias(layer));
        }
        return network;
    }
}
