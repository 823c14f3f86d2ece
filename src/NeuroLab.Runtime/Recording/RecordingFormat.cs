using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Recording;

/// <summary>A file format for recordings.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Title">Text shown in lists.</param>
/// <param name="Ending">The lower-case end of its path: an extension, or the slash of a folder.</param>
/// <param name="Open">Creates the sink, which encodes on the calling thread. Everything that can be checked fails here,
/// with a <see cref="UserErrorException"/>.</param>
internal sealed record RecordingFormat(
    string Name, string Title, string Ending, Func<string, FrameFormat, FrameSinkOptions, IFrameSink> Open)
{
    /// <summary>Video that every player supports.</summary>
    public static RecordingFormat Mp4 { get; } = new(
        "mp4", "MP4 video", ".mp4",
        (path, format, options) => new FfmpegSink(path, format, VideoCodec.Mp4(options.RateFactor), options.FindFfmpeg()))
    { NeedsFfmpeg = true };

    /// <summary>An animation that every browser plays, written without ffmpeg.</summary>
    public static RecordingFormat Gif { get; } = new(
        "gif", "GIF animation", ".gif", (path, format, _) => new GifSink(path, format));

    // After its elements, because of the initialization order.
    private static IReadOnlyList<RecordingFormat> _all =
    [
        Mp4,
        new("webm", "WebM video", ".webm", (path, format, options) => new FfmpegSink(path, format, VideoCodec.WebM, options.FindFfmpeg())) { NeedsFfmpeg = true },
        Gif,
        new("png", "PNG, last frame", ".png", (path, format, options) => new PosterSink(path, format, options.Alpha)) { HasAlpha = true, IsStill = true },
        new("frames", "PNG of each frame", "/", (path, format, options) => new PngSequenceSink(path, format, options.Alpha, options.HashList)) { HasAlpha = true },
    ];

    /// <summary>All formats, the default first, those added by hosts last.</summary>
    public static IReadOnlyList<RecordingFormat> All => _all;

    /// <summary>Whether ffmpeg writes it.</summary>
    public bool NeedsFfmpeg { get; init; }

    /// <summary>Whether it supports a transparent background.</summary>
    public bool HasAlpha { get; init; }

    /// <summary>Whether it stores a single frame.</summary>
    public bool IsStill { get; init; }

    private static string Known => EndingsOf(_ => true) + ", or a folder with a slash at its end";

    /// <summary>The extensions of some formats, for a message.</summary>
    internal static string EndingsOf(Func<RecordingFormat, bool> filter) =>
        string.Join(", ", All.Where(format => format.Ending != "/" && filter(format)).Select(format => format.Ending));

    /// <summary>Adds a host's format, for all later recordings. Any thread.</summary>
    /// <exception cref="ArgumentException">A format with that extension exists already.</exception>
    public static void Add(RecordingFormat format) => FormatList.Add(ref _all, format, item => item.Ending);

    /// <summary>The format for a path: by its extension, or frames if it is a folder.</summary>
    /// <exception cref="UserErrorException">The extension is unknown.</exception>
    public static RecordingFormat Of(string path)
    {
        if (path.Length == 0)
            throw new UserErrorException($"a recording needs a path: {Known}");
        var ending = Path.EndsInDirectorySeparator(path) || Directory.Exists(path) ? "/" : Path.GetExtension(path).ToLowerInvariant();
        return All.FirstOrDefault(format => format.Ending == ending) ?? throw new UserErrorException(ending == ""
            ? $"cannot record to '{path}' without an extension: use {Known}"
            : $"cannot record to '{path}': '{ending}' is unknown; use {Known}");
    }

    /// <summary>The title.</summary>
    public override string ToString() => Title;
}
