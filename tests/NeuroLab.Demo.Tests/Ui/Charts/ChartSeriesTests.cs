using NeuroLab.Demo.Ui.Charts;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Ui.Charts;

public sealed class ChartSeriesTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(5000)] // buckets have merged
    public void A_series_that_comes_back_from_its_copy_goes_on_as_if_it_had_never_been_left(int count)
    {
        ChartSeries stayed = new("loss", SKColors.White, capacity: 64), came = new("loss", SKColors.White, capacity: 64);
        for (var x = 0; x < count; x++)
            stayed.Add(x, x % 7);
        came.Add(900, 1);
        came.CopyFrom(stayed.Copy());
        for (var x = count; x < count + 100; x++)
        {
            stayed.Add(x, x % 5);
            came.Add(x, x % 5);
        }
        Assert.Equal(stayed.X, came.X);
        Assert.Equal(stayed.Low, came.Low);
        Assert.Equal(stayed.High, came.High);
        Assert.Equal((stayed.Stride, stayed.Last, stayed.LastX), (came.Stride, came.Last, came.LastX));
    }

    [Fact]
    public void A_copy_that_is_kept_takes_no_more_than_its_values()
    {
        var series = new ChartSeries("loss", SKColors.White);
        for (var x = 0; x < 20; x++)
            series.Add(x, x);
        series.Copy();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var copy = series.Copy();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1024);
        Assert.Equal(20, copy.X.Length);
    }
}
