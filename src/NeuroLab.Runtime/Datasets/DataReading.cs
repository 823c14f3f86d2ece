namespace NeuroLab.Datasets;

/// <summary>How a file was interpreted. <see cref="DataReadingText"/> formats it as one line.</summary>
/// <param name="File">The file's name, without the folder.</param>
/// <param name="Samples">Samples read from it.</param>
/// <param name="Inputs">The inputs' names, [inputs].</param>
/// <param name="Targets">The targets' names.</param>
/// <param name="Classes">Each class with its sample count; null if the targets are numbers.</param>
internal sealed record DataReading(
    string File, int Samples, IReadOnlyList<string> Inputs, IReadOnlyList<string> Targets,
    IReadOnlyList<KeyValuePair<string, int>>? Classes)
{
    /// <summary>Set if the inputs are pixels.</summary>
    public ImageShape? Image { get; init; }

    /// <summary>Whether the first row of a table holds names; null if the file is no table.</summary>
    public bool? Header { get; init; }

    /// <summary>Column delimiter of a table.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Decimal separator of a table.</summary>
    public char? Decimal { get; init; }

    /// <summary>Missing values among the inputs and targets.</summary>
    public int MissingCells { get; init; }

    /// <summary>Rows that were dropped because of them.</summary>
    public int DroppedRows { get; init; }

    /// <summary>How missing values were handled.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>Unused columns, each with the reason.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Text columns that were one-hot encoded.</summary>
    public IReadOnlyList<string> OneHot { get; init; } = [];

    /// <summary>What each input was divided by.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>How inputs and numeric targets were standardized; null if they were not.</summary>
    public Standardization? Standardization { get; init; }

    /// <summary>Whether the inputs are stored as bytes; their scale is then mentioned even if it is 1.</summary>
    public bool IsBytes { get; init; }

    /// <summary>Each class of a data set with its sample count; null if its targets are numbers.</summary>
    internal static KeyValuePair<string, int>[]? CountClasses(Dataset data)
    {
        if (data.Task == DatasetTask.Regression)
            return null;
        var counts = new int[data.ClassNames.Length];
        foreach (var label in data.Labels!) counts[label]++;
        return [.. data.ClassNames.Zip(counts, KeyValuePair.Create)];
    }
}
