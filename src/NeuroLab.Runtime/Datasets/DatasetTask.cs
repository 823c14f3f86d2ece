namespace NeuroLab.Datasets;

/// <summary>What a data set asks of a network: numbers or classes.</summary>
public enum DatasetTask
{
    Regression,
    Classification,
}
