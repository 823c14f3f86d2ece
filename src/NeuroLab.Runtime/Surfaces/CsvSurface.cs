using System.Globalization;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Surfaces;

/// <summary>A table with one row per sample.</summary>
internal static class CsvSurface
{
    private const string Header = "alpha,beta,loss";

    public static SurfaceFormat Format { get; } = new("csv", "table", ".csv", "rows " + Header, Write) { Mark = Header };

    private static string? Write(string path, SurfaceSamples surface)
    {
        using var file = OutputFile.Open(path, Header);
        file.WriteLine(Header);
        for (var i = 0; i < surface.Losses.Length; i++)
        {
            var (row, column) = Math.DivRem(i, surface.Columns);
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{surface.AlphaOf(column)},{surface.BetaOf(row)},{surface.Losses[i]}"));
        }
        file.Commit();
        return null;
    }
}
