using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>Four quadrants, with opposite ones in the same class: not linearly separable.</summary>
internal sealed class ExclusiveOr : PlanarSource
{
    public override string Name => "xor";
    public override string Description => "four quadrants, opposite ones alike: no single neuron can do it";
    public override double? DefaultNoise => 0;

    protected override (double X, double Y) Point(int label, SeededRandom random)
    {
        double x = 2 * random.NextDouble() - 1, y = 1 - random.NextDouble(); // y in (0, 1]
        return (x, (x > 0) == (label == 0) ? y : -y);
    }
}
