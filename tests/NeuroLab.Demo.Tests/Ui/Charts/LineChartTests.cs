using NeuroLab.Demo.Tests.Ui.Drawing;
using NeuroLab.Demo.Ui.Charts;
using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Ui.Charts;

public sealed class LineChartTests : IDisposable
{
    private readonly UiCanvas _canvas = new(320, 140);
    private readonly LineChart _chart = new("LOSS");
    private readonly Theme _theme = Theme.Dark;

    public void Dispose() => _canvas.Dispose();

    [Fact]
    public void A_spike_reaches_its_height()
    {
        var values = new float[5_000];
        values[2_500] = 1;
        Draw(values);
        var plot = _chart.Plot;
        var x = plot.X + plot.Width / 2;
        Assert.True(_canvas.CountNear(new UiRect(x - 3, plot.Y - 2, 6, 5), _theme.Accent) > 0);
        Assert.Equal(0, _canvas.CountNear(new UiRect(plot.X, plot.Y + 4, plot.Width / 2 - 8, plot.Height - 12), _theme.Accent));
    }

    [Fact]
    public void NaN_leaves_a_gap_with_a_red_mark_on_top()
    {
        var values = new float[100];
        Array.Fill(values, 0.5f);
        values.AsSpan(40, 20).Fill(float.NaN);
        Draw(values);
        var plot = _chart.Plot;
        var middle = plot with { X = plot.X + plot.Width * 0.44f, Width = plot.Width * 0.1f };
        Assert.Equal(0, _canvas.CountNear(middle, _theme.Accent));
        Assert.True(_canvas.CountNear(middle with { Y = plot.Y - 6, Height = 6 }, _theme.Danger) > 20);
        Assert.True(_canvas.CountNear(plot with { Width = plot.Width * 0.3f }, _theme.Accent) > 20);
    }

    [Fact]
    public void Only_values_that_are_not_finite_still_draw_axes_and_marks()
    {
        Draw([float.NaN, float.PositiveInfinity, float.NegativeInfinity]);
        Assert.Equal((0, 1), (_chart.Ticks.Low, _chart.Ticks.High));
        Assert.True(_canvas.CountNear(_canvas.Bounds, _theme.Danger) > 5);
    }

    [Fact]
    public void A_logarithmic_axis_turns_an_exponential_into_a_straight_line()
    {
        _chart.IsLogarithmic = true;
        var values = new float[201];
        for (var i = 0; i < values.Length; i++)
            values[i] = MathF.Pow(10, -i / 50f);
        Draw(values);
        var plot = _chart.Plot;
        foreach (var part in new[] { 0.25f, 0.5f, 0.75f })
        {
            var spot = new UiRect(plot.X + part * plot.Width - 3, plot.Y + part * plot.Height - 3, 6, 6);
            Assert.True(_canvas.CountNear(spot, _theme.Accent) > 4, $"nothing at {part}");
        }
    }

    [Fact]
    public void The_pointer_shows_values_and_the_marker_its_line()
    {
        var values = new float[100];
        Draw(values);
        var without = _canvas.CountNear(_canvas.Bounds, _theme.Text);
        _chart.Marker = 50;
        Draw(values, new SKPoint(_chart.Plot.CenterX + 40, _chart.Plot.CenterY));
        Assert.True(_canvas.CountNear(_canvas.Bounds, _theme.Text) > without);
        var plot = _chart.Plot;
        Assert.True(_canvas.CountDrawn(new UiRect(plot.CenterX - 2, plot.Y - 4, 5, plot.Height)) > 0);
    }

    [Fact]
    public void A_live_frame_allocates_nothing()
    {
        var series = new ChartSeries("train", _theme.Accent);
        for (var i = 0; i < 3_000; i++)
            series.Add(i, MathF.Sin(i));
        void Frame()
        {
            series.Add(series.LastX + 1, 0.5f);
            _canvas.BeginFrame();
            _chart.Begin(_canvas, _canvas.Bounds, 0, series.LastX);
            _chart.Add(series);
            _chart.End(_theme, new SKPoint(150, 80));
            _canvas.EndFrame();
        }
        for (var i = 0; i < 100; i++)
            Frame();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Frame();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_chart_looks_as_kept()
    {
        ChartSeries adam = new("Adam", _theme.Runner(0)), sgd = new("SGD", _theme.Runner(2));
        for (var i = 0; i < 900; i++)
        {
            adam.Add(i, 0.1f + 0.7f * MathF.Exp(-i / 150f) + 0.03f * MathF.Sin(i * 0.3f));
            sgd.Add(i, i is > 600 and < 660 ? float.NaN : 0.3f + 0.5f * MathF.Exp(-i / 400f));
        }
        _chart.Marker = 450;
        _canvas.BeginFrame();
        _canvas.FillRect(_canvas.Bounds, _theme.Panel);
        _chart.Begin(_canvas, _canvas.Bounds, 0, 899);
        _chart.Add(adam);
        _chart.Add(sgd);
        _chart.End(_theme);
        _canvas.EndFrame();
        GoldenImage.Matches(_canvas, "chart");
    }

    private void Draw(float[] values, SKPoint? pointer = null)
    {
        _canvas.BeginFrame();
        _chart.Begin(_canvas, _canvas.Bounds, 0, values.Length - 1);
        _chart.Add("", _theme.Accent, values);
        _chart.End(_theme, pointer);
        _canvas.EndFrame();
    }
}
