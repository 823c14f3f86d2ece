using System.Globalization;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Figures;

/// <summary>The page of a figure.</summary>
/// <param name="Name">On the command line; empty for a width of the user's own.</param>
/// <param name="Title">In lists.</param>
/// <param name="Millimetres">Its width.</param>
/// <param name="FontSize">The size of type that suits it, in points.</param>
internal sealed record FigureSize(string Name, string Title, double Millimetres, double FontSize)
{
    /// <summary>Widths that can be read and printed, in millimetres.</summary>
    private const double Narrowest = 40, Widest = 1000;

    private const double MillimetresPerInch = 25.4, PointsPerInch = 72;

    // From this width on, what is read from afar.
    private const double PaperFontSize = 8;

    /// <summary>The column of most journals with two.</summary>
    public static FigureSize OneColumn { get; } = new("one-column", "one column, 84 mm", 84, PaperFontSize);

    /// <summary>Across both columns.</summary>
    public static FigureSize TwoColumns { get; } = new("two-columns", "two columns, 174 mm", 174, PaperFontSize);

    /// <summary>A slide of 16:9.</summary>
    public static FigureSize Slide { get; } = new("slide", "slide, 16:9", 254, 14) { Aspect = 16 / 9.0 };

    /// <summary>The sizes with a name, the default first.</summary>
    public static IReadOnlyList<FigureSize> All { get; } = [OneColumn, TwoColumns, Slide];

    /// <summary>Width over height; null if the height is that of the content.</summary>
    public double? Aspect { get; init; }

    /// <summary>The width in points.</summary>
    public float Width => (float)(Millimetres / MillimetresPerInch * PointsPerInch);

    /// <summary>A name, or a width with its unit.</summary>
    /// <exception cref="UserErrorException">It is neither.</exception>
    public static FigureSize Read(string text)
    {
        if (All.FirstOrDefault(size => size.Name == text) is { } named)
            return named;
        var unit = text.EndsWith("mm", StringComparison.Ordinal) ? 1 : text.EndsWith("cm", StringComparison.Ordinal) ? 10
            : text.EndsWith("in", StringComparison.Ordinal) ? MillimetresPerInch : text.EndsWith("pt", StringComparison.Ordinal) ? MillimetresPerInch / PointsPerInch : 0;
        if (unit > 0 && double.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.Float, CultureInfo.InvariantCulture, out var length)
            && length * unit is >= Narrowest and <= Widest)
            return new FigureSize("", $"{text} wide", length * unit, PaperFontSize);
        throw new UserErrorException($"'{text}' is not possible; give {FormatList.Or([.. All.Select(size => size.Name)])}, or a width from {Narrowest} to {Widest} mm, as in 84mm, 8.4cm or 3.3in");
    }

    /// <inheritdoc/>
    public override string ToString() => Title;
}
