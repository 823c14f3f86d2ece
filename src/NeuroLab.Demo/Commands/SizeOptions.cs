using System.CommandLine;
using NeuroLab.Demo.App;
using NeuroLab.Recording;

namespace NeuroLab.Demo.Commands;

/// <summary>Frame size and rate of a recording.</summary>
internal sealed class SizeOptions
{
    private const int DefaultRate = 30;

    private readonly Option<(int Width, int Height, int? Rate)?> _size = OptionKinds.Create(
        "--size", "NAME|WxH", $"Pixels: {FramePreset.Names}, each with a rate behind it if you like (480p15, 4k60), or any [default: 720p]",
        text => ((int, int, int?)?)FramePreset.Read(text));

    private readonly Option<int?> _rate =
        OptionKinds.OptionalWhole("--fps", "Frames per second [default: that of --size, else 30]", 1, FrameFormat.MaxFramesPerSecond);

    public IReadOnlyList<Option> All => [_size, _rate];

    /// <param name="parse">The parsed command line.</param>
    /// <param name="defaultFormat">The default.</param>
    public FrameFormat Bind(ParseResult parse, FrameFormat? defaultFormat = null)
    {
        var (width, height, rate) = parse.GetValue(_size)
            ?? (defaultFormat is { } format ? (format.Width, format.Height, format.FramesPerSecond) : FramePreset.Read("720p"));
        return new FrameFormat(width, height, parse.GetValue(_rate) ?? rate ?? DefaultRate);
    }
}
