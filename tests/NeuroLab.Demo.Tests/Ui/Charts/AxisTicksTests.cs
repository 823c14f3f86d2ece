using NeuroLab.Demo.Ui.Charts;

namespace NeuroLab.Demo.Tests.Ui.Charts;

public sealed class AxisTicksTests
{
    private readonly AxisTicks _ticks = new();

    [Theory]
    [InlineData(0, 0.83, 2, new[] { 0, 0.5, 1 })]
    [InlineData(0, 0.83, 5, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(0.41, 0.98, 3, new[] { 0.4, 0.6, 0.8, 1 })]
    [InlineData(-30, 120, 4, new double[] { -50, 0, 50, 100, 150 })]
    public void Linear_ticks_are_round_and_enclose_the_range(double low, double high, int intervals, double[] expected)
    {
        _ticks.SetLinear(low, high, intervals);
        Assert.Equal(expected, _ticks.Values.ToArray().Select(value => Math.Round(value, 9)));
        Assert.Equal(0, _ticks.Position(expected[0]), 9);
        Assert.Equal(1, _ticks.Position(expected[^1]), 9);
    }

    [Fact]
    public void Any_linear_range_is_enclosed_with_no_more_intervals_than_asked_for()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var a = (random.NextDouble() - 0.3) * Math.Pow(10, random.Next(-8, 9));
            var b = a + random.NextDouble() * Math.Pow(10, random.Next(-6, 7));
            var intervals = random.Next(1, 7);
            _ticks.SetLinear(a, b, intervals);
            var rounding = 1e-8 * (b - a) + 1e-12 * Math.Abs(a);
            Assert.True(_ticks.Low <= a + rounding && _ticks.High >= b - rounding, $"{a} … {b}");
            Assert.InRange(_ticks.Values.Length, 2, Math.Max(2, intervals) + 1);
        }
    }

    [Theory]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity)]
    public void Without_data_the_axis_runs_from_zero_to_one(double low, double high)
    {
        _ticks.SetLinear(low, high, 2);
        Assert.Equal((0, 1), (_ticks.Low, _ticks.High));
    }

    [Fact]
    public void A_constant_lies_inside_its_axis()
    {
        _ticks.SetLinear(0.25, 0.25, 4);
        Assert.True(_ticks.Low < 0.25 && _ticks.High > 0.25);
    }

    [Theory]
    [InlineData(2e-4, 0.7, 6, new[] { 1e-4, 1e-3, 1e-2, 1e-1, 1 })]
    [InlineData(2e-4, 0.7, 2, new[] { 1e-4, 1e-2, 1 })]
    [InlineData(0.2, 0.7, 3, new[] { 0.1, 0.2, 0.5, 1 })]
    public void Logarithmic_ticks_are_powers_of_ten(double low, double high, int intervals, double[] expected)
    {
        _ticks.SetLogarithmic(low, high, intervals);
        Assert.Equal(expected.Length, _ticks.Values.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(1, _ticks.Values[i] / expected[i], 9);
    }

    [Fact]
    public void A_logarithmic_axis_maps_factors_to_distances_and_zero_below_everything()
    {
        _ticks.SetLogarithmic(0.01, 1, 4);
        Assert.Equal(0.5, _ticks.Position(0.1), 9);
        Assert.Equal(double.NegativeInfinity, _ticks.Position(0));
    }
}
