using NeuroLab.Activations;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// Sizes of one layer, and its offsets in <see cref="ParameterLayout"/>; a name ending in 4 counts vec4s.
/// </summary>
/// <param name="Inputs">Units of the previous layer.</param>
/// <param name="Inputs4">The same in whole vec4s: the length of a row of W.</param>
/// <param name="Outputs">Units of this layer.</param>
/// <param name="Outputs4">The same in whole vec4s.</param>
/// <param name="Weights">Offset of W, in vec4s.</param>
/// <param name="Bias">Offset of b, in vec4s.</param>
/// <param name="Activation">f; null for the output layer.</param>
/// <param name="HasSkip">Whether the layer's input is added to f(z).</param>
internal readonly record struct LayerLayout(
    int Inputs, int Inputs4, int Outputs, int Outputs4, int Weights, int Bias, Activation? Activation, bool HasSkip);
