namespace NeuroLab.Datasets;

/// <summary>How to handle missing values: empty cells, NA, N/A, #N/A, NaN, null and ?.</summary>
public enum MissingValues
{
    /// <summary>Throw, naming the first one.</summary>
    Refuse,

    /// <summary>Drop the row.</summary>
    Drop,

    /// <summary>Replace it by the mean of its column; rows without a target are dropped.</summary>
    Mean,
}
