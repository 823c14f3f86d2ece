using NeuroLab.Recording;

namespace NeuroLab.Runtime.Tests.Unit.Recording.Support;

/// <summary>A test that needs ffmpeg: shown as skipped without it, but failing where CI is set.</summary>
public sealed class FfmpegFactAttribute : FactAttribute
{
    private static readonly FfmpegInstallation Found = FfmpegLocator.Find();

    public FfmpegFactAttribute()
    {
        if (!Found.IsAvailable && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
            Skip = Found.Problem;
    }
}
