using System.Globalization;
using NeuroLab.Curvature;
using NeuroLab.Demo.App;
using NeuroLab.Demo.Figures;
using NeuroLab.Files;

namespace NeuroLab.Demo.Commands;

/// <summary>A file format for an eigenvalue density.</summary>
/// <param name="Ending">The extension, in lower case.</param>
/// <param name="Mark">Text that identifies an existing file as one of ours, which may be replaced.</param>
/// <param name="Write">Writes the file, a figure in a style or null; blocks. Throws <see cref="Numerics.UserErrorException"/> if it cannot be
/// written.</param>
internal sealed record DensityFormat(string Ending, string Mark, Action<string, SpectralDensity, FigureStyle?> Write)
{
    private const string Header = "eigenvalue,density";

    public static IReadOnlyList<DensityFormat> All { get; } =
        [
            new(".csv", Header, (path, density, _) => WriteTable(path, density)), new(FigureFile.Png, OwnMark.Text, WriteFigure),
            new(FigureFile.Svg, OwnMark.Text, WriteFigure), new(FigureFile.Pdf, OwnMark.Text, WriteFigure),
        ];

    /// <summary>The format for a path, by its extension.</summary>
    /// <exception cref="Numerics.UserErrorException">The extension is unknown.</exception>
    public static DensityFormat Of(string path) => FormatList.Of(All, path, "density", format => format.Ending);

    // A picture as the window shows it, unless a figure was asked for.
    private static void WriteFigure(string path, SpectralDensity density, FigureStyle? style)
    {
        if (style is null)
            DensityImage.Write(path, density);
        else
            FigureFile.WriteAndDispose(path, LineFigures.Of(density, style), style);
    }

    private static void WriteTable(string path, SpectralDensity density)
    {
        using var file = OutputFile.Open(path, Header);
        file.WriteLine(Header);
        for (var i = 0; i < density.Values.Length; i++)
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{density.Values[i]},{density.Densities[i]}"));
        file.Commit();
    }
}
