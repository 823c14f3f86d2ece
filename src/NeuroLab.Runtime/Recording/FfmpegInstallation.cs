using NeuroLab.Numerics;

namespace NeuroLab.Recording;

/// <summary>An ffmpeg that was found, or the reason why none was.</summary>
/// <param name="Path">The program; null if none was found that runs.</param>
/// <param name="Version">Its version string, such as <c>5.1.9-0+deb12u1</c>.</param>
/// <param name="Problem">One line with the remedy; null if it is available.</param>
internal sealed record FfmpegInstallation(string? Path, string? Version, string? Problem)
{
    public bool IsAvailable => Path is not null;

    private static string Others =>
        RecordingFormat.EndingsOf(format => format is { NeedsFfmpeg: false, IsStill: false }) + " or a folder of PNG";

    /// <summary>Queries the program's encoders; blocks for about 50 ms.</summary>
    /// <exception cref="UserErrorException">It is missing, or was built without this encoder.</exception>
    internal void RequireEncoder(string encoder, string file)
    {
        if (Path is null)
        {
            throw new UserErrorException(
                $"cannot record '{file}': {Problem}; {Others} work without it");
        }

        var listing = FfmpegProcess.Query(Path, "-hide_banner", "-encoders");
        if (listing is null || !listing.Contains($" {encoder} ", StringComparison.Ordinal))
        {
            throw new UserErrorException(
                $"cannot record '{file}': {Path} has no encoder {encoder}; install a full build, or use {Others}");
        }
    }
}
