using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;

namespace NeuroLab.Demo.Figures;

/// <summary>An axis of a panel, or a colour bar's: its range, and ticks at round numbers within it.</summary>
internal sealed class FigureAxis
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private readonly AxisTicks _ticks = new();

    /// <param name="title">What is along it, with its unit.</param>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end, above it.</param>
    /// <param name="isLogarithmic">Whether it is logarithmic; both ends are above 0 then.</param>
    public FigureAxis(string title, double low, double high, bool isLogarithmic = false) =>
        (Title, Low, High, IsLogarithmic) = (title, low, high, isLogarithmic);

    /// <summary>What is along it.</summary>
    public string Title { get; }

    /// <summary>The lower end.</summary>
    public double Low { get; private set; }

    /// <summary>The upper end.</summary>
    public double High { get; private set; }

    /// <summary>Whether it is logarithmic.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>Where its ticks may be, ascending; null for round numbers.</summary>
    public double[]? At { get; init; }

    /// <summary>Marks before the lowest tick's label and the highest's: ≤ and ≥ where values beyond are drawn as the end.</summary>
    public (string Low, string High) Marks { get; init; } = ("", "");

    /// <summary>Whether the range is widened to round numbers.</summary>
    public bool EndsAtTicks { get; init; }

    /// <summary>The position of a value: 0 at the lower end, 1 at the upper.</summary>
    public double Position(double value) => IsLogarithmic
        ? value > 0 ? Math.Log(value / Low) / Math.Log(High / Low) : double.NegativeInfinity
        : (value - Low) / (High - Low);

    /// <summary>The ticks, with their labels, for a length that holds at most so many intervals.</summary>
    public (double Position, string Label)[] Ticks(int intervals)
    {
        if (At is { } values)
            return Label(Thinned(values, intervals));
        if (!IsLogarithmic)
            _ticks.SetLinear(Low, High, intervals);
        else
            _ticks.SetLogarithmic(Low, High, intervals);
        if (EndsAtTicks)
            (Low, High) = (_ticks.Low, _ticks.High);
        const double slack = 1e-6;
        return Label([.. _ticks.Values.ToArray().Where(value => Position(value) is >= -slack and <= 1 + slack)]);
    }

    /// <summary>A power of ten as such; null for another number.</summary>
    public static string? Power(double value)
    {
        var exponent = Math.Log10(value);
        if (Math.Abs(exponent - Math.Round(exponent)) > 1e-9)
            return null;
        var digits = string.Concat(Math.Abs((int)Math.Round(exponent)).ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => Superscripts[digit - '0']));
        return exponent < -0.5 ? $"10⁻{digits}" : exponent < 0.5 ? "1" : $"10{digits}";
    }

    // Powers of ten, or multiples of a larger step, before others; the ends stay where they have marks.
    private double[] Thinned(double[] values, int intervals)
    {
        if (values.Length <= intervals + 1 && !IsLogarithmic)
            return values;
        var gap = 1.0 / (intervals + 0.5);
        var powers = values.Where(value => Power(value) is not null).ToArray();
        var step = values.Length > 2 ? values[2] - values[1] : 0;
        var stride = (values.Length + intervals - 1) / intervals;
        var wanted = IsLogarithmic && powers.Length >= 3 ? powers
            : IsLogarithmic || step == 0 ? values : values.Where(value => Math.Abs(Math.IEEERemainder(value / step, stride)) < 1e-3);
        List<double> kept = [];
        if (Marks.Low.Length > 0)
            kept.Add(values[0]);
        foreach (var value in wanted)
        {
            if ((kept.Count == 0 || Position(value) - Position(kept[^1]) >= gap) && (Marks.High.Length == 0 || Position(values[^1]) - Position(value) >= gap))
                kept.Add(value);
        }
        if (Marks.High.Length > 0)
            kept.Add(values[^1]);
        return [.. kept];
    }

    private (double, string)[] Label(double[] values)
    {
        var hasPowers = IsLogarithmic && High / Low >= 1e3;
        var largest = values.Length > 0 ? values.Max(Math.Abs) : 1;
        var step = values.Length > 1 ? values.Zip(values.Skip(1), (a, b) => Math.Abs(b - a)).Min() : 0;
        return [.. values.Select((value, i) =>
        {
            var text = hasPowers && Power(value) is { } power ? power
                : (IsLogarithmic && High / Low >= 10) || step == 0 ? new TextBuffer(24).AppendSetting(value).ToString()
                : new TextBuffer(24).AppendTick(value, largest, step).ToString();
            return (Position(value), (i == 0 ? Marks.Low : i == values.Length - 1 ? Marks.High : "") + text);
        })];
    }
}
