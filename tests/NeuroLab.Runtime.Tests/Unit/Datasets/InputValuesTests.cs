using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Datasets;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Optimizers;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Datasets;

public sealed class InputValuesTests
{
    private static readonly byte[] Levels = [.. Enumerable.Range(0, 3 * 256).Select(i => (byte)(7 * i))];

    [Theory]
    [InlineData(255)]
    [InlineData(1)]
    [InlineData(16)]
    public void Every_level_becomes_the_float_that_a_division_gives(float white)
    {
        var values = new InputValues(Levels, white);
        var expected = Array.ConvertAll(Levels, level => level / white);
        Assert.Equal(expected, values.ToArray());
        Assert.Equal(expected, values);
        Assert.Equal(Levels.Length, values.Bytes);
        float[] room = [];
        for (var start = 0; start < 40; start++)
        {
            for (var count = 0; count < 40; count++)
                Assert.Equal(expected.AsSpan(start, count), values.Read(start, count, ref room));
        }
    }

    [Fact]
    public void Parts_of_a_set_keep_its_form()
    {
        var data = new Dataset("grey", new InputValues(Levels, 255), 12, labels: [.. Enumerable.Range(0, 64).Select(i => i % 3)]);
        (var train, var test) = data.HoldOutEvery(4);
        Assert.Equal(Levels.Length, train.Inputs.Bytes + test.Inputs.Bytes);
        Assert.True(train.Inputs.Floats.IsEmpty);
        Assert.Equal(data.Sample(5), train.Sample(3)); // of 0 to 5, the samples 0 and 4 went to the test set
        Assert.Equal(data.Sample(4), test.Sample(1));
    }

    [Theory]
    [InlineData(12)]  // less than a panel of inputs
    [InlineData(96)]
    public void Training_and_surface_do_not_depend_on_how_samples_are_stored(int inputs)
    {
        var levels = new InputValues(Levels, 255);
        Assert.Equal(Train(new InputValues(levels.ToArray()), inputs), Train(levels, inputs));
    }

    private static float[] Train(InputValues values, int inputs)
    {
        var count = values.Count / inputs;
        var set = new SampleSet(count, inputs, 1, values, [.. Enumerable.Range(0, count).Select(i => i % 2f)], true);
        var network = Network.Create(new NetworkShape([inputs, 5, 1], new Tanh()), new PyTorchDefault(), 1);
        using var backend = new CpuBackend(1);
        using var session = backend.CreateSession(
            network, new TrainingData(set, null, set), new TrainingOptions(new MeanSquaredError(), new Adam(), new Adam().Defaults, 5, 1));
        session.Train(20);
        var result = new float[network.Parameters.Length];
        session.ReadParameters(result);
        var plane = new NeuroLab.Landscapes.Plane(result, result, network.Parameters);
        using var surface = session.Sample(plane, new NeuroLab.Landscapes.SurfaceGrid(3, 1));
        return [.. result, .. surface.Finish().Losses.ToArray()];
    }
}
