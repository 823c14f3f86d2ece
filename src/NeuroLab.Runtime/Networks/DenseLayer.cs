using NeuroLab.Activations;

namespace NeuroLab.Networks;

/// <summary>
/// One layer: its activation, and the offsets of its weights and biases in the flat parameter vector. W is [Outputs,
/// Inputs], row-major, followed by b, [Outputs].
/// </summary>
/// <param name="Index">The layer's index, from 0.</param>
/// <param name="Inputs">Units of the previous layer.</param>
/// <param name="Outputs">Units of this layer.</param>
/// <param name="WeightOffset">Index of W[0, 0] in the parameters.</param>
public readonly record struct DenseLayer(int Index, int Inputs, int Outputs, int WeightOffset)
{
    /// <summary>f in a = f(W·x + b); null for the output layer, which is linear.</summary>
    public Activation? Activation { get; init; }

    /// <summary>
    /// Whether the layer's input is added to its activation, a = x + f(W·x + b) (He et al., Deep Residual Learning, 2016).
    /// </summary>
    public bool HasSkip { get; init; }

    /// <summary>Number of weights, Outputs · Inputs.</summary>
    public int WeightCount => Inputs * Outputs;

    /// <summary>Index of b[0] in the parameters.</summary>
    public int BiasOffset => WeightOffset + WeightCount;

    /// <summary>Index just past the layer's last parameter.</summary>
    public int End => BiasOffset + Outputs;
}
