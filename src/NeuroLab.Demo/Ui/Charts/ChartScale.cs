namespace NeuroLab.Demo.Ui.Charts;

/// <summary>Where a step stands on an axis that the charts may run over; the steps themselves where it has no series.</summary>
/// <param name="series">A value for each step that never falls; null for the steps.</param>
internal readonly struct ChartScale(ChartSeries? series)
{
    /// <summary>Names in tables and settings, one for each axis.</summary>
    public static readonly IReadOnlyList<string> Names = ["step", "epoch", "seconds", "rate_sum"];

    /// <summary>Names in charts, one for each axis.</summary>
    public static readonly IReadOnlyList<string> Titles = ["step", "epoch", "seconds", "η·steps"];

    /// <summary>The axis of a name; the steps where there is none.</summary>
    public static ChartAxis AxisOf(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
                return (ChartAxis)i;
        }
        return ChartAxis.Steps;
    }

    /// <summary>Where the value of a step stands; between two that are kept, in proportion.</summary>
    public double At(double step)
    {
        if (series is null)
            return step;
        var x = series.X;
        if (x.IsEmpty)
            return 0;
        if (step >= series.LastX)
            return series.Last;
        var at = x.BinarySearch(step);
        if (at >= 0)
            return series.Low[at];
        at = ~at - 1;
        if (at < 0)
            return series.Low[0] * step / x[0];
        var (fromX, from) = (x[at], series.Low[at]);
        var (toX, to) = at + 1 < x.Length ? (x[at + 1], series.Low[at + 1]) : (series.LastX, series.Last);
        return from + (to - from) * (step - fromX) / (toX - fromX);
    }
}
