using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Lessons;
using NeuroLab.Oracle;

namespace NeuroLab.Editor.Tests.Unit.Lessons;

public sealed class LayerStationTests
{
    [Fact]
    public void Every_number_is_that_of_the_forward_pass()
    {
        using var run = new LessonRun(new Relu());
        var station = new LayerStation(run.Subject);
        run.Subject.Sample = 17;
        var theta = run.Parameters();
        double[] x = [.. run.Session.Data.Evaluation.Inputs.ToArray().AsSpan(34, 2).ToArray().Select(v => (double)v)];
        foreach (var layer in run.Shape.Layers)
        {
            run.Subject.Layer = layer;
            station.Update();

            for (var i = 0; i < layer.Inputs; i++)
                Assert.Equal(x[i], station.Input[i], 12);
            var output = new double[layer.Outputs];
            for (var o = 0; o < layer.Outputs; o++)
            {
                var product = Enumerable.Range(0, layer.Inputs)
                    .Sum(i => theta[layer.WeightOffset + o * layer.Inputs + i] * x[i]);
                var sum = product + theta[layer.BiasOffset + o];
                output[o] = layer.Index < 2 ? Math.Max(0, sum) : sum;
                Assert.Equal(product, station.Products[o], 12);
                Assert.Equal(theta[layer.BiasOffset + o], station.Bias[o]);
                Assert.Equal(sum, station.Sums[o], 12);
                Assert.Equal(output[o], station.Output[o], 12);
            }
            x = output;
        }
        var naive = NaiveNetwork.Forward(run.Shape, theta, run.Session.Data.Evaluation.Inputs.ToArray().AsSpan(34, 2));
        Assert.Equal(naive[0], station.Prediction[0], 12);
        var target = run.Session.Data.Evaluation.Targets[17];
        Assert.Equal(run.Loss.Evaluate(naive, [target], 1, default(Span<double>)), station.SampleLoss, 12);
    }

    [Fact]
    public void A_turned_weight_is_the_running_networks_weight()
    {
        using var run = new LessonRun();
        var station = new LayerStation(run.Subject);
        run.Subject.Layer = run.Shape.Layers[1];
        station.Update();
        var before = run.Subject.MeanLoss;

        station.SetWeight(output: 3, input: 2, 1.75);

        var theta = run.Parameters();
        Assert.Equal(1.75, theta[run.Shape.Layers[1].WeightOffset + 3 * 6 + 2]);
        Assert.NotEqual(before, run.Subject.MeanLoss);
        Assert.Equal(run.OracleLoss(theta), run.Subject.MeanLoss, 12);
        Assert.Equal(1.75 * station.Input[2], station.Products[3] - Rest(station, 3, except: 2), 12);
    }

    private static double Rest(LayerStation station, int output, int except)
    {
        var sum = 0.0;
        for (var i = 0; i < station.Layer.Inputs; i++)
            if (i != except)
                sum += station.Subject.Parameters[station.Layer.WeightOffset + output * station.Layer.Inputs + i] * station.Input[i];
        return sum;
    }
}
