namespace NeuroLab.Training;

/// <summary>A position in the order of batches.</summary>
/// <param name="Epoch">Epochs completed.</param>
/// <param name="Sample">Samples of the current epoch already used.</param>
public readonly record struct BatchPosition(int Epoch, int Sample);
