using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Runtime.Tests.Unit.Recording;

public sealed class GifSinkTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_frame_is_there_upright_and_close_to_its_source()
    {
        var format = new FrameFormat(320, 180, 25);
        var gif = Record(format, [.. Enumerable.Range(0, 12).Select(i => TestPattern.Frame(format, i))]);

        Assert.Equal((320, 180, 12), (gif.Width, gif.Height, gif.Frames.Count));
        for (var i = 0; i < 12; i++)
        {
            TestPattern.AssertUpright(gif.Frames[i].Picture, format);
            Assert.Equal(i, TestPattern.NumberIn(gif.Frames[i].Picture, format));
            Assert.InRange(TestPattern.Psnr(TestPattern.Frame(format, i), gif.Frames[i].Picture), 35, 99);
        }

        Assert.Equal(["take.gif"], _folder.Files);
    }

    [Fact]
    public void It_loops_for_ever()
    {
        var format = new FrameFormat(32, 32, 25);
        Assert.Equal(0, Record(format, TestPattern.Frame(format, 0)).LoopCount);
    }

    [Theory]
    [InlineData(1, 3, 3)]
    [InlineData(7, 7, 7)]
    [InlineData(24, 24, 24)]
    [InlineData(30, 31, 31)]
    [InlineData(50, 50, 50)]
    [InlineData(60, 60, 40)]
    [InlineData(240, 240, 50)]
    public void Delays_add_up_to_the_exact_duration_and_none_is_too_short(int rate, int frames, int shown)
    {
        var format = new FrameFormat(32, 16, rate);
        var gif = Record(format, [.. Enumerable.Range(0, frames).Select(i => TestPattern.Frame(format, i))]);

        Assert.Equal(shown, gif.Frames.Count);
        Assert.Equal((int)Math.Round(frames * 100.0 / rate, MidpointRounding.AwayFromZero), gif.Frames.Sum(f => f.Delay));
        Assert.All(gif.Frames, f => Assert.True(f.Delay >= 2));
    }

    [Fact]
    public void A_frame_in_which_nothing_moved_takes_one_pixel()
    {
        var format = new FrameFormat(64, 48, 25);
        var frame = TestPattern.Frame(format, 3);
        var gif = Record(format, frame, frame);
        Assert.Equal((1, 1), (gif.Frames[1].Width, gif.Frames[1].Height));
        Assert.Equal(gif.Frames[0].Picture, gif.Frames[1].Picture);
    }

    [Fact]
    public void Only_the_part_that_changed_is_stored()
    {
        var format = new FrameFormat(64, 48, 25);
        var before = TestPattern.Frame(format, 3);
        var after = (byte[])before.Clone();
        for (var y = 20; y < 25; y++)
            after.AsSpan(4 * ((y * 64) + 30), 4 * 10).Fill(255);
        var changed = Record(format, before, after).Frames[1];
        Assert.Equal((30, 20, 10, 5), (changed.X, changed.Y, changed.Width, changed.Height));
    }

    [Fact]
    public void What_stands_still_does_not_shimmer()
    {
        // The right half scrolls, the left one is a still gradient that needs dithering.
        var format = new FrameFormat(128, 64, 25);
        var first = TestPattern.Frame(format, 0);
        var frames = new byte[6][];
        for (var i = 0; i < 6; i++)
        {
            frames[i] = (byte[])first.Clone();
            for (var y = 0; y < 64; y++)
                first.AsSpan(((y + (5 * i)) % 64 * 512) + 256, 256).CopyTo(frames[i].AsSpan((y * 512) + 256));
        }

        var gif = Record(format, frames);
        Assert.All(gif.Frames, f => Assert.False(f.HasTable, "the palette still serves"));
        for (var i = 1; i < 6; i++)
        {
            for (var y = 0; y < 64; y++)
            {
                var left = new Range(y * 512, (y * 512) + 256);
                Assert.Equal(gif.Frames[0].Picture[left], gif.Frames[i].Picture[left]);
            }
        }
    }

    [Fact]
    public void A_scene_the_palette_does_not_serve_brings_its_own()
    {
        var format = new FrameFormat(64, 48, 25);
        var dark = Gradient(format, 0, 0, 1);
        var bright = Gradient(format, 1, 0.6, 0);
        var gif = Record(format, dark, bright, bright);

        Assert.Equal([false, true, true], gif.Frames.Select(f => f.HasTable));
        Assert.InRange(TestPattern.Psnr(bright, gif.Frames[1].Picture), 35, 99);
        Assert.Equal(gif.Frames[1].Picture, gif.Frames[2].Picture);
    }

    [Fact]
    public void Few_colours_are_kept_exactly()
    {
        var format = new FrameFormat(64, 64, 25);
        byte[][] colors = [[20, 23, 31, 255], [255, 180, 84, 255], [230, 237, 243, 255], [90, 169, 255, 255]];
        var frame = new byte[format.FrameBytes];
        for (var i = 0; i < 64 * 64; i++)
            colors[i / 5 % 4].CopyTo(frame, 4 * i);
        Assert.Equal(frame, Record(format, frame).Frames[0].Picture);
    }

    [Fact]
    public void Noise_fills_the_code_table_many_times_and_still_decodes()
    {
        var format = new FrameFormat(300, 200, 25);
        var frame = new byte[format.FrameBytes];
        new Random(1).NextBytes(frame);
        Assert.InRange(TestPattern.Psnr(frame, Record(format, frame).Frames[0].Picture), 15, 99);
    }

    [Fact]
    public void Every_length_of_a_run_decodes()
    {
        // One flat frame of each size drives the code width and the last code through all their cases.
        for (var width = 16; width < 90; width++)
        {
            var format = new FrameFormat(width, 37, 25);
            var frame = new byte[format.FrameBytes];
            Array.Fill(frame, (byte)255);
            Assert.Equal(frame, Record(format, frame).Frames[0].Picture);
        }
    }

    [Fact]
    public void An_abort_leaves_no_file()
    {
        var format = new FrameFormat(64, 48, 25);
        using (var sink = new GifSink(_folder.File("take.gif"), format))
        {
            sink.Write(TestPattern.Frame(format, 0));
            Assert.Equal(["take.partial.gif"], _folder.Files);
        }

        Assert.Empty(_folder.Files);
    }

    private GifReader Record(FrameFormat format, params byte[][] frames)
    {
        using var sink = new GifSink(_folder.File("take.gif"), format);
        foreach (var frame in frames)
            sink.Write(frame);
        sink.Complete();
        Assert.Equal(frames.Length, sink.Frames);
        var bytes = File.ReadAllBytes(sink.Path);
        Assert.Equal(bytes.Length, sink.BytesWritten);
        return new GifReader(bytes);
    }

    private static byte[] Gradient(FrameFormat format, double red, double green, double blue)
    {
        var frame = new byte[format.FrameBytes];
        for (var i = 0; i < format.Width * format.Height; i++)
        {
            var value = 40 + (200.0 * (i % format.Width) / format.Width);
            (frame[4 * i], frame[(4 * i) + 1], frame[(4 * i) + 2], frame[(4 * i) + 3]) =
                ((byte)(red * value), (byte)(green * value), (byte)(blue * value), 255);
        }

        return frame;
    }
}
