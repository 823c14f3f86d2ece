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
    private readonly HashSet<int> _skips = [];
    private int _skipFrom = -1;

    /// <summary>Whether a bias may be added: nothing happened since the last layer, which has none.</summary>
    public bool TakesBias => _layers is [.., (_, { Count: 1 }, null)] && !_skips.Contains(_layers.Count - 1);

    /// <summary>The next layer's input is also added to its output.</summary>
    /// <param name="place">What the file calls the sum.</param>
    /// <exception cref="UserErrorException">It is inside of another one.</exception>
    public void BeginSkip(string place)
    {
        if (_skipFrom >= 0)
            throw Refused($"{place} is a connection around a part of another one; save a network whose skips go around one layer each");
        _skipFrom = _layers.Count;
    }

    /// <summary>The input is added.</summary>
    /// <param name="place">What the file calls the sum.</param>
    /// <exception cref="UserErrorException">It does not go around one hidden layer.</exception>
    public void EndSkip(string place)
    {
        if (_skipFrom != _layers.Count - 1 || _skipFrom == 0)
            throw Refused($"{place} goes around {(_skipFrom == 0 ? "the first layer" : "more than one layer")}; skip connections here go around one hidden layer each");
        _skips.Add(_skipFrom);
        _skipFrom = -1;
    }

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
        var (layer, tensors, before) = _layers[^1];
        if (_skips.Contains(_layers.Count - 1))
            throw Refused($"{place} follows the sum of a skip connection; here the activation comes before it: h + f(W·h + b)");
        if (before is not null)
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
        RequireSkips(metadata);
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

    // Around all hidden layers that are as wide as the one before, or around none.
    private void RequireSkips(Dictionary<string, string> metadata)
    {
        if (_skipFrom >= 0)
            throw Refused("a connection skips layers and is not added again; save a network of dense layers");
        if (_skips.Count == 0)
            return;
        for (var i = 1; i < _layers.Count; i++)
        {
            var isLast = i == _layers.Count - 1;
            var canSkip = !isLast && _layers[i].Tensors[0].Shape is [var rows, var columns] && rows == columns;
            if (_skips.Contains(i) != canSkip)
                throw Refused($"{_layers[i].Name} {(canSkip ? "has no skip connection, and another layer has one" : "has a skip connection, and is no hidden layer as wide as the one before")}; skips here go around all such layers, or around none");
        }
        metadata[WeightsFile.SkipKey] = "true";
    }

    /// <summary>An error about the file.</summary>
    public UserErrorException Refused(string what) => new($"{path}: {what}");
}
