using NeuroLab.Numerics;

namespace NeuroLab.Datasets.Tables;

/// <summary>Tables as text: numbers in every input column; the targets are numbers or, in one column, names of classes.</summary>
internal sealed class CsvFile
{
    private readonly CsvTable _table;
    private readonly TableColumns _columns;
    private readonly DatasetFileOptions _options;
    private readonly bool _areNames;
    private readonly bool[] _isUsed, _isText;
    private readonly Dictionary<int, string[]> _categories = [];
    private int _missing;

    private CsvFile(CsvTable table, TableColumns columns, DatasetFileOptions options)
    {
        (_table, _columns, _options) = (table, columns, options);
        _areNames = TableTargets.AreNames(table, columns, options);
        (_isUsed, _isText) = (new bool[table.Width], new bool[table.Width]);
        foreach (var column in columns.Inputs)
        {
            _isUsed[column] = true;
            _isText[column] = columns.Facts[column] is var facts && facts.Texts > 0 && facts.Texts >= facts.Numbers
                && options.Categories == TextColumns.OneHot;
        }
        foreach (var column in columns.Targets)
            (_isUsed[column], _isText[column]) = (true, _areNames);
    }

    private MissingValues Missing => _options.Missing ?? MissingValues.Refuse;

    /// <summary>Reads a table. Blocks.</summary>
    /// <exception cref="UserErrorException">It is damaged or does not match the options; the message names the
    /// position.</exception>
    public static Dataset Load(string path, string name, DatasetFileOptions options)
    {
        var text = TableText.Read(path);
        var table = CsvTable.Parse(text, TableDialect.Detect(text, options));
        var columns = TableColumns.Choose(table, options);
        if (columns.FirstRow == table.Count)
            throw new UserErrorException($"{path}: has a header and no rows; add at least one sample");
        return new CsvFile(table, columns, options).Read(name);
    }

    private Dataset Read(string name)
    {
        var rows = Rows();
        var names = InputNames(rows);
        var (labels, values) = TableTargets.Read(_table, _columns, rows, _areNames, _options);
        var inputs = Inputs(rows, names.Count);
        var data = new Dataset(
            name, inputs, names.Count, labels?.Labels, labels?.Names, values, _columns.Targets.Length, [.. names]);
        return data.With(Describe(data));
    }

    private DataReading Describe(Dataset data) => new(
        Path.GetFileName(_table.Path), data.Count, data.InputNames, [.. _columns.Targets.Select(_columns.Name)],
        DataReading.CountClasses(data))
    {
        Header = _columns.FirstRow > 0,
        Delimiter = _table.Dialect.Delimiter,
        Decimal = _table.Dialect.Decimal,
        MissingCells = _missing,
        DroppedRows = _table.Count - _columns.FirstRow - data.Count,
        Missing = Missing,
        LeftOut = _columns.LeftOut,
        OneHot = [.. _categories.Select(column => $"{_columns.Name(column.Key)} ({column.Value.Length} texts)")],
        Scale = _options.Scale ?? 1,
    };

    // The rows to use, after checking every cell that is no number.
    private List<int> Rows()
    {
        var dropped = new HashSet<int>();
        foreach (var cell in _table.Texts)
        {
            var (row, column) = Math.DivRem(cell.Index, _table.Width);
            if (row < _columns.FirstRow || !_isUsed[column]) continue;
            if (!_options.IsFirstVersion && _table.IsMissing(cell))
            {
                _missing++;
                if (Missing == MissingValues.Refuse) throw Refuse(row, column, cell);
                if (Missing == MissingValues.Drop || _columns.Targets.Contains(column)) dropped.Add(row);
                else if (_isText[column])
                    throw new UserErrorException($"{Location(row, column)}: is missing, and text has no mean; fill it in or drop the rows with missing values");
            }
            else if (!_isText[column] || _table.Text(cell).Length == 0)
            {
                throw Refuse(row, column, cell);
            }
        }
        var rows = Enumerable.Range(_columns.FirstRow, _table.Count - _columns.FirstRow).Where(row => !dropped.Contains(row)).ToList();
        return rows.Count > 0 ? rows
            : throw new UserErrorException($"{_table.Path}: every row has a missing value; leave out the columns that have them");
    }

    private List<string> InputNames(List<int> rows)
    {
        var names = new List<string>();
        foreach (var column in _columns.Inputs)
        {
            if (!_isText[column])
            {
                names.Add(_columns.Name(column));
                continue;
            }
            var texts = _categories[column] = [.. rows.Select(row => Category(row, column)).Distinct().Order(StringComparer.Ordinal)];
            names.AddRange(texts.Select(text => $"{_columns.Name(column)}={text}"));
        }
        return names;
    }

    private float[] Inputs(List<int> rows, int width)
    {
        var scale = _options.Scale ?? 1;
        var means = _columns.Inputs.Select(column =>
            Missing == MissingValues.Mean && !_isText[column] && _columns.Facts[column].Missing > 0 ? Mean(rows, column) : float.NaN).ToArray();
        var inputs = new float[(long)rows.Count * width];
        var at = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i < means.Length; i++)
            {
                var column = _columns.Inputs[i];
                if (_isText[column])
                {
                    var texts = _categories[column];
                    inputs[at + Array.BinarySearch(texts, Category(row, column), StringComparer.Ordinal)] = 1;
                    at += texts.Length;
                    continue;
                }
                var number = _table[row, column];
                inputs[at++] = (float.IsNaN(number) ? means[i] : number) / scale;
            }
        }
        return inputs;
    }

    private float Mean(List<int> rows, int column)
    {
        var (sum, count) = (0.0, 0);
        foreach (var row in rows)
        {
            if (_table[row, column] is var number && float.IsNaN(number)) continue;
            sum += number;
            count++;
        }
        return count > 0 ? (float)(sum / count)
            : throw new UserErrorException($"{_table.Path}: the column '{_columns.Name(column)}' holds no number to take a mean of; leave it out");
    }

    private string Category(int row, int column) => _table.Text(row, column) ?? CsvTable.Name(_table[row, column]);

    private string Location(int row, int column) => $"{_table.Path}: row {_table.RowNumber(row)}, column '{_columns.Name(column)}'";

    private UserErrorException Refuse(int row, int column, CsvTable.TextCell cell)
    {
        var (text, location) = (_table.Text(cell), Location(row, column));
        if (_table.IsMissing(cell))
            return new($"{location}: {(text.Length == 0 ? "is empty" : $"'{text}' is a missing value")}; fill it in, or read it with --missing drop or mean");
        if (_table.IsInfinite(cell))
            return new($"{location}: '{text}' is {ArrayConversion.Describe(float.PositiveInfinity)}; replace it or remove the row");
        var (mark, other) = _table.Dialect.Decimal == '.' ? ("point", ',') : ("comma", '.');
        if (TableNumber.TryParse(System.Text.Encoding.UTF8.GetBytes(text), other, out _))
            return new($"{location}: '{text}' is not a number; write decimals with a {mark} everywhere, or say what stands there (--decimal)");
        if (_columns.Facts[column].Numbers > 0)
        {
            var names = row == 0 && _options.Header is null && !_options.IsFirstVersion ? " (or say --header yes, if row 1 holds names)" : "";
            return new($"{location}: '{text}' is not a number; replace it or remove the column{names}");
        }
        return new(_columns.Targets.Contains(column)
            ? $"{location}: '{text}' is not a number; name one target of text, or only numbers"
            : $"{location}: '{text}' is text, as all of the column; leave it out (--ignore) or read it with --categories one-hot");
    }
}
