using NeuroLab.Demo.Tests.Support;
using NeuroLab.Files;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;
using SkiaSharp;

namespace NeuroLab.Demo.Tests.App;

public sealed class WebPTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(160, 90)]
    [InlineData(33, 17)]
    [InlineData(16, 16)]
    public void Every_frame_comes_back_exactly(int width, int height)
    {
        var format = new FrameFormat(width, height, 30);
        var frames = Enumerable.Range(0, 6).Select(i => TestPattern.Frame(format, i)).ToArray();
        var webp = Record(format, frames);
        Assert.Equal((width, height), (webp.Width, webp.Height));
        Assert.Equal(frames, webp.Frames);
    }

    [Fact]
    public void Noise_comes_back_exactly_and_hardly_grows()
    {
        var format = new FrameFormat(120, 80, 30);
        var frame = Noise(format);
        Assert.Equal(frame, Record(format, frame).Frames[0]);
        Assert.InRange(new FileInfo(_folder.File("take.webp")).Length, 1, (120 * 80 * 3) + 2000);
    }

    [Fact]
    public void It_loops_for_ever_and_lasts_exactly_as_long_as_recorded()
    {
        var format = new FrameFormat(16, 16, 30);
        var webp = Record(format, [.. Enumerable.Range(0, 31).Select(i => TestPattern.Frame(format, i))]);
        Assert.Equal(-1, webp.Repetitions);
        Assert.Equal(1033, webp.Parts.Sum(part => part.Duration));
        Assert.All(webp.Parts, part => Assert.InRange(part.Duration, 33, 34));
    }

    [Fact]
    public void Only_the_part_that_changed_is_stored_from_an_even_pixel_on()
    {
        var format = new FrameFormat(64, 48, 30);
        var before = Noise(format);
        var after = (byte[])before.Clone();
        for (var y = 21; y < 26; y++)
        {
            for (var x = 31; x < 41; x++)
                after[4 * ((y * 64) + x)] ^= 1;
        }

        var webp = Record(format, before, after);
        Assert.Equal(SKRectI.Create(30, 20, 11, 6), webp.Parts[1].FrameRect);
        Assert.Equal(SKCodecAnimationBlend.Src, webp.Parts[1].Blend);
        Assert.Equal(after, webp.Frames[1]);
    }

    [Fact]
    public void What_stayed_between_two_changes_is_left_transparent()
    {
        var format = new FrameFormat(64, 48, 30);
        var before = Noise(format);
        var after = (byte[])before.Clone();
        after[0] ^= 1;
        after[^4] ^= 1;

        var alone = Size(before);
        var webp = Record(format, before, after);
        Assert.Equal(SKCodecAnimationBlend.SrcOver, webp.Parts[1].Blend);
        Assert.InRange(new FileInfo(_folder.File("take.webp")).Length - alone, 1, 400);
        Assert.Equal(after, webp.Frames[1]);

        long Size(byte[] frame)
        {
            Record(format, frame);
            return new FileInfo(_folder.File("take.webp")).Length;
        }
    }

    [Fact]
    public void A_frame_in_which_nothing_moved_takes_one_pixel()
    {
        var format = new FrameFormat(64, 48, 30);
        var frame = Noise(format);
        var webp = Record(format, frame, frame);
        Assert.Equal((1, 1), (webp.Parts[1].FrameRect.Width, webp.Parts[1].FrameRect.Height));
        Assert.Equal(frame, webp.Frames[1]);
    }

    [Fact]
    public void A_take_of_ours_is_known_and_replaced_without_asking()
    {
        var format = new FrameFormat(64, 48, 30);
        Record(format, Noise(format));
        Assert.True(OwnMark.IsOn(_folder.File("take.webp"), OwnMark.Text));
        Assert.Equal(2, Record(format, Noise(format), Noise(format)).Frames.Count);
        File.WriteAllText(_folder.File("take.webp"), "somebody else's");
        Assert.Throws<UserErrorException>(() => FrameSinks.Create(_folder.File("take.webp"), format));
    }

    [Fact]
    public void An_abort_leaves_no_file()
    {
        var format = new FrameFormat(64, 48, 30);
        using (var sink = FrameSinks.Create(_folder.File("take.webp"), format))
            sink.Write(TestPattern.Frame(format, 0));
        Assert.Empty(_folder.Files);
    }

    [SmallDiskFact]
    public void A_full_disk_ends_it_with_one_line_and_no_partial_file()
    {
        using var disk = new SmallDisk(300);
        var format = new FrameFormat(320, 180, 30);
        using (var sink = FrameSinks.Create(disk.File("take.webp"), format))
        {
            var error = Assert.Throws<UserErrorException>(() =>
            {
                for (var i = 0; i < 40; i++)
                    sink.Write(Noise(format, seed: i));
                sink.Complete();
            });
            Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
        Assert.Empty(Directory.GetFiles(disk.Path));
    }

    private WebPReader Record(FrameFormat format, params byte[][] frames)
    {
        using var sink = FrameSinks.Create(_folder.File("take.webp"), format);
        foreach (var frame in frames)
            sink.Write(frame);
        sink.Complete();
        Assert.Equal(frames.Length, sink.Frames);
        return new WebPReader(sink.Path);
    }

    private static byte[] Noise(FrameFormat format, int seed = 5)
    {
        var frame = new byte[format.FrameBytes];
        new Random(seed).NextBytes(frame);
        for (var i = 3; i < frame.Length; i += 4)
            frame[i] = 255;
        return frame;
    }
}
