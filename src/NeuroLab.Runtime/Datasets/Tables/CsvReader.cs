using System.Text;
using NeuroLab.Numerics;

namespace NeuroLab.Datasets.Tables;

/// <summary>
/// Splits UTF-8 text into records (RFC 4180: quoted fields may contain delimiters, line breaks and doubled quotes)
/// without copying it. Lines end with LF, CRLF or CR; blank rows are skipped, but counted.
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

    /// <summary>The record's row number in the file, from 1, including the header.</summary>
    public int Row { get; private set; }

    /// <summary>Bytes consumed.</summary>
    public readonly int Position => _position;

    public readonly int FieldCount => _fields.Count;

    /// <summary>The field without its quotes; doubled quotes are still doubled.</summary>
    public readonly ReadOnlySpan<byte> Bytes(int field) => _text[_fields[field]];

    /// <summary>The field's range in the text.</summary>
    public readonly Range RangeOf(int field) => _fields[field];

    /// <summary>Reads the next record that is not blank; false at the end.</summary>
    public bool Read()
    {
        while (_position < _text.Length)
        {
            Row++;
            _fields.Clear();
            while (ReadField())
            {
            }
            foreach (var field in _fields)
            {
                if (!_text[field].Trim(" \t"u8).IsEmpty) return true;
            }
        }
        return false;
    }

    /// <summary>Reads one field and its terminator; true if the record continues.</summary>
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
            var after = rest.IndexOfAny(_delimiter, (byte)'\n', (byte)'\r');
            if (!(after < 0 ? rest : rest[..after]).Trim((byte)' ').IsEmpty)
                throw new UserErrorException($"{_path}: row {Row}, column {_fields.Count}: text follows the closing quote; double the quotes inside a field");
            return End(after, rest.Length);
        }
        var end = rest.IndexOfAny(_delimiter, (byte)'\n', (byte)'\r');
        _fields.Add(_position..(_position + (end < 0 ? rest.Length : end)));
        return End(end, rest.Length);
    }

    private bool End(int end, int restLength)
    {
        if (end < 0)
        {
            _position += restLength;
            return false;
        }
        var ending = _text[_position + end];
        _position += end + 1;
        if (ending == _delimiter)
            return true;
        if (ending == '\r' && _position < _text.Length && _text[_position] == '\n')
            _position++;
        return false;
    }
}
