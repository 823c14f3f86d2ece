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

    [Theory]
    [InlineData(11)]
    [InlineData(64)]
    [InlineData(101)] // the last bucket of three is half full
    public void A_thinned_copy_keeps_every_value_within_its_buckets_and_goes_on_from_them(int count)
    {
        var series = new ChartSeries("loss", SKColors.White, capacity: 64);
        for (var x = 0; x < count; x++)
            series.Add(x, x == 4 ? float.NaN : (x * 37) % 101);
        var thin = series.Thinned();
        Assert.Equal((series.X.Length + 1) / 2, thin.X.Length);
        Assert.Equal((series.Stride * 2, series.Last, series.LastX), (thin.Stride, thin.Last, thin.LastX));
        Assert.True(thin.Bytes <= (series.X.Length + 1) / 2 * 17, $"{thin.Bytes} bytes");

        series.CopyFrom(thin);
        for (var x = count; x < 2 * count; x++)
            series.Add(x, (x * 37) % 101);
        for (var bucket = 0; bucket < series.X.Length; bucket++)
        {
            var from = (int)series.X[bucket];
            var to = bucket + 1 < series.X.Length ? (int)series.X[bucket + 1] : 2 * count;
            var values = Enumerable.Range(from, to - from).Where(x => x != 4).Select(x => (float)((x * 37) % 101)).ToList();
            Assert.Equal((values.Min(), values.Max(), from <= 4 && 4 < to), (series.Low[bucket], series.High[bucket], series.Broken[bucket]));
            Assert.True(bucket + 1 == series.X.Length || to - from == series.Stride, $"{to - from} values in bucket {bucket}");
        }
    }
}
