using NeuroLab.Numerics;

namespace NeuroLab.Datasets;

/// <summary>Regression in one dimension: y = sin(πx) for x in −1 … 1, with noise on y.</summary>
internal sealed class Sine : GeneratedSource
{
    public override string Name => "sine";
    public override string Description => "one period of a noisy sine (regression)";
    public override double? DefaultNoise => 0.05;

    protected override Dataset Generate(int count, double noise, SeededRandom random)
    {
        var inputs = new float[count];
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            var x = 2 * random.NextDouble() - 1;
            inputs[i] = (float)x;
            values[i] = (float)(Math.Sin(Math.PI * x) + noise * random.NextGaussian());
        }
        return new Dataset(Name, inputs, 1, values: values, inputNames: ["x"]);
    }
}
