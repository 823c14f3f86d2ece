using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>Three Gaussian clouds; the noise is their standard deviation.</summary>
internal sealed class Blobs : PlanarSource
{
    public override string Name => "blobs";
    public override string Description => "three round clouds";
    public override double? DefaultNoise => 0.17;

    protected override int ClassCount => 3;

    protected override (double X, double Y) Point(int label, SeededRandom random)
    {
        var angle = 2 * Math.PI * (label / 3.0 + 0.25);
        return (0.6 * Math.Cos(angle), 0.6 * Math.Sin(angle));
    }
}
