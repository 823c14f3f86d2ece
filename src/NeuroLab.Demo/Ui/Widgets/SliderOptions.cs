namespace NeuroLab.Demo.Ui.Widgets;

/// <summary>Range and behaviour of a slider.</summary>
/// <param name="Low">Left end; above zero for a logarithmic slider.</param>
/// <param name="High">Right end, above <paramref name="Low"/>.</param>
/// <param name="Default">What a double click restores.</param>
/// <param name="IsLogarithmic">Equal ways multiply by equal factors.</param>
/// <param name="IsInteger">Values are rounded.</param>
internal readonly record struct SliderOptions(double Low, double High, double Default, bool IsLogarithmic = false, bool IsInteger = false)
{
    /// <summary>A red mark on the track, such as the stability limit of the learning rate; NaN for none.</summary>
    public double Mark { get; init; } = double.NaN;

    /// <summary>Written below the mark.</summary>
    public string MarkText { get; init; } = "";

    /// <summary>What may be typed, where it is more than the track has.</summary>
    public (double Low, double High) Typed { get => field is (0, 0) ? (Low, High) : field; init; }

    /// <summary>Where a value lies on the track, 0…1.</summary>
    public double FractionOf(double value)
    {
        value = Math.Clamp(value, Low, High);
        return IsLogarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);
    }

    /// <summary>The value at a place of the track; the ends give exactly <see cref="Low"/> and <see cref="High"/>.</summary>
    public double ValueAt(double fraction)
    {
        if (fraction <= 0)
            return Low;
        if (fraction >= 1)
            return High;
        var value = IsLogarithmic ? Low * Math.Pow(High / Low, fraction) : Low + (High - Low) * fraction;
        return IsInteger ? Math.Round(value) : value;
    }
}
