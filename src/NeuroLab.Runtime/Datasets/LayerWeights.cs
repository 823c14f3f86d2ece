namespace NeuroLab.Datasets;

/// <summary>The parameters of one dense layer.</summary>
/// <param name="Weight">[Outputs, Inputs], row-major.</param>
/// <param name="Bias">[Outputs].</param>
/// <param name="Name">The tensor's name before <c>weight</c>, including the dot: <c>net.0.</c></param>
/// <param name="HasBias">Whether the file holds a bias; otherwise it is zero.</param>
internal sealed record LayerWeights(
    float[] Weight, float[] Bias, int Inputs, int Outputs, string Name = "", bool HasBias = true);
