using System.Text.Json.Serialization;

namespace NeuroLab.Datasets;

/// <summary>
/// How to read a file; null leaves a decision to what is in the file, and <see cref="Dataset.Reading"/> tells how it fell.
/// Columns are named by their names or by their numbers from 1; one string may name several, separated by commas.
/// </summary>
public sealed record DatasetFileOptions
{
    /// <summary>The columns to predict; null takes the last one.</summary>
    public string[]? Targets { get; init; }

    /// <summary>The columns to predict from; null takes all others.</summary>
    public string[]? Inputs { get; init; }

    /// <summary>The columns to leave out.</summary>
    public string[]? Ignored { get; init; }

    /// <summary>Whether the first row of a table holds names.</summary>
    public bool? Header { get; init; }

    /// <summary>What stands between the columns of a table, an ASCII character.</summary>
    public char? Delimiter { get; init; }

    /// <summary>What stands before the decimals in a table: a point or a comma.</summary>
    public char? Decimal { get; init; }

    /// <summary>What to do about missing values in a table; null refuses them.</summary>
    public MissingValues? Missing { get; init; }

    /// <summary>What to do about text in the inputs of a table; null refuses it.</summary>
    public TextColumns? Categories { get; init; }

    /// <summary>Whether the targets are classes or numbers.</summary>
    public DatasetTask? Task { get; init; }

    /// <summary>What each input is divided by; null divides the bytes of images by 255, and nothing else.</summary>
    public float? Scale { get; init; }

    /// <summary>
    /// As experiments were read before their files said how: by the first two rows, without scaling, every column used.
    /// </summary>
    internal static DatasetFileOptions FirstVersion { get; } = new() { IsFirstVersion = true, Scale = 1 };

    [JsonIgnore]
    internal bool IsFirstVersion { get; init; }
}
