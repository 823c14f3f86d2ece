namespace NeuroLab.Backends.OpenGL;

/// <summary>Sizes of one layer, and its places in <see cref="ParameterLayout"/>, in vec4s where they end in 4.</summary>
/// <param name="Inputs">Units of the layer before.</param>
/// <param name="Inputs4">The same in whole vec4s: the length of a row of W.</param>
/// <param name="Outputs">Units of this layer.</param>
/// <param name="Outputs4">The same in whole vec4s.</param>
/// <param name="Weights">Place of W, in vec4s.</param>
/// <param name="Bias">Place of b, in vec4s.</param>
internal readonly record struct LayerLayout(
    int Inputs, int Inputs4, int Outputs, int Outputs4, int Weights, int Bias);
