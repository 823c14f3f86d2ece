namespace NeuroLab.Datasets;

/// <summary>How a weights file was interpreted.</summary>
/// <param name="Layers">The layers, from the inputs to the outputs.</param>
/// <param name="PassedOver">Tensors that belong to no layer.</param>
internal sealed record WeightsReading(IReadOnlyList<LayerWeights> Layers, IReadOnlyList<string> PassedOver)
{
    /// <summary>The activation, and that it was assumed, where neither the file nor the user names it; otherwise null.</summary>
    public string? AssumedActivation { get; init; }

    /// <summary>Which part of the file it is; null for all of it.</summary>
    public string? Part { get; init; }

    /// <summary>What the file itself says about the network's functions; null if it says nothing.</summary>
    public string? Said { get; init; }

    /// <summary>Whether the order of the layers, what to skip, or the activation was a guess.</summary>
    public bool IsDecided => AssumedActivation is not null || Part is not null || Said is not null || Layers.Any(layer => !layer.HasBias) || PassedOver.Count > 0 || Layers.Any(layer => !char.IsAsciiDigit(layer.Name.TrimEnd('.').LastOrDefault('0')));

    /// <summary>The layers in order and the skipped tensors: <c>fc1 2→4, out 4→3; passed over: epoch</c>.</summary>
    public override string ToString()
    {
        var layers = string.Join(", ", Layers.Select(layer => $"{layer.Name.TrimEnd('.')} {layer.Inputs}→{layer.Outputs}".TrimStart()));
        var passedOver = PassedOver.Count == 0 ? "" : $"; passed over: {string.Join(", ", PassedOver.Take(6))}{(PassedOver.Count > 6 ? ", …" : "")}";
        var withoutBias = Layers.Where(layer => !layer.HasBias).Select(layer => layer.Name.TrimEnd('.')).ToList();
        var biases = withoutBias.Count == 0 ? "" : withoutBias.Count == Layers.Count ? "; no biases: zero" : $"; zero biases for {string.Join(", ", withoutBias)}";
        return layers + passedOver + biases + (Part is null ? "" : $"; {Part}") + (Said is null ? "" : $"; {Said}") + (AssumedActivation is null ? "" : $"; activation {AssumedActivation} (assumed; --activation chooses)");
    }
}
