using NeuroLab.Numerics;

namespace NeuroLab.Datasets.Tables;

/// <summary>The syntax of a table.</summary>
/// <param name="Delimiter">Column delimiter.</param>
/// <param name="Decimal">Decimal separator: a point or a comma.</param>
internal readonly record struct TableDialect(char Delimiter, char Decimal)
{
    /// <summary>Rows examined.</summary>
    public const int Rows = 1000;

    // In order of precedence: a semicolon is seldom part of a cell, a comma may be a decimal separator.
    private static readonly char[] Candidates = [';', '\t', ',', '|'];

    /// <summary>
    /// Picks the delimiter that splits the most rows into the same number of columns, and among those the one that
    /// gives the most numbers; the decimal separator is a comma if there are numbers with a comma and none with a
    /// point.
    /// </summary>
    public static TableDialect Detect(TableText text, DatasetFileOptions options)
    {
        var delimiter = options.Delimiter ?? text.Delimiter
            ?? (options.IsFirstVersion ? OfFirstLine(text.Text) : Delimit(text, options.Decimal));
        var cut = options.Decimal is null && !options.IsFirstVersion && delimiter != ',' ? Cut(text, delimiter, null) : default;
        return new TableDialect(delimiter, options.Decimal ?? (cut is { Commas: > 0, Points: 0 } ? ',' : '.'));
    }

    private static char Delimit(TableText text, char? mark)
    {
        (char Delimiter, TableCut Cut) best = default;
        foreach (var candidate in Candidates)
        {
            if (text.Text.Contains((byte)candidate) && Cut(text, candidate, mark) is { Even: > 0 } cut
                && (cut.Even, cut.Numbers).CompareTo((best.Cut.Even, best.Cut.Numbers)) > 0)
                best = (candidate, cut);
        }
        return best.Cut.Even > 0 ? best.Delimiter : OfFirstLine(text.Text);
    }

    private static TableCut Cut(TableText text, char delimiter, char? mark)
    {
        var widths = new Dictionary<int, int>();
        int rows = 0, cells = 0, numbers = 0, commas = 0, points = 0;
        try
        {
            var reader = new CsvReader(text.Path, text.Text, delimiter);
            for (; rows < Rows && reader.Read(); rows++)
            {
                widths[reader.FieldCount] = widths.GetValueOrDefault(reader.FieldCount) + 1;
                cells += reader.FieldCount;
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    var cell = reader.Bytes(i);
                    var isPoint = mark != ',' && TableNumber.TryParse(cell, '.', out _);
                    var isComma = mark != '.' && (mark == ',' || delimiter != ',') && TableNumber.TryParse(cell, ',', out _);
                    if (isPoint || isComma) numbers++;
                    if (isPoint && cell.Contains((byte)'.')) points++;
                    if (isComma && cell.Contains((byte)',')) commas++;
                }
            }
        }
        catch (UserErrorException)
        {
            return default; // quotes would be misplaced with this delimiter
        }
        widths.Remove(1);
        return rows == 0 || widths.Count == 0 ? default
            : new TableCut(widths.Values.Max() / (double)rows, numbers / (double)cells, commas, points);
    }

    /// <summary>The most frequent delimiter in the first line outside quotes; a comma if there is none.</summary>
    private static char OfFirstLine(ReadOnlySpan<byte> text)
    {
        int commas = 0, semicolons = 0, tabs = 0;
        var quoted = false;
        foreach (var b in text)
        {
            if (b == '"') quoted = !quoted;
            if (quoted) continue;
            if (b == '\n') break;
            if (b == ',') commas++;
            if (b == ';') semicolons++;
            if (b == '\t') tabs++;
        }
        if (tabs > Math.Max(commas, semicolons)) return '\t';
        return semicolons > commas ? ';' : ',';
    }

    /// <param name="Even">Share of the rows with the most frequent number of columns, if that is 2 or more.</param>
    /// <param name="Numbers">Share of the cells that are numbers.</param>
    /// <param name="Commas">Numbers with a decimal comma.</param>
    /// <param name="Points">Numbers with a decimal point.</param>
    private readonly record struct TableCut(double Even, double Numbers, int Commas, int Points);
}
