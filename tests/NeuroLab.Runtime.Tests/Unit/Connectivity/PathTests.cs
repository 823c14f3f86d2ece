using NeuroLab.Connectivity;
using NeuroLab.Networks;
using NeuroLab.Networks.Initializers;
using NeuroLab.Runtime.Tests.Unit.Training;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Connectivity;

public class PathTests
{
    [Fact]
    public void A_barrier_is_the_largest_value_minus_the_mean_of_the_ends()
    {
        Assert.Equal(2.5, PathLosses.Barrier([1, 4, 2, 2]));
        Assert.Equal(1, PathLosses.Barrier([4, 0, 2]));
        Assert.Equal(0, PathLosses.Barrier([3, 1, 3]));
        Assert.Equal(double.NaN, PathLosses.Barrier([3, double.NaN, 3]));
        Assert.Equal(double.NaN, PathLosses.Barrier([3, double.PositiveInfinity, 3]));
        Assert.Equal(double.NaN, PathLosses.Barrier([]));
    }

    [Theory]
    [InlineData(true, 3.0, 2.0, 1.0), InlineData(true, 1.0, 2.0, 3.0), InlineData(true, 1.0, 1.0, 1.0), InlineData(false, 1.0, 3.1, 3.0)]
    public void A_slope_is_told_from_a_hill(bool isSlope, params double[] losses) =>
        Assert.Equal(isSlope, new PathLosses([.. losses.Select(loss => new Evaluation(loss, 1, 1))], []).IsHighestAtEnd);

    [Fact]
    public void The_line_and_the_curve_go_from_one_end_to_the_other()
    {
        float[] a = [1, -2, 3e7f], b = [5, 4, 1e-7f], bend = [10, 0, 1];
        var point = new float[3];
        foreach (var path in (WeightCurve[])[new(a, b), new(a, b, bend)])
        {
            path.PointAt(0, point);
            Assert.Equal(a, point);
            path.PointAt(1, point);
            Assert.Equal(b, point);
        }
        new WeightCurve(a, b).PointAt(0.25, point);
        Assert.Equal([2, -0.5f, 2.25e7f], point);
        new WeightCurve(a, b, bend).PointAt(0.25, point);
        // 9/16·A + 6/16·θ + 1/16·B
        Assert.Equal(0.5625f + 3.75f + 0.3125f, point[0], 1e-6f);
        Assert.Equal(-1.125f + 0.25f, point[1], 1e-6f);
    }

    [Fact]
    public void Each_point_is_evaluated_on_both_sets()
    {
        var experiment = SmallExperiment.Create();
        Network first = Network.Create(experiment.Shape, new He(), 1), second = Network.Create(experiment.Shape, new He(), 2);
        using var session = SmallExperiment.Open(experiment);
        var done = new List<int>();
        var losses = PathLosses.Measure(session, new WeightCurve(first.Parameters, second.Parameters), 5, done.Add);
        Assert.Equal([1, 2, 3, 4, 5], done);
        Assert.Equal(5, losses.Test.Length);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], Enumerable.Range(0, 5).Select(losses.At));
        session.WriteParameters(second.Parameters);
        Assert.Equal((session.Evaluate(DataPart.Train), session.Evaluate(DataPart.Test)), (losses.Train[^1], losses.Test[^1]));
        session.WriteParameters([.. first.Parameters.Zip(second.Parameters, (a, b) => 0.75f * a + 0.25f * b)]);
        Assert.Equal(session.Evaluate(DataPart.Test).Loss, losses.Test[1].Loss, 1e-6);
        var errors = PathLosses.Errors(losses.Train);
        Assert.Equal(1 - losses.Train[2].Accuracy, errors[2]);
        Assert.Equal(errors.Max() - (errors[0] + errors[4]) / 2, losses.ErrorBarrier);
        Assert.NotEqual(losses.ErrorBarrier, losses.TestErrorBarrier);
    }

    [Fact]
    public void A_trained_curve_goes_around_the_barrier()
    {
        var experiment = SmallExperiment.Create(batchSize: 0, learningRate: 0.03);
        using var session = SmallExperiment.Open(experiment);
        session.Train(400);
        var first = session.Parameters();
        session.WriteParameters(Network.Create(experiment.Shape, new PyTorchDefault(), 8).Parameters);
        session.Train(400);
        var line = new WeightCurve(first, session.Parameters());
        var training = new CurveTraining { Steps = 600, LearningRate = 0.02, BatchSize = 16, Seed = 2 };
        var steps = 0;
        var curve = training.Train(session, line, (step, _) => steps = step);
        Assert.Equal(600, steps);
        Assert.Equal((line.Start, line.End), (curve.Start, curve.End));
        PathLosses before = PathLosses.Measure(session, line, 21), after = PathLosses.Measure(session, curve, 21);
        Assert.Equal((before.Train[0], before.Train[^1]), (after.Train[0], after.Train[^1]));
        Assert.True(before.LossBarrier > 0.2, $"{before.LossBarrier}");
        Assert.InRange(after.LossBarrier, 0, before.LossBarrier / 3);
        Assert.Equal(curve.Bend, training.Train(session, line).Bend);
        Assert.Equal(line.Start.Zip(line.End, (a, b) => 0.5f * a + 0.5f * b), (training with { Steps = 0 }).Train(session, line).Bend!);
        Assert.NotEqual(curve.Bend, (training with { Seed = 3 }).Train(session, line).Bend);
        Assert.NotEqual(curve.Bend, (training with { BatchSize = 8 }).Train(session, line).Bend);
    }
}
