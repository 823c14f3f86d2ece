using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>Two interleaving half circles.</summary>
internal sealed class Moons : PlanarSource
{
    public override string Name => "moons";
    public override string Description => "two half moons that reach into each other";
    public override double? DefaultNoise => 0.06;

    protected override (double X, double Y) Point(int label, SeededRandom random)
    {
        // Circles of radius 1 around (0, 0) and (1, ½), shifted and scaled from −1 … 2 to −0.9 … 0.9.
        var angle = Math.PI * random.NextDouble();
        var x = label == 0 ? Math.Cos(angle) : 1 - Math.Cos(angle);
        var y = label == 0 ? Math.Sin(angle) : 0.5 - Math.Sin(angle);
        return (0.6 * (x - 0.5), 0.6 * (y - 0.25));
    }
}
