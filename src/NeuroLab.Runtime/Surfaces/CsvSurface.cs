using System.Globalization;
using NeuroLab.Files;
using NeuroLab.Numerics;

namespace NeuroLab.Surfaces;

/// <summary>A table with one row per sample.</summary>
internal static class CsvSurface
{
    private const string Header = "alpha,beta,loss";

    public static SurfaceFormat Format { get; } = new("csv", "table", ".csv", "rows " + Header, Write)
    {
        Mark = Header,
        HoldsAnyRectangle = true,
    };

    private static string? Write(string path, SurfaceSamples surface)
    {
        using var file = OutputFile.Open(path, Header);
        file.WriteLine(string.Join(',', [Header, .. surface.Metrics.Select(metric => metric.Name)]));
        for (var i = 0; i < surface.Losses.Length; i++)
        {
            var (row, column) = Math.DivRem(i, surface.Columns);
            var metrics = string.Concat(surface.Metrics.Select(
                metric => string.Create(CultureInfo.InvariantCulture, $",{metric.Values[i]}")));
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{surface.AlphaOf(column)},{surface.BetaOf(row)},{surface.Losses[i]}{metrics}"));
        }
        file.Commit();
        return null;
    }
}
