using System.Security.Cryptography;
using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Runtime.Tests.Unit.Recording;

public sealed class PngSinkTests : IDisposable
{
    private static readonly FrameFormat Format = new(96, 64, 30);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Frames_are_numbered_from_one_and_appear_at_the_end()
    {
        using var sink = new PngSequenceSink(_folder.File("take"), Format);
        for (var i = 0; i < 3; i++)
            sink.Write(TestPattern.Frame(Format, i));
        Assert.DoesNotContain("take/frame-000001.png", _folder.Files);

        sink.Complete();

        Assert.Equal(["take/frame-000001.png", "take/frame-000002.png", "take/frame-000003.png"], _folder.Files);
        Assert.Equal(_folder.Files.Sum(f => new FileInfo(_folder.File(f)).Length), sink.BytesWritten);
        for (var i = 0; i < 3; i++)
        {
            var picture = Opaque(PngReader.Read(File.ReadAllBytes(_folder.File(_folder.Files[i]))).Pixels);
            TestPattern.AssertUpright(picture, Format);
            Assert.Equal(i, TestPattern.NumberIn(picture, Format));
        }
    }

    [Fact]
    public void A_shorter_take_leaves_no_frame_of_a_longer_one()
    {
        Record(_folder.Path, 3);
        Record(_folder.Path, 2);
        Assert.Equal(["frame-000001.png", "frame-000002.png"], _folder.Files);
    }

    [Fact]
    public void An_abort_leaves_the_earlier_take_as_it_was()
    {
        Record(_folder.Path, 2);
        using (var sink = new PngSequenceSink(_folder.Path, Format))
            sink.Write(TestPattern.Frame(Format, 9));
        Assert.Equal(["frame-000001.png", "frame-000002.png"], _folder.Files);
        Assert.False(Directory.Exists(_folder.File("partial")));
    }

    [Fact]
    public void The_hash_list_names_every_frame()
    {
        using var sink = new PngSequenceSink(_folder.Path, Format, hashList: true);
        sink.Write(TestPattern.Frame(Format, 0));
        sink.Write(TestPattern.Frame(Format, 1));
        sink.Complete();

        var expected = _folder.Files.Where(f => f.EndsWith(".png", StringComparison.Ordinal))
            .Select(f => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folder.File(f)))) + "  " + f);
        Assert.Equal(expected, File.ReadAllLines(_folder.File(PngSequenceSink.HashListName)));
    }

    [Fact]
    public void Alpha_is_kept_when_asked_for()
    {
        var frame = TestPattern.Frame(Format, 0);
        frame[3] = 77;
        using var sink = new PngSequenceSink(_folder.Path, Format, alpha: true);
        sink.Write(frame);
        sink.Complete();
        Assert.Equal(frame, PngReader.Read(File.ReadAllBytes(_folder.File("frame-000001.png"))).Pixels);
    }

    [Fact]
    public void A_poster_is_the_last_frame()
    {
        using var sink = new PosterSink(_folder.File("poster.png"), Format);
        for (var i = 0; i < 5; i++)
            sink.Write(TestPattern.Frame(Format, i));
        sink.Complete();

        Assert.Equal(["poster.png"], _folder.Files);
        var picture = Opaque(PngReader.Read(File.ReadAllBytes(_folder.File("poster.png"))).Pixels);
        Assert.Equal(4, TestPattern.NumberIn(picture, Format));
    }

    [Fact]
    public void A_poster_of_nothing_is_an_error()
    {
        using (var sink = new PosterSink(_folder.File("poster.png"), Format))
        {
            var error = Assert.Throws<UserErrorException>(sink.Complete);
            Assert.Contains("no frame was recorded", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_folder.Files);
    }

    private static void Record(string folder, int frames)
    {
        using var sink = new PngSequenceSink(folder, Format);
        for (var i = 0; i < frames; i++)
            sink.Write(TestPattern.Frame(Format, i));
        sink.Complete();
    }

    private static byte[] Opaque(byte[] rgb) => [.. rgb.Chunk(3).SelectMany(p => (byte[])[.. p, 255])];
}
