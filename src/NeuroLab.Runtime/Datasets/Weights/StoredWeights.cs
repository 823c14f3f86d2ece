using NeuroLab.Losses;
using NeuroLab.Numerics;

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

    /// <summary>Throws unless a loss includes the function behind the outputs.</summary>
    /// <param name="output">softmax or sigmoid; null if the file says none.</param>
    /// <exception cref="UserErrorException">It does not.</exception>
    public static void RequireLoss(string? output, Loss loss, string path)
    {
        var including = output switch
        {
            "softmax" => new SoftmaxCrossEntropy().Name,
            "sigmoid" => new BinaryCrossEntropy().Name,
            _ => loss.Name,
        };
        if (including != loss.Name)
            throw new UserErrorException($"{path}: ends with {output}, which is part of {including} and not of {loss.Name}; use the loss {including}");
    }
}
