namespace NeuroLab.Datasets;

/// <summary>Training data and held-out test data.</summary>
/// <param name="Standardization">The standardization applied to both, for use on new samples; null for none.</param>
public sealed record DatasetSplit(Dataset Train, Dataset Test, Standardization? Standardization = null);
