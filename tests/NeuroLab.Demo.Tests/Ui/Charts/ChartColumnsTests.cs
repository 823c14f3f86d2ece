using NeuroLab.Demo.Ui.Charts;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Ui.Charts;

public sealed class ChartColumnsTests
{
    private readonly ChartColumns _columns = new();

    [Theory]
    [InlineData(0)]
    [InlineData(4_999)]
    [InlineData(50_000)]
    [InlineData(99_999)]
    public void One_spike_in_a_hundred_thousand_samples_keeps_its_height(int where)
    {
        var values = new float[100_000];
        values[where] = 7;
        _columns.Reset(300);
        _columns.Add(values, 0, 1, 0, values.Length - 1);
        var column = Math.Min(299, (int)(where * 300.0 / 99_999));
        Assert.Equal(7, _columns.High[column]);
        Assert.Equal(0, _columns.Low[column]);
        Assert.Equal(1, _columns.High.ToArray().Count(value => value == 7));
        Assert.Equal((0f, 7f), (_columns.Lowest, _columns.Highest));
    }

    [Fact]
    public void Each_column_holds_the_extremes_of_exactly_its_samples()
    {
        var random = new Random(2);
        var values = new float[1000];
        foreach (ref var value in values.AsSpan())
            value = random.NextSingle();
        _columns.Reset(10);
        _columns.Add(values, 0, 1, 0, 1000);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(values[(100 * i)..(100 * i + 100)].Min(), _columns.Low[i]);
            Assert.Equal(values[(100 * i)..(100 * i + 100)].Max(), _columns.High[i]);
        }
    }

    [Fact]
    public void Samples_outside_the_range_are_left_out()
    {
        _columns.Reset(4);
        _columns.Add([9, 1, 2, 3, 4, 9], firstX: -1, stepX: 1, fromX: 0, toX: 3);
        Assert.Equal([1f, 2f, 3f, 4f], _columns.High.ToArray());
    }

    [Fact]
    public void Values_that_are_not_finite_break_their_column_and_no_other()
    {
        _columns.Reset(4);
        _columns.Add([1, float.NaN, float.PositiveInfinity, 2], 0, 1, 0, 4);
        Assert.Equal([false, true, true, false], _columns.Broken.ToArray());
        Assert.Equal((1f, 2f), (_columns.Lowest, _columns.Highest));
        Assert.True(float.IsNaN(_columns.Low[1]));
    }

    [Fact]
    public void A_history_keeps_every_spike_and_every_NaN_however_long_it_grows()
    {
        var series = new ChartSeries("loss", SKColors.Orange, capacity: 64);
        for (var i = 0; i < 10_000; i++)
            series.Add(i, i == 777 ? 50 : i == 5_000 ? float.NaN : 1);
        Assert.Equal(256, series.Stride);
        Assert.Equal(50, series.High[777 / 256]);
        Assert.Equal(1, series.Low[777 / 256]);
        Assert.Equal(1, series.Broken.ToArray().Count(broken => broken));
        Assert.True(series.Broken[5_000 / 256]);
        Assert.Equal(0, series.X[0]);
        Assert.Equal(9_999, series.LastX);
        Assert.Equal(1, series.Last);

        _columns.Reset(20);
        _columns.Add(series, 0, 9_999);
        Assert.Equal((1f, 50f), (_columns.Lowest, _columns.Highest));
    }

    [Fact]
    public void Going_back_in_x_drops_what_lay_later()
    {
        var series = new ChartSeries("loss", SKColors.Orange);
        for (var i = 0; i < 10; i++)
            series.Add(i, i);
        series.Add(4, 100);
        Assert.Equal([0d, 1, 2, 3, 4], series.X.ToArray());
        Assert.Equal([0f, 1, 2, 3, 100], series.High.ToArray());
        series.Add(0, 5);
        Assert.Equal([0d], series.X.ToArray());
    }

    [Fact]
    public void Adding_to_a_history_allocates_nothing()
    {
        var series = new ChartSeries("loss", SKColors.Orange, capacity: 64);
        series.Add(0, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 10_000; i++)
            series.Add(i, i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
