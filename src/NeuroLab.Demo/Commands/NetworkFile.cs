using NeuroLab.Activations;
using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Demo.Commands;

/// <summary>A network from a file of weights, with its tensor names.</summary>
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

    /// <summary>The function behind the outputs, softmax or sigmoid, which the loss includes; null if the file says none.</summary>
    public string? Output { get; private init; }

    /// <summary>Reads a network of dense layers; its sizes are those of the tensors.</summary>
    /// <param name="activations">Those given by the user, one for all hidden layers or one for each; null for those that were
    /// saved with the weights, else relu.</param>
    /// <param name="prefix">Common prefix of its tensors' names; null if the file holds a single network.</param>
    /// <param name="hasSkips">Whether hidden layers of equal width are connected by skips, which the file may say too.</param>
    /// <exception cref="UserErrorException">The file is missing, damaged, or not a chain of dense layers.</exception>
    public static NetworkFile Load(string path, Activation[]? activations, string? prefix = null, bool hasSkips = false)
    {
        var stored = WeightsFormat.Load(path);
        var reading = WeightsFile.Read(stored, path, prefix);
        var saved = stored.Metadata.GetValueOrDefault(WeightsFile.ActivationKey);
        var output = stored.Metadata.GetValueOrDefault(WeightsFile.OutputKey);
        // A graph is the network; a word beside tensors is a default.
        if (stored.IsGraph && activations is not null && saved is not null && saved != Names(activations))
            throw new UserErrorException($"{path}: its hidden layers have the activation {saved}, and {Names(activations)} is asked for; leave --activation out, or give networks of one activation");
        activations ??= SavedActivations(path, stored.Metadata);
        // Without a hidden layer there is nothing to assume.
        if (activations is null && reading.Layers.Count > 1)
            reading = reading with { AssumedActivation = WeightsOptions.UsualActivation.Name };
        if (stored.IsGraph || output is not null)
            reading = reading with { Said = Said(stored.IsGraph ? saved : null, output) };
        var network = ToNetwork(reading.Layers, activations ?? [WeightsOptions.UsualActivation], hasSkips || stored.Metadata.ContainsKey(WeightsFile.SkipKey));
        StoredNetwork.RequireSkips(stored, network.Shape, path);
        return new NetworkFile(path, network, reading, saved)
        {
            Standardization = WeightsFile.StandardizationOf(stored.Metadata, path),
            Output = output,
        };
    }

    /// <summary>Throws unless a loss includes the function behind the outputs, if the file says that there is one.</summary>
    /// <exception cref="UserErrorException">It does not.</exception>
    public void RequireLoss(Loss loss) => StoredWeights.RequireLoss(Output, loss, Path);

    /// <summary>Throws unless another network has this one's sizes, and neither was saved with an activation that is not used.</summary>
    /// <exception cref="UserErrorException">They differ.</exception>
    public void RequireAlike(NetworkFile other)
    {
        if (!other.Network.Shape.Sizes.SequenceEqual(Network.Shape.Sizes))
            throw new UserErrorException(
                $"{other.Path}: has the layer sizes {Sizes(other.Network.Shape)} and {Path} has {Sizes(Network.Shape)}; give networks of one shape");
        if (other.Network.Shape.HasSkips != Network.Shape.HasSkips)
            throw new UserErrorException($"{other.Path}: {(other.Network.Shape.HasSkips ? "has" : "has no")} skip connections, other than {Path}; give networks of one kind");
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
            .. WeightsFormat.Load(path).Tensors
                .Where(tensor => tensor.Name.StartsWith(prefix + ".", StringComparison.Ordinal))
                .Select(tensor => tensor with { Name = tensor.Name[(prefix.Length + 1)..] }),
        ];
        if (tensors.Length == 0)
            throw new UserErrorException($"{path}: holds no tensor {prefix}.NAME; name them after the weights, for example {prefix}.0.weight");
        // In the order of the weights, where they have the weights' names.
        var isNamed = Reading.Layers.Count > 1 && Reading.Layers.All(layer => tensors.Any(tensor => tensor.Name == layer.Name + "weight"));
        var names = isNamed ? string.Join(',', Reading.Layers.Select(layer => layer.Name)) : null;
        var direction = ToNetwork(WeightsFile.ToLayers(tensors, $"{path} ({prefix})", names), Network.Shape.Activations.AsSpan(), Network.Shape.HasSkips);
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
        SafetensorsFile.Write(path, Named(parameters, ""), WeightsFile.Metadata(Network.Shape.ActivationNames, Network.Shape.HasSkips));

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

    private static string? Said(string? activation, string? output)
    {
        string[] parts = [activation is null ? "" : $"activation {activation}", output is null ? "" : $"{output} at the end, as part of the loss"];
        return string.Join(", ", parts.Where(part => part.Length > 0)) is { Length: > 0 } said ? said : null;
    }

    // One name for all if they are the same, as files have it.
    private static string Names(IReadOnlyList<Activation> activations) =>
        string.Join(',', activations.All(each => each.Name == activations[0].Name) ? activations.Take(1) : activations);

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

    private static Network ToNetwork(IReadOnlyList<LayerWeights> layers, ReadOnlySpan<Activation> activations, bool hasSkips) =>
        StoredNetwork.Of(layers, new NetworkShape([layers[0].Inputs, .. layers.Select(layer => layer.Outputs)], activations, hasSkips));
}
