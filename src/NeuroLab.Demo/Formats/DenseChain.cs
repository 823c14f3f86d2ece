using NeuroLab.Datasets;
using NeuroLab.Datasets.Weights;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Formats;

/// <summary>
/// Collects what a file says that its network does, step by step, and requires that it is a chain of dense layers with
/// an activation behind each, and nothing, softmax or sigmoid behind the last.
/// </summary>
/// <param name="path">Prefix of error messages.</param>
internal sealed class DenseChain(string path)
{
    private readonly List<(string Name, List<SafetensorsTensor> Tensors, string? Function)> _layers = [];

    /// <summary>Whether a bias may be added: nothing happened since the last layer, which has none.</summary>
    public bool TakesBias => _layers is [.., (_, { Count: 1 }, null)];

    /// <summary>Adds a layer.</summary>
    /// <param name="name">What the file calls it.</param>
    /// <param name="leaf">weight for [outputs, inputs], kernel for [inputs, outputs].</param>
    public void AddLayer(string name, string leaf, SafetensorsTensor weight)
    {
        name = name.Replace('/', '.').Trim('.');
        if (name.Length == 0 || _layers.Exists(layer => layer.Name == name))
            name = FormattableString.Invariant($"{name}layer{_layers.Count}");
        _layers.Add((name, [weight with { Name = $"{name}.{leaf}" }], null));
    }

    /// <summary>Adds the bias of the last layer.</summary>
    public void AddBias(SafetensorsTensor bias) => _layers[^1].Tensors.Add(bias with { Name = $"{_layers[^1].Name}.bias" });

    /// <summary>Adds a function behind the last layer.</summary>
    /// <param name="name">As in the catalogue, or softmax.</param>
    /// <param name="place">What the file calls it.</param>
    /// <exception cref="UserErrorException">It is not trained here, or not in this place.</exception>
    public void AddFunction(string name, string place)
    {
        if (name == "linear")
            return;
        if (_layers.Count == 0)
            throw Refused($"{place} comes before the first layer; scale the data instead, and save the network without it");
        if (_layers[^1] is var (layer, tensors, before) && before is not null)
            throw Refused($"{place} follows {before} with no layer between them; save a network of dense layers with one activation behind each");
        if (name != "softmax" && !Catalog.Activations.Any(known => known.Name == name))
            throw Refused($"{place} is no activation that is trained here; use {string.Join(", ", Catalog.Activations)}");
        _layers[^1] = (layer, tensors, name);
    }

    /// <summary>The network.</summary>
    /// <param name="metadata">Texts saved beside it.</param>
    /// <param name="passedOver">What else the file holds.</param>
    /// <exception cref="UserErrorException">It is no dense network.</exception>
    public StoredWeights End(Dictionary<string, string> metadata, IReadOnlyList<string> passedOver)
    {
        if (_layers.Count == 0)
            throw Refused("holds no dense layer; save a network of dense layers");
        var hidden = _layers.SkipLast(1).Select(layer => layer.Function ?? "linear").ToList();
        if (hidden.Contains("softmax"))
            throw Refused($"softmax follows {_layers[hidden.IndexOf("softmax")].Name}, which is not the last layer; save a network with softmax at its end only");
        if (hidden.Count > 0)
            metadata[WeightsFile.ActivationKey] = string.Join(',', hidden.Distinct().Count() == 1 ? hidden.Take(1) : hidden);
        if (_layers[^1].Function is { } output)
        {
            if (output is not ("softmax" or "sigmoid"))
                throw Refused($"ends with {output}; outputs are followed by nothing, softmax or sigmoid");
            metadata[WeightsFile.OutputKey] = output;
        }
        return new StoredWeights([.. _layers.SelectMany(layer => layer.Tensors)])
        {
            IsGraph = true,
            KeepsOrder = true,
            Metadata = metadata,
            Part = passedOver.Count == 0 ? null : $"passed over: {string.Join(", ", passedOver.Take(8))}{(passedOver.Count > 8 ? ", …" : "")}",
        };
    }

    /// <summary>An error about the file.</summary>
    public UserErrorException Refused(string what) => new($"{path}: {what}");
}
