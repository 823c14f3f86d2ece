using System.Globalization;
using NeuroLab.Numerics;
using NeuroLab.Recording;

namespace NeuroLab.Demo.App;

/// <summary>A named frame size and rate.</summary>
/// <param name="Name">Its name: rows, then frames per second.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="FramesPerSecond">The rate.</param>
internal sealed record FramePreset(string Name, int Width, int Height, int FramesPerSecond)
{
    private const int DefaultRate = 30;

    private static readonly (string Name, int Width, int Height)[] Sizes =
        [("480p", 854, 480), ("720p", 1280, 720), ("1080p", 1920, 1080), ("1440p", 2560, 1440), ("4K", 3840, 2160)];

    /// <summary>The entry for a custom size.</summary>
    public static FramePreset Custom { get; } = new("custom", 0, 0, 0);

    /// <summary>All presets, from small to large, and <see cref="Custom"/>.</summary>
    public static IReadOnlyList<FramePreset> All { get; } =
    [
        .. from size in Sizes
           from rate in (int[])[15, 30, 60]
           where rate >= DefaultRate || size.Height < 720
           select new FramePreset(size.Name + rate.ToString(CultureInfo.InvariantCulture), size.Width, size.Height, rate),
        Custom,
    ];

    /// <summary>The names for a size, for messages.</summary>
    public static string Names => string.Join(", ", Sizes.Select(size => size.Name.ToLowerInvariant()));

    /// <summary>The preset of a format; <see cref="Custom"/> if there is none.</summary>
    public static FramePreset Of(in FrameFormat format)
    {
        var (width, height, rate) = (format.Width, format.Height, format.FramesPerSecond);
        return All.FirstOrDefault(p => (p.Width, p.Height, p.FramesPerSecond) == (width, height, rate)) ?? Custom;
    }

    /// <summary>
    /// Parses a size with an optional rate: <c>1080p</c>, <c>4k60</c>, <c>640x360</c>; the rate is null if not given.
    /// </summary>
    /// <exception cref="UserErrorException">The text is not a size.</exception>
    public static (int Width, int Height, int? FramesPerSecond) Read(string text)
    {
        foreach (var (name, width, height) in Sizes)
        {
            if (!text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                continue;
            var rate = text[name.Length..];
            if (rate.Length == 0)
                return (width, height, null);
            if (int.TryParse(rate, NumberStyles.None, CultureInfo.InvariantCulture, out var frames) && frames is > 0 and <= FrameFormat.MaxFramesPerSecond)
                return (width, height, frames);
        }
        if (text.Split('x') is [var across, var down])
            return (ReadSide(across, FrameFormat.MaxWidth), ReadSide(down, FrameFormat.MaxHeight), null);
        throw new UserErrorException(
            $"'{text}' is not a valid size; write {Names}, each with a rate behind it if you like as in 480p15, or for example 1280x720");
    }

    private static int ReadSide(string text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels)
            && pixels >= FrameFormat.MinSide && pixels <= max
                ? pixels
                : throw new UserErrorException($"'{text}' is not possible; give a whole number from {FrameFormat.MinSide} to {max}");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
