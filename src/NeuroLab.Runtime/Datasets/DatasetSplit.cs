namespace NeuroLab.Datasets;

/// <summary>Data to train on and data kept back to test on.</summary>
/// <param name="Standardization">What was applied to both, so that it can be applied to new samples; null where nothing was.</param>
public sealed record DatasetSplit(Dataset Train, Dataset Test, Standardization? Standardization = null);
