namespace NeuroLab.Datasets;

/// <summary>What to do about missing values: empty cells, NA, N/A, #N/A, NaN, null and ?.</summary>
public enum MissingValues
{
    /// <summary>Name the first one and read nothing.</summary>
    Refuse,

    /// <summary>Leave its row out.</summary>
    Drop,

    /// <summary>Put the mean of its column in its place; rows without a target are left out.</summary>
    Mean,
}
