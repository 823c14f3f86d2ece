using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>A ring around a smaller ring.</summary>
internal sealed class Circles : PlanarSource
{
    public override string Name => "circles";
    public override string Description => "a ring around a smaller ring";
    public override double? DefaultNoise => 0.05;

    protected override (double X, double Y) Point(int label, SeededRandom random)
    {
        var radius = label == 0 ? 0.9 : 0.4;
        var angle = 2 * Math.PI * random.NextDouble();
        return (radius * Math.Cos(angle), radius * Math.Sin(angle));
    }
}
