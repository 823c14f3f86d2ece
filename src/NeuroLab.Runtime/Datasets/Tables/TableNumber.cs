using System.Globalization;
using System.Text;

namespace NeuroLab.Datasets.Tables;

/// <summary>Classifies the text of one cell: a number, a missing value, or text.</summary>
internal static class TableNumber
{
    private const int LongestNumber = 64;
    private static readonly byte[][] Missing = [.. ((string[])["?", "na", "n/a", "#n/a", "nan", "null"]).Select(Encoding.ASCII.GetBytes)];

    /// <summary>Whether a cell is a missing value.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return true;
        foreach (var mark in Missing)
        {
            if (Ascii.EqualsIgnoreCase(text, mark)) return true;
        }
        return false;
    }

    /// <summary>Parses a number, which may be infinite or NaN.</summary>
    /// <param name="mark">Decimal separator: a point or a comma.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, char mark, out float value)
    {
        var whole = 0; // fast path for integers such as grey levels, exact up to seven digits
        foreach (var b in text)
        {
            if (text.Length > 7 || b is < (byte)'0' or > (byte)'9')
                return Parse(text, mark, out value);
            whole = 10 * whole + (b - '0');
        }
        value = whole;
        return text.Length > 0;
    }

    private static bool Parse(ReadOnlySpan<byte> text, char mark, out float value)
    {
        if (mark == '.')
            return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        value = 0;
        if (text.Length > LongestNumber || text.Contains((byte)'.'))
            return false;
        Span<byte> withPoint = stackalloc byte[text.Length];
        text.Replace(withPoint, (byte)mark, (byte)'.');
        return float.TryParse(withPoint, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }
}
