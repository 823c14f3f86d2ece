using NeuroLab.Numerics;
using NeuroLab.Recording;

namespace NeuroLab.Demo.Commands;

/// <summary>Sizes of pictures by name, or as WIDTHxHEIGHT.</summary>
internal static class RecordSize
{
    private static readonly (string Name, int Width, int Height)[] Presets =
        [("480p", 854, 480), ("720p", 1280, 720), ("1080p", 1920, 1080), ("1440p", 2560, 1440), ("4k", 3840, 2160)];

    public static string Names => string.Join(", ", Presets.Select(preset => preset.Name));

    /// <exception cref="UserErrorException">The text is no size.</exception>
    public static (int Width, int Height) Read(string text)
    {
        foreach (var (name, width, height) in Presets)
        {
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase))
                return (width, height);
        }
        return text.Split('x') is [var across, var down]
            ? (OptionKinds.ReadWhole(across, FrameFormat.MinSide, FrameFormat.MaxWidth),
                OptionKinds.ReadWhole(down, FrameFormat.MinSide, FrameFormat.MaxHeight))
            : throw new UserErrorException($"'{text}' is no size; write {Names}, or for example 1280x720");
    }
}
