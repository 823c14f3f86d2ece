namespace NeuroLab.Datasets;

/// <summary>What a network is to predict: numbers or classes.</summary>
public enum DatasetTask
{
    /// <summary>Targets are numbers.</summary>
    Regression,
    /// <summary>Targets are classes.</summary>
    Classification,
}
