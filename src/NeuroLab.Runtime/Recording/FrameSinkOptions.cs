namespace NeuroLab.Recording;

/// <summary>Recording options for the user; each sink reads those that apply to it.</summary>
public sealed record FrameSinkOptions
{
    /// <summary>PNG: keep the alpha channel. Other formats are opaque.</summary>
    public bool Alpha { get; init; }

    /// <summary>PNG folder: write the frames' SHA-256 next to them.</summary>
    public bool HashList { get; init; }

    /// <summary>MP4: x264's constant rate factor, 0 (lossless) to 51; 18 is visually lossless.</summary>
    public int RateFactor { get; init; } = 18;

    /// <summary>Frames queued for the encoder's thread before <see cref="IFrameSink.Write"/> blocks.</summary>
    public int QueuedFrames { get; init; } = 4;

    /// <summary>The ffmpeg to use; null searches for one, see <see cref="FfmpegLocator"/>.</summary>
    internal FfmpegInstallation? Ffmpeg { get; init; }

    /// <summary><see cref="Ffmpeg"/>, or the one found; a search blocks for about 50 ms.</summary>
    internal FfmpegInstallation FindFfmpeg() => Ffmpeg ?? FfmpegLocator.Find();
}
