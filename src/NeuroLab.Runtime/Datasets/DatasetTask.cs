namespace NeuroLab.Datasets;

/// <summary>What a data set asks of a network: numbers or classes.</summary>
public enum DatasetTask
{
    /// <summary>Targets are numbers.</summary>
    Regression,
    /// <summary>Targets are classes.</summary>
    Classification,
}
