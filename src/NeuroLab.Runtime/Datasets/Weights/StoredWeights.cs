namespace NeuroLab.Datasets.Weights;

/// <summary>What a file of weights holds, whatever its format.</summary>
/// <param name="Tensors">In the file's order. A layer is <c>NAME.weight</c> [outputs, inputs] or <c>NAME.kernel</c>
/// [inputs, outputs], with <c>NAME.bias</c> or without.</param>
internal sealed record StoredWeights(IReadOnlyList<SafetensorsTensor> Tensors)
{
    /// <summary>Whether the tensors are one chain in its order, as a graph says; otherwise names and shapes say it.</summary>
    public bool IsGraph { get; init; }

    /// <summary>Whether the tensors are in the order in which the network made them; otherwise it may be the alphabet's.</summary>
    public bool KeepsOrder { get; init; }

    /// <summary>Texts saved with the weights: <see cref="WeightsFile.ActivationKey"/>, <see cref="WeightsFile.OutputKey"/>,
    /// <see cref="WeightsFile.StandardizationKey"/>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Which part of the file the tensors are, and what was passed over; null for all of it.</summary>
    public string? Part { get; init; }
}
