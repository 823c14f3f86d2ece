using System.Text;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets.Tables;

/// <summary>
/// All cells of a table, before their interpretation: numbers parsed, everything else as a range of the text.
/// </summary>
internal sealed class CsvTable
{
    private const int RowsAtOnce = 256;

    private readonly TableText _text;
    private readonly List<float> _numbers;
    private readonly List<int> _rows = [];
    private readonly List<TextCell> _texts = [];

    private CsvTable(TableText text, TableDialect dialect, int width)
    {
        (_text, Dialect, Width) = (text, dialect, width);
        // Allocates once; a number takes at least one byte of the file, its delimiter.
        long rows = 1 + text.Text.Count((byte)'\n');
        _numbers = new List<float>((int)Math.Min(rows * width, text.Text.Length + 1));
    }

    public string Path => _text.Path;

    public TableDialect Dialect { get; }

    /// <summary>Number of columns.</summary>
    public int Width { get; }

    /// <summary>Number of rows, including a header.</summary>
    public int Count => _rows.Count;

    /// <summary>Cells that are not finite numbers, in the file's order.</summary>
    public IReadOnlyList<TextCell> Texts => _texts;

    /// <summary>The row's number in the file, from 1.</summary>
    public int RowNumber(int row) => _rows[row];

    /// <summary>The number in a cell; NaN if it holds none.</summary>
    public float this[int row, int column] => _numbers[row * Width + column];

    /// <summary>Parses all cells.</summary>
    /// <exception cref="UserErrorException">There are none, or the rows differ in length.</exception>
    public static CsvTable Parse(TableText text, TableDialect dialect)
    {
        var reader = new CsvReader(text.Path, text.Text, dialect.Delimiter);
        if (!reader.Read())
            throw new UserErrorException($"{text.Path}: holds only blank lines; add at least one sample");
        var table = new CsvTable(text, dialect, reader.FieldCount);
        do
        {
            if (reader.FieldCount != table.Width)
                throw new UserErrorException($"{text.Path}: row {reader.Row} has {reader.FieldCount} columns and the first has {table.Width}; give every row the same number");
            table.Add(reader);
            if (table.Count % RowsAtOnce == 0)
                text.Report(reader.Position);
        }
        while (reader.Read());
        return table;
    }

    /// <summary>The text of a cell that is no number; null if it is one.</summary>
    public string? Text(int row, int column)
    {
        var at = _texts.BinarySearch(new TextCell(row * Width + column, default));
        return at < 0 ? null : Text(_texts[at]);
    }

    /// <summary>The text of a cell without its quotes.</summary>
    public string Text(TextCell cell) =>
        Encoding.UTF8.GetString(_text.Text[cell.Range]).Replace("\"\"", "\"", StringComparison.Ordinal).Trim();

    /// <summary>Whether a cell is a missing value.</summary>
    public bool IsMissing(TextCell cell) => TableNumber.IsMissing(_text.Text[cell.Range].Trim(" \t"u8));

    /// <summary>Whether a cell is an infinite number.</summary>
    public bool IsInfinite(TextCell cell) =>
        TableNumber.TryParse(_text.Text[cell.Range], Dialect.Decimal, out var number) && float.IsInfinity(number);

    /// <summary>A finite number in the shortest text that parses to it, for a class name.</summary>
    public static string Name(float number) => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private void Add(in CsvReader reader)
    {
        for (var column = 0; column < Width; column++)
        {
            if (!TableNumber.TryParse(reader.Bytes(column), Dialect.Decimal, out var number) || !float.IsFinite(number))
            {
                _texts.Add(new TextCell(_numbers.Count, reader.RangeOf(column)));
                number = float.NaN;
            }
            _numbers.Add(number);
        }
        _rows.Add(reader.Row);
    }

    /// <summary>A cell that is not a finite number.</summary>
    /// <param name="Index">Row × table width + column.</param>
    /// <param name="Range">Its range in the text.</param>
    public readonly record struct TextCell(int Index, Range Range) : IComparable<TextCell>
    {
        public int CompareTo(TextCell other) => Index.CompareTo(other.Index);
    }
}
