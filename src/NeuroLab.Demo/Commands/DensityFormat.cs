using System.Globalization;
using NeuroLab.Curvature;
using NeuroLab.Demo.App;
using NeuroLab.Files;

namespace NeuroLab.Demo.Commands;

/// <summary>A file format for an eigenvalue density.</summary>
/// <param name="Ending">The extension, in lower case.</param>
/// <param name="Mark">Text that identifies an existing file as one of ours, which may be replaced.</param>
/// <param name="Write">Writes the file; blocks. Throws <see cref="Numerics.UserErrorException"/> if it cannot be
/// written.</param>
internal sealed record DensityFormat(string Ending, string Mark, Action<string, SpectralDensity> Write)
{
    private const string Header = "eigenvalue,density";

    public static IReadOnlyList<DensityFormat> All { get; } =
        [new(".csv", Header, WriteTable), new(".png", OwnMark.Text, DensityImage.Write)];

    /// <summary>The format for a path, by its extension.</summary>
    /// <exception cref="Numerics.UserErrorException">The extension is unknown.</exception>
    public static DensityFormat Of(string path) => FormatList.Of(All, path, "density", format => format.Ending);

    private static void WriteTable(string path, SpectralDensity density)
    {
        using var file = OutputFile.Open(path, Header);
        file.WriteLine(Header);
        for (var i = 0; i < density.Values.Length; i++)
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{density.Values[i]},{density.Densities[i]}"));
        file.Commit();
    }
}
