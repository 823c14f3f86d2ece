using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Runtime.Tests.Unit.Recording;

public sealed class FrameSinksTests : IDisposable
{
    private static readonly FrameFormat Format = new(64, 48, 30);
    private static readonly FfmpegInstallation NoFfmpeg = FfmpegLocator.Find(null, "");

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.gif", typeof(GifSink))]
    [InlineData("A.GIF", typeof(GifSink))]
    [InlineData("new/folders/a.png", typeof(PosterSink))]
    [InlineData("frames/", typeof(PngSequenceSink))]
    [InlineData("", typeof(PngSequenceSink))]       // the folder that is there
    public void The_extension_chooses_the_sink(string name, Type expected)
    {
        var path = name == "" ? _folder.Path : _folder.File(name);
        using var sink = Assert.IsType<ThreadedSink>(FrameSinks.Create(path, Format));
        Assert.IsType(expected, sink.Inner);
    }

    [FfmpegFact]
    public void Video_goes_to_ffmpeg()
    {
        foreach (var name in new[] { "a.mp4", "a.webm" })
        {
            using var sink = Assert.IsType<ThreadedSink>(FrameSinks.Create(_folder.File(name), Format));
            Assert.IsType<FfmpegSink>(sink.Inner);
        }
    }

    [Theory]
    [InlineData("take.avi", "'.avi' is unknown; use .mp4, .webm, .gif, .png")]
    [InlineData("take", "without an extension: use .mp4, .webm, .gif, .png")]
    public void An_unknown_extension_names_the_known_ones(string name, string expected) =>
        AssertRefused(expected, () => FrameSinks.Create(_folder.File(name), Format));

    [Theory]
    [InlineData("take.mp4")]
    [InlineData("take.webm")]
    public void Video_without_ffmpeg_says_how_to_get_it_and_what_works_without(string name)
    {
        var options = new FrameSinkOptions { Ffmpeg = NoFfmpeg };
        var message = AssertRefused("apt-get install ffmpeg", () => FrameSinks.Create(_folder.File(name), Format, options));
        Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.Contains(".gif or a folder of PNG work without it", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("take.gif")]
    [InlineData("take.png")]
    [InlineData("frames/")]
    public void A_place_that_cannot_be_written_is_refused_before_the_first_frame(string name)
    {
        File.WriteAllText(_folder.File("file"), "not a folder");
        AssertRefused("cannot be written", () => FrameSinks.Create(_folder.File("file/" + name), Format));
        Assert.Equal(["file"], _folder.Files);
    }

    [FfmpegFact]
    public void A_video_that_cannot_be_written_is_refused_before_the_first_frame()
    {
        File.WriteAllText(_folder.File("file"), "not a folder");
        AssertRefused("cannot be written", () => FrameSinks.Create(_folder.File("file/take.mp4"), Format));
    }

    [Theory]
    [InlineData(15, 48, 30, "15x48")]
    [InlineData(64, 15, 30, "64x15")]
    [InlineData(7681, 48, 30, "7681x48")]
    [InlineData(64, 4321, 30, "64x4321")]
    [InlineData(64, 48, 0, "0 frames per second")]
    [InlineData(64, 48, 241, "241 frames per second")]
    public void Sizes_and_rates_out_of_range_are_refused(int width, int height, int rate, string named) =>
        AssertRefused(named, () => FrameSinks.Create(_folder.File("take.gif"), new FrameFormat(width, height, rate)));

    [Theory]
    [InlineData(16, 16, 1)]
    [InlineData(7680, 4320, 240)]
    public void The_ends_of_the_range_are_allowed(int width, int height, int rate) =>
        new FrameFormat(width, height, rate).Validate();

    [Fact]
    public void An_older_file_is_replaced_only_on_completion()
    {
        var path = _folder.File("take.gif");
        File.WriteAllText(path, "older, made with NeuroLab");
        using (var sink = FrameSinks.Create(path, Format))
            sink.Write(TestPattern.Frame(Format, 0));
        Assert.Equal("older, made with NeuroLab", File.ReadAllText(path));

        using (var sink = FrameSinks.Create(path, Format))
        {
            sink.Write(TestPattern.Frame(Format, 0));
            sink.Complete();
        }

        Assert.Single(new GifReader(File.ReadAllBytes(path)).Frames);
    }

    [Fact]
    public void A_format_of_the_hosts_is_recorded_by_its_ending_and_named_in_messages()
    {
        RecordingFormat.Add(new("test", "Test", ".testformat", (path, format, options) => new PosterSink(path, format, options.Alpha)));
        using var sink = Assert.IsType<ThreadedSink>(FrameSinks.Create(_folder.File("a.testformat"), Format));
        Assert.IsType<PosterSink>(sink.Inner);
        AssertRefused(".testformat", () => FrameSinks.Create(_folder.File("a.avi"), Format));
        var same = RecordingFormat.All[^1] with { Name = "other" };
        Assert.Throws<ArgumentException>(() => RecordingFormat.Add(same));
    }

    private static string AssertRefused(string expected, Func<IFrameSink> create)
    {
        var message = Assert.Throws<UserErrorException>(() => create().Dispose()).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
