using System.Diagnostics;
using System.Globalization;
using NeuroLab.Recording;

namespace NeuroLab.Runtime.Tests.Unit.Recording.Support;

/// <summary>Reads videos back through ffmpeg and ffprobe.</summary>
internal static class VideoFile
{
    public static int FramesIn(string path) =>
        int.Parse(Probe("-count_frames", "-show_entries", "stream=nb_read_frames", path), CultureInfo.InvariantCulture);

    public static double SecondsOf(string path) =>
        double.Parse(Probe("-show_entries", "format=duration", path), CultureInfo.InvariantCulture);

    /// <summary>All frames as [height, width, 4], colours as a player shows HD video.</summary>
    public static List<byte[]> Decode(string path, int width, int height, bool isVideo = true)
    {
        const string Matrix = "scale=in_color_matrix=bt709:in_range=tv:flags=accurate_rnd+full_chroma_int,format=rgba";
        string[] filter = isVideo ? ["-vf", Matrix] : [];
        var bytes = Run(
            FfmpegLocator.Find().Path!,
            ["-v", "error", "-i", path, .. filter, "-f", "rawvideo", "-pix_fmt", "rgba", "-"]);
        Assert.Equal(0, bytes.Length % (width * height * 4));
        return [.. bytes.Chunk(width * height * 4)];
    }

    private static string Probe(params string[] arguments)
    {
        var ffmpeg = FfmpegLocator.Find().Path!;
        var probe = Path.Combine(Path.GetDirectoryName(ffmpeg)!, Path.GetFileName(ffmpeg).Replace("ffmpeg", "ffprobe"));
        var output = Run(probe, ["-v", "error", "-of", "default=nw=1:nk=1", .. arguments]);
        return System.Text.Encoding.UTF8.GetString(output).Trim();
    }

    private static byte[] Run(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.ToArray();
    }
}
