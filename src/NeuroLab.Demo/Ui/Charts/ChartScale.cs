namespace NeuroLab.Demo.Ui.Charts;

/// <summary>Maps steps to positions on a chart's x axis; the identity if there is no series.</summary>
/// <param name="series">A non-decreasing value per step; null for the steps.</param>
internal readonly struct ChartScale(ChartSeries? series)
{
    /// <summary>Names in tables and settings, one for each axis.</summary>
    public static readonly IReadOnlyList<string> Names = ["step", "epoch", "seconds", "rate_sum"];

    /// <summary>Names in charts, one for each axis.</summary>
    public static readonly IReadOnlyList<string> Titles = ["step", "epoch", "seconds", "η·steps"];

    /// <summary>The axis with a name; the steps if there is none.</summary>
    public static ChartAxis AxisOf(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
                return (ChartAxis)i;
        }
        return ChartAxis.Steps;
    }

    /// <summary>The position of a step, interpolated between stored ones.</summary>
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
