namespace NeuroLab.Training;

/// <summary>A place in the order of batches.</summary>
/// <param name="Epoch">Passes completed.</param>
/// <param name="Sample">Samples of the present pass already drawn.</param>
public readonly record struct BatchPosition(int Epoch, int Sample);
