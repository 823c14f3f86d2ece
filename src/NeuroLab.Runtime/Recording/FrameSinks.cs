using NeuroLab.Numerics;

namespace NeuroLab.Recording;

/// <summary>Creates sinks by path.</summary>
public static class FrameSinks
{
    // Limits the memory of queued frames, for 8K recordings.
    private const long MaxQueuedBytes = 256L << 20;

    /// <summary>
    /// Opens a sink by the extension of <paramref name="path"/> (<see cref="RecordingFormat"/>) that encodes on its own
    /// thread. Everything that can be checked fails here: sizes, unknown extensions, unwritable folders, a missing
    /// ffmpeg.
    /// </summary>
    /// <exception cref="UserErrorException">One line that names the path, the cause and the remedy.</exception>
    public static IFrameSink Create(string path, FrameFormat format, FrameSinkOptions? options = null)
    {
        options ??= new FrameSinkOptions();
        format.Validate();
        var queued = (int)Math.Clamp(MaxQueuedBytes / format.FrameBytes, 1, Math.Max(1, options.QueuedFrames));
        return new ThreadedSink(RecordingFormat.Of(path).Open(path, format, options), format, queued);
    }

    /// <summary>Writes one image. Blocks.</summary>
    /// <param name="path">Its extension selects the format.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="rgba">[height, width, 4] bytes, top row first, not premultiplied.</param>
    /// <exception cref="UserErrorException">One line that names the path, the cause and the remedy.</exception>
    public static void WritePicture(string path, int width, int height, ReadOnlySpan<byte> rgba)
    {
        using var sink = Create(path, new FrameFormat(width, height, 1));
        sink.Write(rgba);
        sink.Complete();
    }

    /// <exception cref="UserErrorException">Nothing was recorded, so there is nothing to save.</exception>
    internal static void RequireFrames(IFrameSink sink)
    {
        if (sink.Frames == 0)
            throw new UserErrorException($"cannot write '{sink.Path}': no frame was recorded; record at least one");
    }
}
