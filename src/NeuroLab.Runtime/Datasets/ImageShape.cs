namespace NeuroLab.Datasets;

/// <summary>The inputs of a sample are the pixels of a grey-scale image, row by row from the top.</summary>
public readonly record struct ImageShape(int Width, int Height);
