using NeuroLab.Activations;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Training;

public sealed class DeadUnitsTests
{
    private const int Samples = 150;

    // 1 → 3 → 1: alive everywhere, alive for the sample of that number alone, and dead.
    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(149)]
    public void A_unit_that_answers_to_a_single_sample_is_alive_wherever_that_is(int sample)
    {
        var shape = new NetworkShape([1, 3, 1], new Relu());
        var set = Set(sample);
        float[] parameters = [0, 1, 0, 1, -0.5f, -1, 1, 1, 1, 0];
        var units = new DeadUnits(shape);
        units.Count(parameters, set);
        Assert.Equal([1, 0], units.Counts.ToArray());
        Assert.Null(units.FindDeadLayer(parameters, set));
        // With the first one dead too, the layer lives by that sample alone; and dies with it.
        parameters[3] = -1;
        Assert.Null(units.FindDeadLayer(parameters, set));
        parameters[4] = -2;
        Assert.Equal(0, units.FindDeadLayer(parameters, set));
        // What was counted before does not stay.
        units.Count(parameters, set);
        Assert.Equal([3, 0], units.Counts.ToArray());
        parameters[3] = 1;
        Assert.Null(units.FindDeadLayer(parameters, set));
    }

    [Fact]
    public void Only_what_is_flat_on_one_side_can_die()
    {
        Assert.True(DeadUnits.CanDie(new NetworkShape([2, 4, 1], new Relu())));
        Assert.False(DeadUnits.CanDie(new NetworkShape([2, 4, 1], new Tanh())));
        Assert.False(DeadUnits.CanDie(new NetworkShape([2, 4, 1], new LeakyRelu())));
        Assert.False(DeadUnits.CanDie(new NetworkShape([2, 1], new Relu())));
    }

    private static SampleSet Set(int sample) => new(
        Samples, 1, 1, Enumerable.Range(0, Samples).Select(i => i == sample ? 1f : 0).ToArray(), new float[Samples], IsClassification: false);
}
