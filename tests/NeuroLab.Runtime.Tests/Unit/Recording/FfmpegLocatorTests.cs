using NeuroLab.Recording;
using NeuroLab.Runtime.Tests.Unit.Recording.Support;

namespace NeuroLab.Runtime.Tests.Unit.Recording;

public class FfmpegLocatorTests
{
    [Fact]
    public void Nothing_on_the_path_is_a_line_with_the_remedy()
    {
        using var folder = new ScratchFolder();
        var found = FfmpegLocator.Find(null, folder.Path);
        Assert.False(found.IsAvailable);
        Assert.StartsWith("ffmpeg was not found; install it (Debian: apt-get install ffmpeg", found.Problem);
    }

    [Fact]
    public void A_variable_that_names_nothing_is_blamed_by_name()
    {
        var found = FfmpegLocator.Find("/nowhere/ffmpeg", null);
        Assert.False(found.IsAvailable);
        Assert.StartsWith("'/nowhere/ffmpeg', named by NEUROLAB_FFMPEG, does not run as ffmpeg", found.Problem);
    }

    [Fact]
    public void Another_program_is_not_taken_for_ffmpeg() =>
        Assert.False(FfmpegLocator.Find(Environment.ProcessPath, null).IsAvailable);

    [FfmpegFact]
    public void The_program_and_its_version_are_found()
    {
        var found = FfmpegLocator.Find();
        Assert.True(found.IsAvailable);
        Assert.True(File.Exists(found.Path));
        Assert.Matches(@"^\S+$", found.Version);
        Assert.Null(found.Problem);
        Assert.Equal(found, FfmpegLocator.Find(found.Path, ""));
    }
}
