namespace NeuroLab.Datasets;

/// <summary>The parameters of one dense layer.</summary>
/// <param name="Weight">[Outputs, Inputs], row-major.</param>
/// <param name="Bias">[Outputs].</param>
public sealed record LayerWeights(float[] Weight, float[] Bias, int Inputs, int Outputs);
