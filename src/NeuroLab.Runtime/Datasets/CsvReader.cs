using System.Text;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>
/// Cuts UTF-8 text into records (RFC 4180: quoted fields may hold delimiters, line breaks and doubled quotes) without
/// copying it. Lines end with LF or CRLF; blank lines are passed over, but counted.
/// </summary>
internal ref struct CsvReader
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly byte _delimiter;
    private readonly string _path;
    private readonly List<Range> _fields = [];
    private int _position;

    public CsvReader(string path, ReadOnlySpan<byte> text, char delimiter)
    {
        _path = path;
        _text = text;
        _delimiter = (byte)delimiter;
    }

    /// <summary>The record's place in the file, from 1; the header counts.</summary>
    public int Row { get; private set; }

    /// <summary>Bytes that are behind it.</summary>
    public readonly int Position => _position;

    public readonly int FieldCount => _fields.Count;

    /// <summary>The field without its quotes; doubled quotes are still doubled.</summary>
    public readonly ReadOnlySpan<byte> Bytes(int field) => _text[_fields[field]];

    public readonly string Text(int field) =>
        Encoding.UTF8.GetString(Bytes(field)).Replace("\"\"", "\"", StringComparison.Ordinal).Trim();

    /// <summary>The delimiter that occurs most often in the first line outside quotes; a comma where none does.</summary>
    public static char DetectDelimiter(ReadOnlySpan<byte> text)
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

    /// <summary>Moves to the next record that is not blank; false at the end.</summary>
    public bool Read()
    {
        while (_position < _text.Length)
        {
            Row++;
            _fields.Clear();
            while (ReadField())
            {
            }
            if (_fields.Count > 1 || !Bytes(0).IsEmpty) return true;
        }
        return false;
    }

    /// <summary>Takes one field and what ends it; true where the record goes on.</summary>
    private bool ReadField()
    {
        var rest = _text[_position..];
        if (rest.Length > 0 && rest[0] == '"')
        {
            var close = 1;
            while (true)
            {
                var next = rest[close..].IndexOf((byte)'"');
                if (next < 0)
                    throw new UserErrorException($"{_path}: row {Row}, column {_fields.Count + 1}: the quote is never closed; add the missing \"");
                close += next;
                if (close + 1 >= rest.Length || rest[close + 1] != '"') break;
                close += 2;
            }
            _fields.Add((_position + 1)..(_position + close));
            rest = rest[(close + 1)..];
            _position += close + 1;
            var after = rest.IndexOfAny(_delimiter, (byte)'\n');
            if (!(after < 0 ? rest : rest[..after]).Trim(" \r"u8).IsEmpty)
                throw new UserErrorException($"{_path}: row {Row}, column {_fields.Count}: text follows the closing quote; double the quotes inside a field");
            return End(after, rest.Length);
        }
        var end = rest.IndexOfAny(_delimiter, (byte)'\n');
        var length = end < 0 ? rest.Length : end;
        var atLineEnd = end < 0 || rest[end] == '\n';
        var content = atLineEnd && length > 0 && rest[length - 1] == '\r' ? length - 1 : length;
        _fields.Add(_position..(_position + content));
        return End(end, rest.Length);
    }

    private bool End(int end, int restLength)
    {
        var goesOn = end >= 0 && _text[_position + end] == _delimiter;
        _position += end < 0 ? restLength : end + 1;
        return goesOn;
    }
}
