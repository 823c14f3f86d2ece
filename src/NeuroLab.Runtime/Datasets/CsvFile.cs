using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using NeuroLab.Experiments;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>Tables as text: numbers in every input column; the targets are numbers or, in one column, names of classes.</summary>
internal sealed class CsvFile
{
    // Bytes come fast, numbers out of them do not.
    private const double ReadingShare = 0.1;
    private const int RowsAtOnce = 256;

    private readonly string _path;
    private readonly byte[] _file;
    private readonly int _start; // behind the byte order mark
    private readonly char _delimiter;

    private CsvFile(string path)
    {
        _path = path;
        _file = UserFile.ReadAllBytes(path, ReadingShare);
        ReadOnlySpan<byte> file = _file;
        if (file.StartsWith((byte[])[0xFF, 0xFE]) || file.StartsWith((byte[])[0xFE, 0xFF]))
            throw new UserErrorException($"{path}: is UTF-16 text; save it as UTF-8");
        _start = file.StartsWith((byte[])[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        if (!Utf8.IsValid(file))
            throw new UserErrorException($"{path}: byte {FirstInvalid(file)} is no UTF-8 text; save the table as UTF-8");
        _delimiter = CsvReader.DetectDelimiter(file[_start..]);
    }

    public static Dataset Load(string path, string name, DatasetFileOptions options) => new CsvFile(path).Parse(name, options);

    private Dataset Parse(string name, DatasetFileOptions options)
    {
        var columns = Columns(options.Header, out var header);
        if (columns.Length < 2)
            throw new UserErrorException($"{_path}: has a single column; give at least one input and one target, separated by commas");
        var targets = Targets(options.Targets, columns);
        var isTarget = new bool[columns.Length];
        foreach (var target in targets) isTarget[target] = true;
        if (targets.Length == columns.Length)
            throw new UserErrorException($"{_path}: every column is a target; leave at least one as input");

        // Room for all inputs at once; a number takes at least a byte of the file, its delimiter.
        long rows = 1 + _file.AsSpan().Count((byte)'\n');
        var inputs = new List<float>((int)Math.Min(rows * (columns.Length - targets.Length), _file.Length));
        var values = new List<float>();
        var texts = new List<string>();
        var named = false; // the only target holds names, as its first row tells
        var reader = new CsvReader(_path, _file.AsSpan(_start), _delimiter);
        if (header) reader.Read();
        var count = 0;
        for (; reader.Read(); count++)
        {
            if (reader.FieldCount != columns.Length)
                throw new UserErrorException($"{_path}: row {reader.Row} has {reader.FieldCount} columns and the first has {columns.Length}; give every row the same number");
            for (var column = 0; column < columns.Length; column++)
            {
                if (!isTarget[column])
                    inputs.Add(Number(reader, column, columns));
            }
            if (count == 0)
                named = targets.Length == 1 && !TryNumber(reader.Bytes(targets[0]), out _);
            foreach (var target in targets)
            {
                if (named) texts.Add(TargetText(reader, target, columns));
                else values.Add(Number(reader, target, columns));
            }
            if (count % RowsAtOnce == 0)
                ReadProgress.Report(ReadingShare + (1 - ReadingShare) * reader.Position / _file.Length);
        }
        if (count == 0)
            throw new UserErrorException($"{_path}: has {(header ? "a header and no rows" : "no rows")}; add at least one sample");

        string[] inputNames = [.. columns.Where((_, column) => !isTarget[column])];
        float[] all = [.. inputs];
        if (named)
        {
            var classes = ClassLabels.FromNames(texts);
            return new Dataset(name, all, inputNames.Length, classes.Labels, classes.Names, inputNames: inputNames);
        }
        var labels = targets.Length == 1 ? ClassLabels.FromNumbers(CollectionsMarshal.AsSpan(values)) : null;
        return new Dataset(name, all, inputNames.Length, labels?.Labels, labels?.Names, [.. values], targets.Length, inputNames);
    }

    /// <summary>The columns' names: the header's, or their numbers.</summary>
    private string[] Columns(bool? wanted, out bool header)
    {
        var reader = new CsvReader(_path, _file.AsSpan(_start), _delimiter);
        if (!reader.Read())
            throw new UserErrorException($"{_path}: holds only blank lines; add at least one sample");
        var names = new string[reader.FieldCount];
        var isNumber = new bool[names.Length];
        for (var column = 0; column < names.Length; column++)
        {
            names[column] = reader.Text(column);
            isNumber[column] = TryNumber(reader.Bytes(column), out _);
        }
        // A header has text above a number, or nothing but text.
        var textAboveNumber = false;
        if (reader.Read())
        {
            for (var column = 0; column < Math.Min(names.Length, reader.FieldCount); column++)
                textAboveNumber |= !isNumber[column] && TryNumber(reader.Bytes(column), out _);
        }
        header = wanted ?? (textAboveNumber || !isNumber.Contains(true));
        return header ? names : [.. names.Select((_, column) => (column + 1).ToString(CultureInfo.InvariantCulture))];
    }

    private int[] Targets(string[]? wanted, string[] columns)
    {
        if (wanted is null or []) return [columns.Length - 1];
        var targets = new int[wanted.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            var column = Array.IndexOf(columns, wanted[i]);
            if (column < 0 && int.TryParse(wanted[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                if (number < 1 || number > columns.Length)
                    throw new UserErrorException($"{_path}: has no column {number}; the columns are 1 to {columns.Length}");
                column = number - 1;
            }
            if (column < 0)
                throw new UserErrorException($"{_path}: has no column '{wanted[i]}'{NearestName.Suggest(wanted[i], columns)}");
            if (targets.AsSpan(0, i).Contains(column))
                throw new UserErrorException($"{_path}: the target '{wanted[i]}' is given twice; name each column once");
            targets[i] = column;
        }
        return targets;
    }

    private float Number(in CsvReader reader, int column, string[] columns)
    {
        if (TryNumber(reader.Bytes(column), out var value) && float.IsFinite(value)) return value;
        string text = reader.Text(column), place = $"{_path}: row {reader.Row}, column '{columns[column]}'";
        throw new UserErrorException(
            text.Length == 0 ? $"{place}: is empty; fill it in or remove the row"
            : TryNumber(reader.Bytes(column), out value) ? $"{place}: '{text}' is {ArrayConversion.Describe(value)}; replace it or remove the row"
            : _delimiter != ',' && text.Contains(',') ? $"{place}: '{text}' is no number; write decimals with a point"
            : $"{place}: '{text}' is no number; replace it or remove the column");
    }

    private string TargetText(in CsvReader reader, int column, string[] columns)
    {
        var text = reader.Text(column);
        return text.Length > 0 ? text
            : throw new UserErrorException($"{_path}: row {reader.Row}, column '{columns[column]}': is empty; fill it in or remove the row");
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out float value)
    {
        if (text.Length is 0 or > 7)
            return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        var whole = 0; // grey levels and counts, exact up to seven digits, are read much faster so
        foreach (var b in text)
        {
            if (b is < (byte)'0' or > (byte)'9')
                return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
            whole = 10 * whole + (b - '0');
        }
        value = whole;
        return true;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(text[position..], out _, out var length) == System.Buffers.OperationStatus.Done)
            position += length;
        return position;
    }
}
