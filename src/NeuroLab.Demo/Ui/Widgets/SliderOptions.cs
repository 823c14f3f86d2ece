namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>Range and behaviour of a slider.</summary>
/// <param name="Low">Left end; above zero for a logarithmic slider.</param>
/// <param name="High">Right end, above <paramref name="Low"/>.</param>
/// <param name="Default">The value restored by a double click.</param>
/// <param name="IsLogarithmic">Whether the track is logarithmic.</param>
/// <param name="IsInteger">Whether values are rounded to integers.</param>
internal readonly record struct SliderOptions(double Low, double High, double Default, bool IsLogarithmic = false, bool IsInteger = false)
{
    /// <summary>A red mark on the track, such as the stability limit of the learning rate; NaN for none.</summary>
    public double Mark { get; init; } = double.NaN;

    /// <summary>The label of the mark.</summary>
    public string MarkText { get; init; } = "";

    /// <summary>What 0 stands for, shown in its place; empty for the number.</summary>
    public string ZeroText { get; init; } = "";

    /// <summary>The range of typed values, if it is larger than the track's.</summary>
    public (double Low, double High) Typed { get => field is (0, 0) ? (Low, High) : field; init; }

    /// <summary>A value's position on the track, 0…1.</summary>
    public double FractionOf(double value)
    {
        value = Math.Clamp(value, Low, High);
        return IsLogarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);
    }

    /// <summary>
    /// The value at a position on the track; the ends give exactly <see cref="Low"/> and <see cref="High"/>.
    /// </summary>
    public double ValueAt(double fraction)
    {
        if (fraction <= 0)
            return Low;
        if (fraction >= 1)
            return High;
        var value = IsLogarithmic ? Low * Math.Pow(High / Low, fraction) : Low + (High - Low) * fraction;
        // The middle of −1…1 is 0 and not what rounding makes of it.
        if (!IsLogarithmic && Math.Abs(value) < 1e-5 * (High - Low))
            value = 0;
        return IsInteger ? Math.Round(value) : value;
    }
}
