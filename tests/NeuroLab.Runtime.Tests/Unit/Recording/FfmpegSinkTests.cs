using System.Diagnostics;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Runtime.Tests.Unit.Recording;

public sealed class FfmpegSinkTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [FfmpegFact]
    public void An_mp4_has_every_frame_upright_in_its_colours_and_lasts_exactly_as_long()
    {
        var format = new FrameFormat(320, 180, 30);
        var path = Record("take.mp4", format, 45);

        Assert.Equal(["take.mp4"], _folder.Files);
        Assert.Equal(45, VideoFile.FramesIn(path));
        Assert.Equal(1.5, VideoFile.SecondsOf(path), 3);
        AssertFrames(path, format, 320, 180, 45);
    }

    [FfmpegFact]
    public void A_webm_has_every_frame_upright_in_its_colours_and_lasts_as_long()
    {
        var format = new FrameFormat(320, 180, 25);
        var path = Record("take.webm", format, 20);

        Assert.Equal(["take.webm"], _folder.Files);
        Assert.Equal(20, VideoFile.FramesIn(path));
        Assert.Equal(0.8, VideoFile.SecondsOf(path), 2);
        AssertFrames(path, format, 320, 180, 20);
    }

    [FfmpegFact]
    public void An_mp4_has_its_index_before_its_data()
    {
        var bytes = File.ReadAllBytes(Record("take.mp4", new FrameFormat(64, 48, 30), 5)).AsSpan();
        Assert.InRange(bytes.IndexOf("moov"u8), 0, bytes.IndexOf("mdat"u8));
    }

    [FfmpegFact]
    public void Odd_sizes_are_padded_to_even_ones()
    {
        var format = new FrameFormat(161, 91, 30);
        AssertFrames(Record("take.mp4", format, 3), format, 162, 92, 3);
    }

    [FfmpegFact]
    public void A_single_frame_is_a_video_too() =>
        Assert.Equal(1, VideoFile.FramesIn(Record("take.mp4", new FrameFormat(64, 48, 30), 1)));

    [FfmpegFact]
    public void An_encoder_killed_in_the_middle_gives_one_line_and_leaves_what_was_recorded()
    {
        var format = new FrameFormat(320, 180, 30);
        var path = _folder.File("take.mp4");
        using var inner = OpenMp4(path, format);
        using var sink = new ThreadedSink(inner, format, 4);
        // Some seconds in, so that fragments have reached the file.
        while (inner.BytesWritten < 20_000)
            sink.Write(TestPattern.Frame(format, sink.Frames));
        using (var child = Process.GetProcessById(inner.ProcessId))
            child.Kill();

        var error = Assert.Throws<UserErrorException>(() =>
        {
            for (var i = 0; i < 1000; i++)
                sink.Write(TestPattern.Frame(format, i));
        });
        Assert.StartsWith($"recording '{path}' failed after ", error.Message, StringComparison.Ordinal);
        Assert.Contains("take.partial.mp4", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(error.Message, Assert.Throws<UserErrorException>(sink.Complete).Message);
        sink.Dispose();

        Assert.Equal(["take.partial.mp4"], _folder.Files);
        var frames = VideoFile.Decode(_folder.File("take.partial.mp4"), 320, 180);
        // Where the file is cut, a frame may be whole and the B-frames shown before it, which are stored after it, missing
        // or cut themselves; a player shows their neighbours for them.
        const int MaxReordered = 3;
        Assert.True(frames.Count > MaxReordered);
        var numbers = frames.Select(frame => TestPattern.NumberIn(frame, format)).ToArray();
        Assert.Equal(Enumerable.Range(0, frames.Count - MaxReordered), numbers[..^MaxReordered]);
        Assert.Equal(numbers.Order(), numbers);
        Assert.InRange(numbers[^1], frames.Count - 1, frames.Count - 1 + MaxReordered);
    }

    [FfmpegFact]
    public void An_abort_ends_the_encoder_and_leaves_no_file()
    {
        var format = new FrameFormat(64, 48, 30);
        var sink = OpenMp4(_folder.File("take.mp4"), format);
        using var child = Process.GetProcessById(sink.ProcessId);
        for (var i = 0; i < 40; i++)
            sink.Write(TestPattern.Frame(format, i));
        sink.Dispose();

        Assert.True(child.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.Empty(_folder.Files);
    }

    [FfmpegFact]
    public void A_setting_the_encoder_refuses_is_reported_in_its_words()
    {
        var format = new FrameFormat(64, 48, 30);
        var codec = VideoCodec.Mp4(18) with { Arguments = ["-preset", "nonesuch", "-f", "mp4"] };
        using var sink = new FfmpegSink(_folder.File("take.mp4"), format, codec, FfmpegLocator.Find());
        var error = Assert.Throws<UserErrorException>(() =>
        {
            for (var i = 0; i < 100; i++)
                sink.Write(TestPattern.Frame(format, i));
        });
        Assert.Contains("ffmpeg ended with code 1 (", error.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was recorded", error.Message, StringComparison.Ordinal);
    }

    [FfmpegFact]
    public void A_video_that_cannot_get_its_name_is_kept()
    {
        var format = new FrameFormat(64, 48, 30);
        using (var sink = OpenMp4(_folder.File("take.mp4"), format))
        {
            sink.Write(TestPattern.Frame(format, 0));
            Directory.CreateDirectory(_folder.File("take.mp4"));
            var error = Assert.Throws<UserErrorException>(sink.Complete);
            Assert.Contains("what was recorded is in", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["take.partial.mp4"], _folder.Files);
    }

    [FfmpegFact]
    public void A_missing_encoder_is_named_before_the_first_frame()
    {
        var codec = VideoCodec.WebM with { Encoder = "libnonesuch" };
        var error = Assert.Throws<UserErrorException>(
            () => new FfmpegSink(_folder.File("take.webm"), new FrameFormat(64, 48, 30), codec, FfmpegLocator.Find()));
        Assert.Contains("has no encoder libnonesuch", error.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    private static void AssertFrames(string path, FrameFormat source, int width, int height, int count)
    {
        var frames = VideoFile.Decode(path, width, height);
        Assert.Equal(count, frames.Count);
        for (var i = 0; i < count; i++)
        {
            var frame = Crop(frames[i], width, source);
            TestPattern.AssertUpright(frame, source);
            Assert.Equal(i, TestPattern.NumberIn(frame, source));
        }

        // Half the colour resolution blurs hard coloured edges: the smooth middle is compared.
        var middle = source.Height / 2 * source.Width * 4;
        var rows = source.Height / 8 * source.Width * 4;
        var expected = TestPattern.Frame(source, count - 1).AsSpan(middle, rows);
        Assert.InRange(TestPattern.Psnr(expected, Crop(frames[^1], width, source).AsSpan(middle, rows)), 35, 99);
    }

    private static byte[] Crop(byte[] frame, int width, FrameFormat format)
    {
        var result = new byte[format.FrameBytes];
        for (var y = 0; y < format.Height; y++)
            frame.AsSpan(y * width * 4, format.Width * 4).CopyTo(result.AsSpan(y * format.Width * 4));
        return result;
    }

    private static FfmpegSink OpenMp4(string path, FrameFormat format) =>
        new(path, format, VideoCodec.Mp4(18), FfmpegLocator.Find());

    private string Record(string name, FrameFormat format, int frames)
    {
        using var sink = FrameSinks.Create(_folder.File(name), format);
        for (var i = 0; i < frames; i++)
            sink.Write(TestPattern.Frame(format, i));
        sink.Complete();
        Assert.Equal(new FileInfo(sink.Path).Length, sink.BytesWritten);
        return sink.Path;
    }
}
