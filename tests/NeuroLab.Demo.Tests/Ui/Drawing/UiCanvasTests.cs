using NeuroLab.Demo.Ui.Drawing;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.Ui.Drawing;

public sealed class UiCanvasTests : IDisposable
{
    private static readonly SKColor White = SKColors.White;

    private readonly UiCanvas _canvas = new(200, 100);

    public void Dispose() => _canvas.Dispose();

    [Fact]
    public void The_first_frame_is_dirty_as_a_whole_and_an_equal_one_is_clean()
    {
        Assert.True(Frame(() => _canvas.FillRect(new UiRect(10, 10, 20, 20), White)));
        Assert.Equal(new SKRectI(0, 0, 200, 100), _canvas.DirtyBounds);

        Assert.False(Frame(() => _canvas.FillRect(new UiRect(10, 10, 20, 20), White)));
        Assert.True(_canvas.DirtyRectangles.IsEmpty);
        Assert.Equal(default, _canvas.DirtyBounds);
    }

    [Fact]
    public void A_moved_rectangle_damages_where_it_was_and_where_it_is_and_nothing_else()
    {
        Frame(() => _canvas.FillRect(new UiRect(2, 2, 8, 8), White));
        Frame(() => _canvas.FillRect(new UiRect(162, 66, 8, 8), White));

        Assert.Equal(new[] { new SKRectI(0, 0, 32, 32), new SKRectI(160, 64, 192, 96) }, _canvas.DirtyRectangles.ToArray());
        Assert.Equal(0, _canvas.At(5, 5).Alpha);
        Assert.Equal(White, _canvas.At(165, 70));
    }

    [Fact]
    public void Redrawing_only_the_damage_gives_the_same_pixels_as_redrawing_all()
    {
        var random = new Random(3);
        var points = new SKPoint[40];
        for (var frame = 0; frame < 20; frame++)
        {
            for (var i = 0; i < points.Length; i++)
                points[i] = new SKPoint(20 + 4 * i, 50 + 40 * random.NextSingle());
            var text = $"step {random.Next(100_000)}";
            var x = 150 * random.NextSingle();
            void Draw()
            {
                _canvas.FillRect(new UiRect(x, 20, 30, 30), new SKColor(90, 20, 200, 140), 6);
                _canvas.Polyline(points, SKColors.Orange, 1.6f);
                _canvas.Text(text, new UiRect(x, 60, 90, 20), TextStyle.Strong, White, halo: true);
                _canvas.Icon(Icon.Reset, new UiRect(100, 5, 16, 16), White);
            }
            Frame(Draw);
            var partial = _canvas.Copy();
            _canvas.Invalidate();
            Frame(Draw);
            Assert.Equal(_canvas.Copy(), partial);
        }
    }

    [Fact]
    public void The_order_of_drawing_matters_to_the_damage()
    {
        UiRect box = new(10, 10, 20, 20);
        Frame(() => { _canvas.FillRect(box, SKColors.Red); _canvas.FillRect(box, SKColors.Blue); });
        Assert.True(Frame(() => { _canvas.FillRect(box, SKColors.Blue); _canvas.FillRect(box, SKColors.Red); }));
        Assert.Equal(SKColors.Red, _canvas.At(15, 15));
    }

    [Fact]
    public void Pixels_are_premultiplied()
    {
        Frame(() => _canvas.FillRect(new UiRect(0, 0, 10, 10), new SKColor(255, 255, 255, 128)));
        Assert.Equal(new SKColor(128, 128, 128, 128), _canvas.At(4, 4));
    }

    [Fact]
    public void Nothing_is_drawn_outside_a_clip()
    {
        Frame(() =>
        {
            _canvas.PushClip(new UiRect(20, 20, 30, 30));
            _canvas.FillRect(_canvas.Bounds, White);
            _canvas.Polyline([new(0, 35), new(200, 35)], SKColors.Red, 3);
            _canvas.Text("a long text that runs beyond", new UiRect(22, 22, 170, 20), TextStyle.Body, SKColors.Red);
            _canvas.PopClip();
        });
        Assert.Equal(30 * 30, _canvas.CountDrawn(_canvas.Bounds));
    }

    [Fact]
    public void At_scale_two_everything_covers_twice_as_many_pixels()
    {
        using var large = new UiCanvas(400, 200, 2);
        large.BeginFrame();
        large.FillRect(new UiRect(10, 10, 20, 20), White);
        large.EndFrame();
        Assert.Equal((200f, 100f), (large.Width, large.Height));
        Assert.Equal(White, large.At(59, 59));
        Assert.Equal(0, large.At(60, 60).Alpha);
        Assert.Equal(_canvas.Measure("loss 0.084", TextStyle.Body), large.Measure("loss 0.084", TextStyle.Body), 0.05f);
    }

    [Fact]
    public void An_image_shows_its_tiles_from_the_top_row_by_row()
    {
        SKColor[] colors = [SKColors.Red, SKColors.Lime, SKColors.Blue, SKColors.White];
        Frame(() => _canvas.Image(new UiRect(0, 0, 20, 20), colors, 2, smooth: false));
        Assert.Equal(colors, new[] { _canvas.At(5, 5), _canvas.At(15, 5), _canvas.At(5, 15), _canvas.At(15, 15) });
    }

    [Fact]
    public void A_line_has_its_width_and_breaks_at_NaN()
    {
        Frame(() => _canvas.Polyline([new(10.5f, 20.5f), new(60.5f, 20.5f), new(float.NaN, 0), new(100.5f, 20.5f)], White, 3));
        Assert.Equal([0, 255, 255, 255, 0], new[] { 18, 19, 20, 21, 22 }.Select(y => (int)_canvas.At(40, y).Alpha));
        Assert.Equal(0, _canvas.CountDrawn(new UiRect(64, 0, 30, 100)));
        Assert.InRange(_canvas.CountDrawn(new UiRect(96, 0, 10, 100)), 5, 16);
    }

    [Fact]
    public void A_steady_frame_allocates_nothing()
    {
        SKPoint[] points = [new(0, 0), new(100, 50)];
        void Draw()
        {
            _canvas.FillRect(new UiRect(10, 10, 20, 20), White, 4);
            _canvas.Polyline(points, White, 2);
            _canvas.Text("α = 0.25", new UiRect(10, 40, 100, 20), TextStyle.Body, White);
            _canvas.Icon(Icon.Play, new UiRect(60, 10, 16, 16), White);
            _canvas.Invalidate();
        }
        Action draw = Draw;
        for (var i = 0; i < 3; i++)
            Frame(draw);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Frame(draw);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private bool Frame(Action draw)
    {
        _canvas.BeginFrame();
        draw();
        return _canvas.EndFrame();
    }
}
