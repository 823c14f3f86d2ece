using System.Globalization;
using NeuroLab.Curvature;
using NeuroLab.Demo.App;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>Writes an eigenvalue density in the format of the path's extension.</summary>
internal static class DensityFile
{
    private const string Header = "eigenvalue,density";

    /// <summary>Throws now if <see cref="Write"/> would fail after the work is done.</summary>
    /// <exception cref="UserErrorException">The extension is unknown or the path cannot be written.</exception>
    public static void RequireWritable(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension is not (".csv" or ".png"))
            throw new UserErrorException($"{path}: '{extension}' is no known kind of density; write .csv or .png");
        CommandFiles.Claim(path, extension == ".csv" ? Header : OwnMark.Text);
    }

    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public static void Write(string path, SpectralDensity density)
    {
        if (Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase))
        {
            DensityImage.Write(path, density);
            return;
        }
        using var file = OutputFile.Open(path, Header);
        file.WriteLine(Header);
        for (var i = 0; i < density.Values.Length; i++)
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{density.Values[i]},{density.Densities[i]}"));
        file.Commit();
    }
}
