using System.Globalization;

namespace NeuroLab.Recording;

/// <summary>ffmpeg's settings for one file format.</summary>
/// <param name="Encoder">ffmpeg's name of the encoder.</param>
/// <param name="Arguments">The encoder's and, while recording, the container's settings.</param>
/// <param name="FinalArguments">Settings of the copy made at the end; null if none is needed.</param>
internal sealed record VideoCodec(string Encoder, IReadOnlyList<string> Arguments, IReadOnlyList<string>? FinalArguments)
{
    /// <summary>VP9 in WebM, which is always playable up to the last byte written.</summary>
    public static VideoCodec WebM { get; } = new(
        "libvpx-vp9",
        ["-deadline", "realtime", "-cpu-used", "7", "-row-mt", "1", "-tile-columns", "2", "-crf", "20", "-b:v", "0",
            "-f", "webm"],
        null);

    /// <summary>
    /// H.264 for every player. Recorded in fragments, so that an interrupted recording is playable, and copied at the
    /// end into a file with its index in front, so that playback starts before it is fully loaded.
    /// </summary>
    public static VideoCodec Mp4(int rateFactor) => new(
        "libx264",
        ["-preset", "veryfast", "-crf", rateFactor.ToString(CultureInfo.InvariantCulture),
            "-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-f", "mp4"],
        ["-movflags", "+faststart", "-f", "mp4"]);
}
