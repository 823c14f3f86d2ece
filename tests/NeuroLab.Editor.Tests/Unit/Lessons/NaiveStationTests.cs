using NeuroLab.Lessons;

namespace NeuroLab.Editor.Tests.Unit.Lessons;

public sealed class NaiveStationTests
{
    private const double SingleRounding = 1.0 / (1 << 24);

    [Fact]
    public void The_estimate_differs_from_backpropagation_by_what_epsilon_predicts()
    {
        using var run = new LessonRun();
        var station = new NaiveStation(run.Subject) { Epsilon = 0.05 };
        station.StartMeasuring();
        while (station.IsMeasuring)
            station.Measure(TimeSpan.FromMilliseconds(5));

        var theta = run.Parameters();
        var gradient = run.OracleGradient(theta);
        // What rounding the losses to about seven digits may add.
        var rounding = 8 * SingleRounding * run.Subject.MeanLoss / station.Epsilon;
        var largest = 0.0;
        for (var i = 0; i < theta.Length; i++)
        {
            // The error of central differences, measured where rounding plays no part.
            var error = CentralDifference(run, theta, i, station.Epsilon) - gradient[i];
            Assert.Equal(gradient[i] + error, station.Estimate[i], rounding);
            largest = Math.Max(largest, Math.Abs(error));
        }
        Assert.True(largest > 4 * rounding, "the difference must be that of ε and not of rounding");
        Assert.Equal(largest, station.MaxDifference, 2 * rounding);
    }

    [Fact]
    public void All_of_them_cost_exactly_two_passes_each()
    {
        using var run = new LessonRun();
        var station = new NaiveStation(run.Subject);
        // Broken off, it begins again from nothing.
        station.StartMeasuring();
        station.Measure(TimeSpan.Zero);
        Assert.Equal((1, 2L), (station.Measured, station.Passes));
        station.StartMeasuring();
        while (station.IsMeasuring)
            station.Measure(TimeSpan.Zero);
        Assert.Equal(2 * run.Shape.ParameterCount, station.Passes);
        Assert.Equal(run.Shape.ParameterCount, station.Measured);
        Assert.True(station.Elapsed > station.BackpropagationTime);
    }

    [Fact]
    public void A_measurement_leaves_the_running_network_as_it_is_even_while_it_trains()
    {
        using var run = new LessonRun();
        using var alone = new LessonRun();
        var station = new NaiveStation(run.Subject);
        station.StartMeasuring();
        for (var i = 0; i < 5; i++)
        {
            station.Measure(TimeSpan.Zero);
            station.Update();
            run.Session.Train(1);
            alone.Session.Train(1);
        }
        Assert.Equal(alone.Parameters(), run.Parameters());
    }

    [Fact]
    public void The_better_of_both_ways_is_kept()
    {
        using var run = new LessonRun();
        var station = new NaiveStation(run.Subject) { Epsilon = 0.1 };
        run.Subject.Coefficient = 4;
        station.Update();
        var theta = run.Parameters();
        Assert.Equal(run.OracleLoss(theta), station.LossHere, 1e-6);
        theta[4] += 0.1;
        Assert.Equal(run.OracleLoss(theta), station.LossUp, 1e-6);
        theta[4] -= 0.2;
        Assert.Equal(run.OracleLoss(theta), station.LossDown, 1e-6);
        var best = Math.Min(station.LossUp, station.LossDown);
        var before = run.Parameters()[4];
        var better = station.Better;

        Assert.True(station.KeepBetter());
        Assert.Equal(best, station.LossHere, 1e-6);
        Assert.Equal(before + better * 0.1, run.Parameters()[4], 1e-6);
    }

    private static double CentralDifference(LessonRun run, double[] theta, int index, double epsilon)
    {
        var moved = (double[])theta.Clone();
        moved[index] = theta[index] + epsilon;
        var up = run.OracleLoss(moved);
        moved[index] = theta[index] - epsilon;
        return (up - run.OracleLoss(moved)) / (2 * epsilon);
    }
}
