using System.Globalization;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets.Tables;

/// <summary>Decides which columns of a table are inputs, which are targets, and which are ignored.</summary>
internal sealed class TableColumns
{
    private readonly CsvTable _table;
    private readonly string[] _names;
    private readonly DatasetFileOptions _options;

    private TableColumns(CsvTable table, bool header, ColumnFacts[] facts, DatasetFileOptions options)
    {
        (_table, Facts, FirstRow, _options) = (table, facts, header ? 1 : 0, options);
        _names = [.. Enumerable.Range(0, table.Width).Select(column => header ? Title(column) : Number(column))];
        if (table.Width < 2)
            throw new UserErrorException($"{table.Path}: has a single column; give at least one input and one target, separated by commas");
        var demanded = new HashSet<int>([.. Find(options.Inputs), .. Find(options.Targets)]);
        var leftOut = new SortedDictionary<int, string>();
        foreach (var column in Find(options.Ignored))
        {
            if (demanded.Contains(column))
                throw new UserErrorException($"{table.Path}: the column '{Name(column)}' is to be used and to be left out; name it once");
            leftOut[column] = Name(column);
        }
        if (!options.IsFirstVersion)
            LeaveOut(demanded, leftOut, header);
        Targets = FindTargets(leftOut);
        int[] inputs = [.. Find(options.Inputs)];
        if (inputs.Intersect(Targets).Any())
            throw new UserErrorException($"{table.Path}: the column '{Name(inputs.Intersect(Targets).First())}' is a target and an input; name it once");
        Inputs = inputs.Length > 0 ? inputs
            : [.. Enumerable.Range(0, table.Width).Where(column => !leftOut.ContainsKey(column) && !Targets.Contains(column))];
        if (Inputs.Length == 0)
            throw new UserErrorException($"{table.Path}: every column is a target{(leftOut.Count > 0 ? " or left out" : "")}; leave at least one as input");
        LeftOut = [.. leftOut.Values];
    }

    /// <summary>Statistics of each column.</summary>
    public ColumnFacts[] Facts { get; }

    /// <summary>The first row of values.</summary>
    public int FirstRow { get; }

    public int[] Inputs { get; }

    public int[] Targets { get; }

    /// <summary>The unused columns, as text.</summary>
    public string[] LeftOut { get; }

    /// <summary>Assigns the columns according to the options and their content.</summary>
    /// <exception cref="UserErrorException">A requested column does not exist, or no input is left.</exception>
    public static TableColumns Choose(CsvTable table, DatasetFileOptions options)
    {
        var facts = new ColumnFacts[table.Width];
        ColumnFacts.Add(table, 1, table.Count, facts);
        var header = options.Header
            ?? (options.IsFirstVersion ? TableHeader.OfFirstRows(table) : TableHeader.Detect(table, facts));
        if (!header)
            ColumnFacts.Add(table, 0, 1, facts);
        return new TableColumns(table, header, facts, options);
    }

    /// <summary>The column's name, made unique if another column has the same; its number if it has none.</summary>
    public string Name(int column) =>
        _names[column].Length == 0 ? Number(column)
        : _names.AsSpan().Count(_names[column]) > 1 ? $"{_names[column]} ({Number(column)})" : _names[column];

    private string Title(int column) => _table.Text(0, column) ?? CsvTable.Name(_table[0, column]);

    private static string Number(int column) => (column + 1).ToString(CultureInfo.InvariantCulture);

    // Drops columns that are an artefact of how the table was written, and no input.
    private void LeaveOut(HashSet<int> demanded, SortedDictionary<int, string> leftOut, bool header)
    {
        for (var column = 0; column < _table.Width; column++)
        {
            if (demanded.Contains(column) || leftOut.ContainsKey(column)) continue;
            if (Facts[column] is { Numbers: 0, Texts: 0 } && _table.Count > FirstRow)
                leftOut[column] = $"column {Number(column)} (empty)";
        }
        var isUnnamed = header && (_names[0].Length == 0 || _names[0].StartsWith("Unnamed: ", StringComparison.Ordinal));
        if (isUnnamed && _table.Width > 2 && !demanded.Contains(0) && !leftOut.ContainsKey(0) && IsIndex(0))
            leftOut[0] = "column 1 (unnamed, it numbers the rows)";
    }

    // Rows may have been shuffled or removed since they were numbered, or have names instead of numbers.
    private bool IsIndex(int column)
    {
        var facts = Facts[column];
        if (facts.Missing > 0 || facts.HasFraction || (facts.Numbers > 0 && facts.Texts > 0))
            return false;
        var seen = new HashSet<string>();
        for (var row = FirstRow; row < _table.Count; row++)
        {
            if (!seen.Add(_table.Text(row, column) ?? CsvTable.Name(_table[row, column]))) return false;
        }
        return true;
    }

    private int[] FindTargets(SortedDictionary<int, string> leftOut)
    {
        if (_options.Targets is null or [])
        {
            var last = _table.Width - 1;
            while (leftOut.ContainsKey(last) && last > 0) last--;
            return [last];
        }
        int[] targets = [.. Find(_options.Targets)];
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets.AsSpan(0, i).Contains(targets[i]))
                throw new UserErrorException($"{_table.Path}: the target '{Name(targets[i])}' is given twice; name each column once");
        }
        return targets;
    }

    // A name may itself contain commas: the longest match wins.
    private IEnumerable<int> Find(string[]? wanted)
    {
        foreach (var list in wanted ?? [])
        {
            var words = list.Split(',');
            for (var i = 0; i < words.Length;)
            {
                var length = words.Length - i;
                while (length > 1 && !_names.Contains(Join(words, i, length))) length--;
                if (Join(words, i, length) is { Length: > 0 } name)
                    yield return Find(name);
                i += length;
            }
        }

        static string Join(string[] words, int start, int length) => string.Join(',', words, start, length).Trim();
    }

    private int Find(string wanted)
    {
        var column = Array.IndexOf(_names, wanted);
        if (column >= 0 && Array.LastIndexOf(_names, wanted) is var last && last != column)
            throw new UserErrorException($"{_table.Path}: two columns are called '{wanted}', {column + 1} and {last + 1}; name the one by its number");
        if (column >= 0)
            return column;
        if (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new UserErrorException($"{_table.Path}: has no column '{wanted}'{NearestName.Suggest(wanted, _names)}");
        return number >= 1 && number <= _table.Width ? number - 1
            : throw new UserErrorException($"{_table.Path}: has no column {number}; the columns are 1 to {_table.Width}");
    }
}
