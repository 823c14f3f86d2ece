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

    [Theory]
    [InlineData(3e-5f)]
    [InlineData(4e-8f)]
    [InlineData(0.004f)]
    [InlineData(2.5e6f)]
    public void Labels_tell_every_tick_from_the_next_and_are_not_cut(float top)
    {
        var values = new float[100];
        for (var i = 0; i < values.Length; i++)
            values[i] = top * i / values.Length;
        Draw(values);
        var texts = new List<string>();
        foreach (var tick in _chart.Ticks.Values)
            texts.Add(new TextBuffer().AppendTick(tick, _chart.Ticks.High, _chart.Ticks.Step).ToString());
        Assert.Equal(texts.Distinct(), texts);
        foreach (var (text, tick) in texts.Zip(_chart.Ticks.Values.ToArray()))
            Assert.Equal(tick, double.Parse(text.Replace(TextBuffer.Minus, '-'), System.Globalization.CultureInfo.InvariantCulture), Math.Abs(tick) * 1e-6 + 1e-30);
        var widest = texts.Max(text => _canvas.Measure(text, TextStyle.Tiny));
        Assert.True(_chart.Plot.X - 8 - 2 >= widest, $"{widest} pixels of text before a plot at {_chart.Plot.X}");
    }

    [Fact]
    public void An_axis_with_a_fixed_end_ends_there_also_where_all_stand_on_it()
    {
        _chart.YHigh = 1;
        foreach (var isLogarithmic in (bool[])[false, true])
        {
            _chart.IsLogarithmic = isLogarithmic;
            foreach (var low in (float[])[1, 0.97f, 0.83f, 0.3f, 0.0002f])
            {
                Draw([low, 1, 1]);
                Assert.Equal(1, _chart.Ticks.High, 9);
                Assert.True(_chart.Ticks.Low <= low && _chart.Ticks.Low < 1);
            }
        }
    }

    [Fact]
    public void A_dashed_line_does_not_hold_the_axis_and_is_not_drawn_along_its_edge()
    {
        ChartSeries now = new("now", _theme.Accent), other = new("other", _theme.Runner(1));
        for (var i = 0; i < 100; i++)
        {
            now.Add(i, 0.5f);
            other.Add(i, i < 50 ? 0.52f : 40);
        }
        _canvas.BeginFrame();
        _chart.Begin(_canvas, _canvas.Bounds, 0, 99);
        _chart.Add(now);
        _chart.Add(other, null, LineStyle.Dashed);
        _chart.End(_theme);
        _canvas.EndFrame();
        Assert.True(_chart.Ticks.High < 1);
        var plot = _chart.Plot;
        Assert.True(_canvas.CountNear(plot with { Width = plot.Width * 0.45f }, _theme.Runner(1)) > 20);
        Assert.Equal(0, _canvas.CountNear(plot with { X = plot.X + plot.Width * 0.55f, Y = plot.Y - 3, Width = plot.Width * 0.4f, Height = plot.Height + 6 }, _theme.Runner(1)));
    }

    [Fact]
    public void Thirty_changes_close_together_are_one_band_and_a_few_apart_are_lines()
    {
        int Marked(double apart, int count)
        {
            _canvas.BeginFrame();
            _chart.Begin(_canvas, _canvas.Bounds, 0, 1000);
            for (var i = 0; i < count; i++)
                _chart.AddMark(200 + apart * i, "Learning rate 0.1 → 0.2");
            _chart.End(_theme);
            _canvas.EndFrame();
            var plot = _chart.Plot;
            return _canvas.CountNear(plot, _theme.Runner(1));
        }
        // A band is a faint tint, a line is of the colour itself.
        Assert.Equal(0, Marked(apart: 10, count: 30));
        Assert.True(Marked(apart: 150, count: 3) > 60);
    }

    [Fact]
    public void Mirrored_it_runs_from_right_to_left()
    {
        var values = new float[100];
        values[10] = 1;
        _chart.IsMirrored = true;
        Draw(values);
        var plot = _chart.Plot;
        var x = plot.X + 0.9f * plot.Width;
        Assert.True(_canvas.CountNear(new UiRect(x - 6, plot.Y - 2, 12, 8), _theme.Accent) > 0);
        Assert.Equal(0, _canvas.CountNear(new UiRect(plot.X, plot.Y - 2, 0.8f * plot.Width, 8), _theme.Accent));
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
