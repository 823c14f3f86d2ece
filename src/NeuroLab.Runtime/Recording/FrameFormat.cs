using NeuroLab.Numerics;

namespace NeuroLab.Recording;

/// <summary>Frame size of a recording in pixels, and its frame rate.</summary>
public readonly record struct FrameFormat(int Width, int Height, int FramesPerSecond)
{
    /// <summary>Minimum width and height in pixels.</summary>
    public const int MinSide = 16;
    /// <summary>Maximum width in pixels.</summary>
    public const int MaxWidth = 7680;
    /// <summary>Maximum height in pixels.</summary>
    public const int MaxHeight = 4320;
    /// <summary>Maximum frame rate.</summary>
    public const int MaxFramesPerSecond = 240;

    /// <summary>Bytes of one RGBA frame.</summary>
    public int FrameBytes => Width * Height * 4;

    /// <exception cref="UserErrorException">The size or the rate is outside what can be recorded.</exception>
    public void Validate()
    {
        if (Width is < MinSide or > MaxWidth || Height is < MinSide or > MaxHeight)
        {
            throw new UserErrorException($"cannot record {Width}x{Height} pixels: "
                + $"width must be {MinSide} to {MaxWidth}, height {MinSide} to {MaxHeight}");
        }

        if (FramesPerSecond is < 1 or > MaxFramesPerSecond)
        {
            throw new UserErrorException(
                $"cannot record {FramesPerSecond} frames per second: use 1 to {MaxFramesPerSecond}");
        }
    }

    /// <exception cref="ArgumentException"><paramref name="rgba"/> is not one frame of this format.</exception>
    internal void RequireFrame(ReadOnlySpan<byte> rgba)
    {
        if (rgba.Length == FrameBytes)
            return;

        throw new ArgumentException($"a {Width}x{Height} frame has {FrameBytes} bytes, not {rgba.Length}", nameof(rgba));
    }

    /// <summary>
    /// When frame <paramref name="frame"/> starts, in ticks of 1/<paramref name="ticksPerSecond"/> s. Rounds each
    /// start, not each duration, so errors do not accumulate: every start is within half a tick.
    /// </summary>
    internal long StartOf(long frame, int ticksPerSecond) =>
        ((2 * frame * ticksPerSecond) + FramesPerSecond) / (2L * FramesPerSecond);
}
