using System.Globalization;

namespace NeuroLab.Demo.Ui.Drawing;

/// <summary>
/// Builds the texts of a frame without allocating: clear, append, read <see cref="Span"/>. Text beyond the capacity is
/// dropped.
/// </summary>
internal sealed class TextBuffer(int capacity = 256)
{
    /// <summary>Typographic minus, as wide as a plus.</summary>
    public const char Minus = '−';

    private const int MaxDecimals = 12;

    private static readonly string[] FixedFormats = FormatsOf("#,0", ""), ScientificFormats = FormatsOf("0", "e0");

    private readonly char[] _characters = new char[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Span => _characters.AsSpan(0, Length);

    public TextBuffer Clear()
    {
        Length = 0;
        return this;
    }

    public TextBuffer Append(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, _characters.Length - Length)];
        text.CopyTo(_characters.AsSpan(Length));
        Length += text.Length;
        return this;
    }

    public TextBuffer Append(char character) => Append([character]);

    /// <summary>A count with thousands separators: "1,240".</summary>
    public TextBuffer AppendCount(long value) => AppendFormatted(value, "#,0");

    /// <summary>A value with a fixed number of decimals.</summary>
    public TextBuffer AppendFixed(double value, int decimals) => double.IsFinite(value)
        ? AppendFormatted(value, FixedFormats[Math.Clamp(decimals, 0, MaxDecimals)])
        : AppendNonFinite(value);

    /// <summary>A tick of an axis, with enough digits to distinguish it from the next.</summary>
    /// <param name="value">The tick's value.</param>
    /// <param name="largest">Magnitude of the axis's largest value; very small and very large ones use scientific
    /// notation.</param>
    /// <param name="step">Distance between ticks.</param>
    public TextBuffer AppendTick(double value, double largest, double step)
    {
        if (value == 0)
            return Append('0');
        var exponent = (int)Math.Floor(Math.Log10(step) + 1e-9);
        if (largest is >= 1e-3 and < 1e5 || !double.IsFinite(value))
            return AppendFixed(value, -exponent);
        var digits = (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9) - exponent;
        return AppendFormatted(value, ScientificFormats[Math.Clamp(digits, 0, MaxDecimals)]);
    }

    /// <summary>
    /// A measured value, such as a loss: about three significant digits, in scientific notation if very small or large;
    /// NaN and ∞ by name.
    /// </summary>
    public TextBuffer AppendMeasure(double value)
    {
        var size = Math.Abs(value);
        return size switch
        {
            _ when !double.IsFinite(value) => AppendNonFinite(value),
            0 => Append('0'),
            < 1e-3 or >= 1e5 => AppendFormatted(value, "0.0e0"),
            < 0.01 => AppendFixed(value, 5),
            < 10 => AppendFixed(value, 3),
            < 100 => AppendFixed(value, 2),
            < 1000 => AppendFixed(value, 1),
            _ => AppendFixed(value, 0),
        };
    }

    /// <summary>The order of magnitude of a large value: "3.2e4"; ∞ by name.</summary>
    public TextBuffer AppendMagnitude(double value) => double.IsFinite(value) ? AppendFormatted(value, "0.0e0") : AppendNonFinite(value);

    /// <summary>A setting, such as a learning rate: up to three significant digits, no trailing zeros.</summary>
    public TextBuffer AppendSetting(double value)
    {
        var size = Math.Abs(value);
        return size switch
        {
            _ when !double.IsFinite(value) => AppendNonFinite(value),
            0 => Append('0'),
            < 1e-3 or >= 1e5 => AppendFormatted(value, "0.##e0"), // as for measured values and ticks
            < 0.01 => AppendFormatted(value, "0.#####"),
            < 1 => AppendFormatted(value, "0.####"),
            < 100 => AppendFormatted(value, "0.##"),
            _ => AppendFormatted(value, "#,0.#"),
        };
    }

    public override string ToString() => Span.ToString();

    private static string[] FormatsOf(string whole, string end) =>
        [.. Enumerable.Range(0, MaxDecimals + 1).Select(decimals => whole + (decimals > 0 ? "." : "") + new string('0', decimals) + end)];

    private TextBuffer AppendNonFinite(double value) =>
        double.IsNaN(value) ? Append("NaN") : value > 0 ? Append('∞') : Append(Minus).Append('∞');

    private TextBuffer AppendFormatted<T>(T value, string format) where T : ISpanFormattable
    {
        var room = _characters.AsSpan(Length);
        if (!value.TryFormat(room, out var written, format, CultureInfo.InvariantCulture))
            return this;
        room[..written].Replace('-', Minus);
        Length += written;
        return this;
    }
}
