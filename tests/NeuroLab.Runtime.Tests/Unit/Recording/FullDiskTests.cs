using NeuroLab.Numerics;
using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Runtime.Tests.Unit.Recording;

public class FullDiskTests
{
    private static readonly FrameFormat Format = new(320, 180, 30);

    [SmallDiskFact]
    public void A_full_disk_ends_an_animation_with_one_line_and_no_partial_file()
    {
        using var disk = new SmallDisk(300);
        Fill(disk, "take.gif", "No space left on device");
        Assert.Empty(Directory.GetFiles(disk.Path));
    }

    [SmallDiskFact]
    public void A_full_disk_leaves_the_frames_of_a_sequence_that_are_whole()
    {
        using var disk = new SmallDisk(300);
        Fill(disk, "frames/", "No space left on device");
        var frames = Directory.GetFiles(disk.File("frames/partial"));
        Assert.NotEmpty(frames);
        Assert.All(frames, f => PngReader.Read(File.ReadAllBytes(f)));
    }

    [SmallDiskFact(needsFfmpeg: true)]
    public void A_full_disk_leaves_a_video_that_plays()
    {
        using var disk = new SmallDisk(300);
        Fill(disk, "take.mp4", "No space left on device");
        Assert.NotEmpty(VideoFile.Decode(disk.File("take.partial.mp4"), Format.Width, Format.Height));
    }

    [SmallDiskFact]
    public void A_full_disk_ends_the_telemetry_with_one_line()
    {
        using var disk = new SmallDisk(64);
        using (var log = new TelemetryLog(disk.File("take.csv")))
        {
            var error = Assert.Throws<UserErrorException>(() =>
            {
                for (var i = 0; i < 10_000; i++)
                    log.Append(new TelemetryRow(i, i, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8));
            });
            Assert.Contains("take.csv: cannot be written (No space left on device", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFiles(disk.Path));
    }

    private static void Fill(SmallDisk disk, string name, string cause)
    {
        var noise = new byte[Format.FrameBytes];
        var random = new Random(7);
        using var sink = FrameSinks.Create(disk.File(name), Format);
        var error = Assert.Throws<UserErrorException>(() =>
        {
            for (var i = 0; i < 400; i++)
            {
                TestPattern.Frame(Format, i).CopyTo(noise, 0);
                random.NextBytes(noise.AsSpan(noise.Length / 2, noise.Length / 16));
                sink.Write(noise);
            }

            sink.Complete();
        });
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
        Assert.Contains(disk.File(name), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
