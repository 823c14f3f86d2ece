using System.Buffers.Binary;
using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Runtime.Tests.Unit.Recording;

public sealed class WebPSinkTests : IDisposable
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
        Assert.Equal((width, height, 6), (webp.Width, webp.Height, webp.Frames.Count));
        for (var i = 0; i < 6; i++)
            Assert.Equal(frames[i], webp.Frames[i].Picture);
    }

    [Fact]
    public void Noise_comes_back_exactly_and_hardly_grows()
    {
        var format = new FrameFormat(120, 80, 30);
        var frame = Noise(format);
        var webp = Record(format, frame);
        Assert.Equal(frame, webp.Frames[0].Picture);
        Assert.InRange(webp.Frames[0].Payload.Length, 1, (120 * 80 * 3) + 2000);
    }

    [Fact]
    public void It_loops_for_ever_and_lasts_exactly_as_long_as_recorded()
    {
        var format = new FrameFormat(16, 16, 30);
        var webp = Record(format, [.. Enumerable.Range(0, 31).Select(i => TestPattern.Frame(format, i))]);
        Assert.Equal(0, webp.LoopCount);
        Assert.Equal(1033, webp.Frames.Sum(f => f.Milliseconds));
        Assert.All(webp.Frames, f => Assert.InRange(f.Milliseconds, 33, 34));
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

        var changed = Record(format, before, after).Frames[1];
        Assert.Equal((30, 20, 11, 6), (changed.X, changed.Y, changed.Width, changed.Height));
        Assert.False(changed.Blend);
        Assert.Equal(after, changed.Picture);
    }

    [Fact]
    public void What_stayed_between_two_changes_is_left_transparent()
    {
        var format = new FrameFormat(64, 48, 30);
        var before = Noise(format);
        var after = (byte[])before.Clone();
        after[0] ^= 1;
        after[^4] ^= 1;

        var changed = Record(format, before, after).Frames[1];
        Assert.True(changed.Blend);
        Assert.InRange(changed.Payload.Length, 1, 400);
        Assert.Equal(after, changed.Picture);
    }

    [Fact]
    public void A_frame_in_which_nothing_moved_takes_one_pixel()
    {
        var format = new FrameFormat(64, 48, 30);
        var frame = Noise(format);
        var still = Record(format, frame, frame).Frames[1];
        Assert.Equal((1, 1), (still.Width, still.Height));
        Assert.Equal(frame, still.Picture);
    }

    [Fact]
    public void An_abort_leaves_no_file()
    {
        var format = new FrameFormat(64, 48, 30);
        using (var sink = new WebPSink(_folder.File("take.webp"), format))
            sink.Write(TestPattern.Frame(format, 0));
        Assert.Empty(_folder.Files);
    }

    [FfmpegFact]
    public void Another_decoder_reads_the_same_pixels()
    {
        var format = new FrameFormat(320, 180, 30);
        var frame = TestPattern.Frame(format, 77);
        var payload = Record(format, frame).Frames[0].Payload;
        var still = new byte[20 + payload.Length + (payload.Length & 1)];
        "RIFF"u8.CopyTo(still);
        BinaryPrimitives.WriteInt32LittleEndian(still.AsSpan(4), still.Length - 8);
        "WEBPVP8L"u8.CopyTo(still.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(still.AsSpan(16), payload.Length);
        payload.CopyTo(still, 20);
        File.WriteAllBytes(_folder.File("still.webp"), still);

        Assert.Equal(frame, Assert.Single(VideoFile.Decode(_folder.File("still.webp"), 320, 180, isVideo: false)));
    }

    private WebPReader Record(FrameFormat format, params byte[][] frames)
    {
        using var sink = new WebPSink(_folder.File("take.webp"), format);
        foreach (var frame in frames)
            sink.Write(frame);
        sink.Complete();
        Assert.Equal(frames.Length, sink.Frames);
        return new WebPReader(File.ReadAllBytes(sink.Path));
    }

    private static byte[] Noise(FrameFormat format)
    {
        var frame = new byte[format.FrameBytes];
        new Random(5).NextBytes(frame);
        for (var i = 3; i < frame.Length; i += 4)
            frame[i] = 255;
        return frame;
    }
}
