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
    public void An_encoder_killed_in_the_middle_gives_one_line_and_leaves_whole_fragments() => AssertKilledLeavesWhole("mp4");

    [FfmpegFact]
    public void A_webm_whose_encoder_is_killed_ends_with_a_whole_cluster() => AssertKilledLeavesWhole("webm");

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
        Assert.Contains("ffmpeg ended with code 1 (x264 [error]: invalid preset 'nonesuch')", error.Message, StringComparison.Ordinal);
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

    private void AssertKilledLeavesWhole(string ending)
    {
        // A fragment begins with a key frame, each second, and is written when the next one begins. What the encoder
        // looks ahead is the rest.
        const int Fed = 240, MaxMissing = 90;
        var format = new FrameFormat(320, 180, 30);
        var path = _folder.File("take." + ending);
        using var sink = Assert.IsType<ThreadedSink>(FrameSinks.Create(path, format));
        var inner = Assert.IsType<FfmpegSink>(sink.Inner);
        while (sink.Frames < Fed)
            sink.Write(TestPattern.Frame(format, sink.Frames));
        WaitUntilAtRest(inner);
        using (var child = Process.GetProcessById(inner.ProcessId))
            child.Kill();

        var error = Assert.Throws<UserErrorException>(() =>
        {
            for (var i = 0; i < 1000; i++)
                sink.Write(TestPattern.Frame(format, i));
        });
        Assert.StartsWith($"recording '{path}' failed after ", error.Message, StringComparison.Ordinal);
        Assert.Contains("take.partial." + ending, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(error.Message, Assert.Throws<UserErrorException>(sink.Complete).Message);
        sink.Dispose();

        // Every frame that a player shows is bit by bit that of the whole take: none cut, none guessed from its neighbours.
        Assert.Equal(["take.partial." + ending], _folder.Files);
        var frames = VideoFile.Decode(_folder.File("take.partial." + ending), 320, 180);
        Assert.InRange(frames.Count, Fed - MaxMissing, Fed);
        var whole = VideoFile.Decode(Record("whole." + ending, format, Fed), 320, 180);
        for (var i = 0; i < frames.Count; i++)
        {
            Assert.Equal(i, TestPattern.NumberIn(frames[i], format));
            Assert.True(whole[i].AsSpan().SequenceEqual(frames[i]), $"frame {i}");
        }
    }

    // Nothing has been written for a while: it waits for frames.
    private static void WaitUntilAtRest(FfmpegSink sink)
    {
        var (size, since) = (0L, Stopwatch.StartNew());
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60) && !(size > 0 && since.ElapsedMilliseconds > 500); Thread.Sleep(20))
        {
            if (sink.BytesWritten != size)
                (size, since) = (sink.BytesWritten, Stopwatch.StartNew());
        }
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
