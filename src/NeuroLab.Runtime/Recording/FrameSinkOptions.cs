namespace NeuroLab.Recording;

/// <summary>What a person may choose about a take; each sink reads what concerns it.</summary>
public sealed record FrameSinkOptions
{
    /// <summary>PNG: keep the frame's fourth channel. Other kinds are opaque.</summary>
    public bool Alpha { get; init; }

    /// <summary>PNG folder: write the frames' SHA-256 beside them.</summary>
    public bool HashList { get; init; }

    /// <summary>MP4: x264's constant rate factor, 0 (lossless) to 51; 18 looks like the source.</summary>
    public int RateFactor { get; init; } = 18;

    /// <summary>Frames that wait for the encoder's thread before <see cref="IFrameSink.Write"/> blocks.</summary>
    public int QueuedFrames { get; init; } = 4;

    /// <summary>The ffmpeg to use; null looks for one, see <see cref="FfmpegLocator"/>.</summary>
    internal FfmpegInstallation? Ffmpeg { get; init; }

    /// <summary><see cref="Ffmpeg"/>, or the one that is found; blocks for some 50 ms where it looks.</summary>
    internal FfmpegInstallation FindFfmpeg() => Ffmpeg ?? FfmpegLocator.Find();
}
