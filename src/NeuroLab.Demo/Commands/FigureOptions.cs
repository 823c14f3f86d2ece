using System.CommandLine;
using NeuroLab.Demo.Figures;
using NeuroLab.Numerics;
using NeuroLab.Rendering;

namespace NeuroLab.Demo.Commands;

/// <summary>How figures look, for the verbs that draw.</summary>
/// <param name="ofSurfaces">Whether they show surfaces, which have two views and colours.</param>
internal sealed class FigureOptions(bool ofSurfaces = false)
{
    // In the order of FigureView.
    private static readonly string[] Views = ["2d", "3d", "both"];

    private static readonly string[] Themes = ["light", "dark"];

    private readonly Option<string?> _view = Choice(
        "--figure", "view", Views, "A figure of contours in vectors, of the surface in three dimensions, or of both side by side [default: 2d; a .png without any figure option is a plain picture in 3D]");

    private readonly Option<string?> _theme = Choice("--theme", "theme", Themes, "Dark on white, or light on dark [default: light]");

    private readonly Option<FigureSize?> _width = OptionKinds.Create<FigureSize?>(
        "--width", string.Join('|', FigureSize.All.Select(size => size.Name)) + "|LENGTH",
        $"The figure's width, with its unit: 84mm, 3.3in; or {string.Join(", ", FigureSize.All.Select(size => $"{size.Name} ({size.Millimetres:0} mm)"))} [default: one-column]",
        text => FigureSize.Read(text));

    private readonly Option<double?> _fontSize = OptionKinds.OptionalNumber(
        "--font-size", "Points of the axes' names; ticks and caption are an eighth smaller [default: 8; 14 on a slide]", FigureStyle.MinFontSize, FigureStyle.MaxFontSize);

    private readonly Option<int?> _dpi = OptionKinds.OptionalWhole(
        "--dpi", "Pixels per inch of a figure as .png, and of the picture in a 3D one [default: 300]", FigureStyle.MinDpi, FigureStyle.MaxDpi);

    private readonly Option<bool> _transparent = OptionKinds.Flag("--transparent", "Leave the figure's background out");

    private readonly Option<bool> _noCaption = OptionKinds.Flag("--no-caption", "Leave out the caption with all parameters");

    private readonly Option<string?> _colors = Choice(
        "--colors", "colour map", [.. ColorMap.All.Select(map => map.Name)], "The figure's colours; cividis also serves red-green colour blindness [default: viridis]");

    private Option[] All => ofSurfaces
        ? [_view, _theme, _width, _fontSize, _dpi, _transparent, _noCaption, _colors] : [_theme, _width, _fontSize, _dpi, _transparent, _noCaption];

    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Add(option);
    }

    /// <summary>The figure's style; null for a file that holds none, or a picture of which none was asked.</summary>
    /// <exception cref="UserErrorException">The options are of a figure and the file is none.</exception>
    public FigureStyle? Read(ParseResult parse, string? path)
    {
        var given = All.FirstOrDefault(option => parse.GetResult(option) is { Implicit: false });
        if (path is null || !FigureFile.IsFigure(path))
        {
            return given is null ? null : throw new UserErrorException(
                $"{given.Name}: says how a figure looks, and {(path is null ? "there is none" : $"{path} holds none")}; write {FigureFile.Svg}, {FigureFile.Pdf} or {FigureFile.Png}");
        }
        if (given is null && Path.GetExtension(path).Equals(FigureFile.Png, StringComparison.OrdinalIgnoreCase))
            return null;
        return new FigureStyle
        {
            View = (FigureView)Math.Max(0, Array.IndexOf(Views, parse.GetValue(_view))),
            IsDark = parse.GetValue(_theme) == Themes[1],
            Size = parse.GetValue(_width) ?? FigureSize.OneColumn,
            FontSize = parse.GetValue(_fontSize),
            Dpi = parse.GetValue(_dpi) ?? new FigureStyle().Dpi,
            IsTransparent = parse.GetValue(_transparent),
            HasCaption = !parse.GetValue(_noCaption),
            Colors = ColorMap.All.FirstOrDefault(map => map.Name == parse.GetValue(_colors)) ?? ColorMap.Viridis,
        };
    }

    private static Option<string?> Choice(string name, string what, string[] words, string description) =>
        OptionKinds.Create<string?>(name, string.Join('|', words), description, text => Catalog.Find(words, text, what));
}
