namespace NeuroLab.Datasets;

/// <summary>What was understood of a file with weights.</summary>
/// <param name="Layers">The layers, from the inputs to the outputs.</param>
/// <param name="PassedOver">Tensors that belong to no layer.</param>
internal sealed record WeightsReading(IReadOnlyList<LayerWeights> Layers, IReadOnlyList<string> PassedOver)
{
    /// <summary>Whether it had to be decided what comes after what, or what does not matter.</summary>
    public bool IsDecided => PassedOver.Count > 0 || Layers.Any(layer => !char.IsAsciiDigit(layer.Name.TrimEnd('.').LastOrDefault('0')));

    /// <summary>The layers in their order and what was passed over: <c>fc1 2→4, out 4→3; epoch passed over</c>.</summary>
    public override string ToString()
    {
        var layers = string.Join(", ", Layers.Select(layer => $"{layer.Name.TrimEnd('.')} {layer.Inputs}→{layer.Outputs}".TrimStart()));
        return PassedOver.Count == 0 ? layers : $"{layers}; passed over: {string.Join(", ", PassedOver.Take(6))}{(PassedOver.Count > 6 ? ", …" : "")}";
    }
}
