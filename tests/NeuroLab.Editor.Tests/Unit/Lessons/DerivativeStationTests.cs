using NeuroLab.Activations;
using NeuroLab.Lessons;

namespace NeuroLab.Editor.Tests.Unit.Lessons;

public sealed class DerivativeStationTests
{
    [Fact]
    public void The_tangents_error_falls_fourfold_when_epsilon_halves()
    {
        using var run = new LessonRun();
        var station = new DerivativeStation(run.Subject);
        var theta = run.Parameters();
        foreach (var coefficient in (int[])[0, 7, 14, 20, run.Shape.ParameterCount - 3])
        {
            run.Subject.Coefficient = coefficient;
            for (var epsilon = 0.004; epsilon > 0.0005; epsilon /= 2)
            {
                var wide = ErrorAt(station, epsilon);
                var narrow = ErrorAt(station, epsilon / 2);
                Assert.InRange(wide / narrow, 3.8, 4.2);
                var moved = (double[])theta.Clone();
                moved[coefficient] += epsilon / 2;
                Assert.Equal(run.OracleLoss(moved), station.Ahead, 12);
            }
            Assert.Equal(run.OracleGradient(theta)[coefficient], station.Slope, 12);
        }
    }

    [Fact]
    public void The_slopes_error_rises_again_below_the_rounding_limit()
    {
        using var run = new LessonRun();
        run.Subject.Coefficient = 7;
        var station = new DerivativeStation(run.Subject);
        station.Update();
        var least = station.SlopeErrors.Min();
        Assert.InRange(station.Epsilons[Array.IndexOf(station.SlopeErrors, least)], 1e-7, 1e-3);
        Assert.True(station.SlopeErrors[0] > 30 * least);
        Assert.True(station.SlopeErrors[^1] > 30 * least);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_slice_through_any_coefficient_is_the_networks_loss(bool isResidual)
    {
        using var run = new LessonRun(new Gelu(), isResidual: isResidual);
        var station = new DerivativeStation(run.Subject);
        var theta = run.Parameters();
        for (var i = 0; i < theta.Length; i++)
        {
            run.Subject.Coefficient = i;
            station.Update();
            var moved = (double[])theta.Clone();
            moved[i] += 0.7;
            Assert.Equal(run.OracleLoss(moved), station.LossAt(0.7), 12);
        }
    }

    private static double ErrorAt(DerivativeStation station, double epsilon)
    {
        station.Epsilon = epsilon;
        station.Update();
        return station.Error;
    }
}
