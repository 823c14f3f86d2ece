namespace NeuroLab.Datasets;

/// <summary>How a file was understood. <see cref="DataReadingText"/> says it in one line.</summary>
/// <param name="File">Its name, without the folder.</param>
/// <param name="Samples">Samples read from it.</param>
/// <param name="Inputs">The inputs' names, [inputs].</param>
/// <param name="Targets">The targets' names.</param>
/// <param name="Classes">Each class with its samples; null where the targets are numbers.</param>
internal sealed record DataReading(
    string File, int Samples, IReadOnlyList<string> Inputs, IReadOnlyList<string> Targets,
    IReadOnlyList<KeyValuePair<string, int>>? Classes)
{
    /// <summary>Set where the inputs are pixels.</summary>
    public ImageShape? Image { get; init; }

    /// <summary>Whether the first row of a table holds names; null for what is no table.</summary>
    public bool? Header { get; init; }

    /// <summary>What stands between the columns of a table.</summary>
    public char? Delimiter { get; init; }

    /// <summary>What stands before the decimals in a table.</summary>
    public char? Decimal { get; init; }

    /// <summary>Missing values among the inputs and targets.</summary>
    public int MissingCells { get; init; }

    /// <summary>Rows that were left out for them.</summary>
    public int DroppedRows { get; init; }

    /// <summary>What was done about missing values.</summary>
    public MissingValues Missing { get; init; }

    /// <summary>Columns that are not used, each with the reason.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Columns of text that became one input for each text.</summary>
    public IReadOnlyList<string> OneHot { get; init; } = [];

    /// <summary>What each input was divided by.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Whether the inputs are stored as bytes, whose scale is worth a word even where it is 1.</summary>
    public bool IsBytes { get; init; }

    /// <summary>Each class of a data set with its samples; null where its targets are numbers.</summary>
    internal static KeyValuePair<string, int>[]? CountClasses(Dataset data)
    {
        if (data.Task == DatasetTask.Regression)
            return null;
        var counts = new int[data.ClassNames.Length];
        foreach (var label in data.Labels!) counts[label]++;
        return [.. data.ClassNames.Zip(counts, KeyValuePair.Create)];
    }
}
