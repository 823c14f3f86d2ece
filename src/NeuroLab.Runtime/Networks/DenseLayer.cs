namespace NeuroLab.Networks;

/// <summary>
/// Offsets of one layer's weights and biases in the flat parameter vector. W is [Outputs, Inputs], row-major, followed
/// by b, [Outputs].
/// </summary>
/// <param name="Index">The layer's index, from 0.</param>
/// <param name="Inputs">Units of the previous layer.</param>
/// <param name="Outputs">Units of this layer.</param>
/// <param name="WeightOffset">Index of W[0, 0] in the parameters.</param>
public readonly record struct DenseLayer(int Index, int Inputs, int Outputs, int WeightOffset)
{
    /// <summary>Number of weights, Outputs · Inputs.</summary>
    public int WeightCount => Inputs * Outputs;

    /// <summary>Index of b[0] in the parameters.</summary>
    public int BiasOffset => WeightOffset + WeightCount;

    /// <summary>Index just past the layer's last parameter.</summary>
    public int End => BiasOffset + Outputs;
}
