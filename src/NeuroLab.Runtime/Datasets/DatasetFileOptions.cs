namespace NeuroLab.Datasets;

/// <summary>How to read a file whose columns do not say it themselves. Only CSV files have columns.</summary>
public sealed record DatasetFileOptions
{
    /// <summary>Names or numbers (from 1) of the columns to predict; null takes the last one.</summary>
    public string[]? Targets { get; init; }

    /// <summary>Whether the first row holds names; null decides by what is in it.</summary>
    public bool? Header { get; init; }
}
