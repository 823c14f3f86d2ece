namespace NeuroLab.Recording;

/// <summary>Finds ffmpeg, which MP4 and WebM need: through NEUROLAB_FFMPEG or on the PATH.</summary>
internal static class FfmpegLocator
{
    public const string Variable = "NEUROLAB_FFMPEG";

    private const string Install = "install it (Debian: apt-get install ffmpeg; macOS: brew install ffmpeg; "
        + "Windows: winget install ffmpeg)";

    /// <summary>Finds the program and queries its version; blocks for about 50 ms.</summary>
    public static FfmpegInstallation Find() =>
        Find(Environment.GetEnvironmentVariable(Variable), Environment.GetEnvironmentVariable("PATH"));

    internal static FfmpegInstallation Find(string? named, string? searchPath)
    {
        var program = string.IsNullOrEmpty(named) ? Search(searchPath) : named;
        if (program is null)
            return new FfmpegInstallation(null, null, $"ffmpeg was not found; {Install} or set {Variable}");

        // The first line reads "ffmpeg version 5.1.9-0+deb12u1 Copyright (c) …".
        var words = FfmpegProcess.Query(program, "-version")?.Split(' ', 4);
        if (words is ["ffmpeg", "version", var version, ..])
            return new FfmpegInstallation(program, version, null);

        var culprit = string.IsNullOrEmpty(named) ? $"'{program}'" : $"'{program}', named by {Variable},";
        return new FfmpegInstallation(null, null, $"{culprit} does not run as ffmpeg; {Install} or correct {Variable}");
    }

    private static string? Search(string? searchPath)
    {
        var name = OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg";
        foreach (var folder in (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var candidate = Path.Combine(folder, name);
            if (File.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
