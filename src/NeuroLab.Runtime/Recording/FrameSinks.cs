using NeuroLab.Numerics;

namespace NeuroLab.Recording;

/// <summary>Chooses the sink for a path.</summary>
public static class FrameSinks
{
    private const string Known = ".mp4, .webm, .gif, .webp, .png (the last frame), or a folder with a slash at its end "
        + "for a PNG sequence";

    // So that an 8K take does not fill the memory with waiting frames.
    private const long MaxQueuedBytes = 256L << 20;

    /// <summary>
    /// Opens a sink by the extension of <paramref name="path"/>, encoding on a thread of its own. All that can be known
    /// to fail, fails here: sizes, unknown extensions, folders that cannot be written, a missing ffmpeg.
    /// </summary>
    /// <exception cref="UserErrorException">One line that names the path, the cause and the remedy.</exception>
    public static IFrameSink Create(string path, FrameFormat format, FrameSinkOptions? options = null)
    {
        options ??= new FrameSinkOptions();
        format.Validate();
        var queued = (int)Math.Clamp(MaxQueuedBytes / format.FrameBytes, 1, Math.Max(1, options.QueuedFrames));
        return new ThreadedSink(Open(path, format, options), format, queued);
    }

    /// <exception cref="UserErrorException">Nothing was recorded, so there is nothing to complete.</exception>
    internal static void RequireFrames(IFrameSink sink)
    {
        if (sink.Frames == 0)
            throw new UserErrorException($"cannot write '{sink.Path}': no frame was recorded; record at least one");
    }

    private static IFrameSink Open(string path, FrameFormat format, FrameSinkOptions options)
    {
        if (path.Length == 0)
            throw new UserErrorException($"a recording needs a path: {Known}");
        if (Path.EndsInDirectorySeparator(path) || Directory.Exists(path))
            return new PngSequenceSink(path, format, options.Alpha, options.HashList);

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".mp4" => new FfmpegSink(path, format, VideoCodec.Mp4(options.RateFactor), Ffmpeg()),
            ".webm" => new FfmpegSink(path, format, VideoCodec.WebM, Ffmpeg()),
            ".gif" => new GifSink(path, format),
            ".webp" => new WebPSink(path, format),
            ".png" => new PosterSink(path, format, options.Alpha),
            "" => throw new UserErrorException($"cannot record to '{path}' without an extension: use {Known}"),
            var other => throw new UserErrorException($"cannot record to '{path}': '{other}' is unknown; use {Known}"),
        };

        FfmpegInstallation Ffmpeg() => options.Ffmpeg ?? FfmpegLocator.Find();
    }
}
