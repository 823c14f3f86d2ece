using NeuroLab.Rendering;

namespace NeuroLab.Runtime.Tests.Unit.Rendering;

public class HeightScaleTests
{
    [Fact]
    public void TheRangeSpansZeroToOne()
    {
        var scale = new HeightScale(2, 6);
        Assert.Equal(0f, scale.Coordinate(2));
        Assert.Equal(0.25f, scale.Coordinate(3));
        Assert.Equal(1f, scale.Coordinate(6));
        Assert.Equal(0.5f * HeightScale.WorldHeight, scale.Height(4));
    }

    [Fact]
    public void EqualRatiosAreEquallyHighOnTheLogarithmicScale()
    {
        var scale = new HeightScale(0.01f, 100, Logarithmic: true);
        Assert.Equal(0f, scale.Coordinate(0.01f), 5);
        Assert.Equal(0.5f, scale.Coordinate(1), 5);
        Assert.Equal(0.75f, scale.Coordinate(10), 5);
    }

    [Fact]
    public void A_logarithm_of_nine_decades_ends_at_the_smallest_loss_or_a_billionth_of_the_largest()
    {
        Assert.Equal(1e-3f, new HeightScale(2e-6f, 1e6f, Logarithmic: true).LossAt(0), 1e-8f);
        Assert.Equal(2e-6f, new HeightScale(2e-6f, 1, Logarithmic: true).LossAt(0), 1e-11f);
        Assert.True(new HeightScale(2e-6f, 1e6f, Logarithmic: true).Cuts([2e-6f]).Low);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LossAtIsTheInverseInsideTheRange(bool logarithmic)
    {
        var scale = new HeightScale(0.2f, 5, logarithmic);
        for (float t = 0; t <= 1; t += 0.125f) Assert.Equal(t, scale.Coordinate(scale.LossAt(t)), 5);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void LossesThatAreNotFiniteHaveNoHeight(float loss)
    {
        Assert.True(float.IsNaN(new HeightScale(0, 1).Height(loss)));
        Assert.True(float.IsNaN(new HeightScale(0, 1, Logarithmic: true).Height(loss)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OutsideTheRangeHeightsStillRiseButStayBounded(bool logarithmic)
    {
        var scale = new HeightScale(1, 2, logarithmic);
        Assert.True(scale.Coordinate(2.01f) > 1);
        Assert.True(scale.Coordinate(2.1f) > scale.Coordinate(2.01f));
        Assert.InRange(scale.Coordinate(float.MaxValue), 1.11f, 1.121f);
        Assert.True(scale.Coordinate(0.99f) < 0);
        Assert.InRange(scale.Coordinate(-1e30f), -0.121f, -0.11f);
    }

    [Fact]
    public void FitSpansTheFiniteLosses()
    {
        var scale = HeightScale.Fit([3, float.NaN, 1, float.PositiveInfinity, 2]);
        Assert.Equal(new HeightScale(1, 3), scale);
    }

    [Fact]
    public void FitLeavesTheRunawayShareToTheSoftEnd()
    {
        float[] losses = [.. Enumerable.Range(1, 99).Select(i => (float)i), 1e9f];
        Assert.Equal(new HeightScale(1, 99), HeightScale.Fit(losses, upperShare: 0.99f));
        Assert.Equal(1e9f, HeightScale.Fit(losses).Maximum);
    }

    [Fact]
    public void AFlatSurfaceAndNoSurfaceStillHaveARange()
    {
        var flat = HeightScale.Fit([0.7f, 0.7f]);
        Assert.Equal(0.5f, flat.Coordinate(0.7f), 2);
        Assert.Equal(new HeightScale(0, 1), HeightScale.Fit([float.NaN]));
    }

    [Fact]
    public void ALossOfZeroHasAPlaceOnTheLogarithmicScale()
    {
        var scale = HeightScale.Fit([0, 1], logarithmic: true);
        Assert.True(float.IsFinite(scale.Coordinate(0)));
        Assert.True(scale.Coordinate(0) < scale.Coordinate(1e-3f));
        Assert.Equal(1f, scale.Coordinate(1), 5);
    }

    [Theory]
    [InlineData(new[] { 0f, 0.5f, 1f }, false, false)]
    [InlineData(new[] { 0.5f, 1.1f }, false, true)]
    [InlineData(new[] { -0.1f, 0.5f }, true, false)]
    [InlineData(new[] { -0.1f, 1.1f }, true, true)]
    [InlineData(new[] { 0.5f, float.NaN, float.PositiveInfinity }, false, false)] // holes, not heights
    public void ItSaysAtWhichEndHeightsAreCutOff(float[] losses, bool low, bool high) =>
        Assert.Equal((low, high), new HeightScale(0, 1).Cuts(losses));
}
