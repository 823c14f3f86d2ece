namespace NeuroLab.Datasets;

/// <summary>How a weights file was interpreted.</summary>
/// <param name="Layers">The layers, from the inputs to the outputs.</param>
/// <param name="PassedOver">Tensors that belong to no layer.</param>
internal sealed record WeightsReading(IReadOnlyList<LayerWeights> Layers, IReadOnlyList<string> PassedOver)
{
    /// <summary>Whether the order of the layers, or what to skip, was a guess.</summary>
    public bool IsDecided => PassedOver.Count > 0 || Layers.Any(layer => !char.IsAsciiDigit(layer.Name.TrimEnd('.').LastOrDefault('0')));

    /// <summary>The layers in order and the skipped tensors: <c>fc1 2→4, out 4→3; epoch passed over</c>.</summary>
    public override string ToString()
    {
        var layers = string.Join(", ", Layers.Select(layer => $"{layer.Name.TrimEnd('.')} {layer.Inputs}→{layer.Outputs}".TrimStart()));
        return PassedOver.Count == 0 ? layers : $"{layers}; passed over: {string.Join(", ", PassedOver.Take(6))}{(PassedOver.Count > 6 ? ", …" : "")}";
    }
}
