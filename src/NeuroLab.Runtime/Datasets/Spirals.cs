using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>Two interleaved spiral arms of 1¼ turns.</summary>
internal sealed class Spirals : PlanarSource
{
    private const double InnerRadius = 0.1, OuterRadius = 0.95, Turns = 1.25;

    public override string Name => "spirals";
    public override string Description => "two interleaved spiral arms";
    public override double? DefaultNoise => 0.015;

    protected override (double X, double Y) Point(int label, SeededRandom random)
    {
        // Arc length grows with r², so the square root spreads the points evenly.
        var radius = Math.Sqrt(InnerRadius * InnerRadius
            + random.NextDouble() * (OuterRadius * OuterRadius - InnerRadius * InnerRadius));
        var angle = 2 * Math.PI * Turns * radius / OuterRadius + Math.PI * label;
        return (radius * Math.Cos(angle), radius * Math.Sin(angle));
    }
}
