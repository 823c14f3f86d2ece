using System.Text.Json.Serialization;

namespace NeuroLab.Datasets;

/// <summary>
/// How to read a file; null detects a setting from the content, and <see cref="Dataset.Reading"/> reports the choice.
/// Columns are given by name or by number from 1; one string may list several, separated by commas.
/// </summary>
public sealed record DatasetFileOptions
{
    /// <summary>The columns to predict; null for the last one.</summary>
    public string[]? Targets { get; init; }

    /// <summary>The input columns; null for all others.</summary>
    public string[]? Inputs { get; init; }

    /// <summary>The columns to ignore.</summary>
    public string[]? Ignored { get; init; }

    /// <summary>Whether the first row of a table holds names.</summary>
    public bool? Header { get; init; }

    /// <summary>Column delimiter of a table, an ASCII character.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Decimal separator of a table: a point or a comma.</summary>
    public char? Decimal { get; init; }

    /// <summary>How to handle missing values in a table; null rejects them.</summary>
    public MissingValues? Missing { get; init; }

    /// <summary>How to handle text in the input columns of a table; null rejects it.</summary>
    public TextColumns? Categories { get; init; }

    /// <summary>Whether the targets are classes or numbers.</summary>
    public DatasetTask? Task { get; init; }

    /// <summary>The divisor of each input; null divides the bytes of images by 255, and nothing else.</summary>
    public float? Scale { get; init; }

    /// <summary>
    /// Whether to scale inputs, and targets that are numbers, to mean 0 and deviation 1 on the training part, once the
    /// data are split; null does so for tables without a <see cref="Scale"/>.
    /// </summary>
    public bool? Standardize { get; init; }

    /// <summary>
    /// How experiment files without reading options were read: by the first two rows, without scaling, every column
    /// used.
    /// </summary>
    internal static DatasetFileOptions FirstVersion { get; } = new() { IsFirstVersion = true, Scale = 1 };

    [JsonIgnore]
    internal bool IsFirstVersion { get; init; }
}
