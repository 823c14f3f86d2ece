using NeuroLab.Datasets;
using NeuroLab.Numerics;

namespace NeuroLab.Surfaces;

/// <summary>Arrays for NumPy: alpha [columns], beta [rows], loss [rows, columns].</summary>
internal static class NpzSurface
{
    public static SurfaceFormat Format { get; } = new(
        "npz", "NumPy arrays", ".npz", "alpha [C], beta [R], loss [R, C] as [beta, alpha]", Write)
    { HoldsAnyRectangle = true };

    private static string? Write(string path, SurfaceSamples surface)
    {
        var alpha = Enumerable.Range(0, surface.Columns).Select(surface.AlphaOf).ToArray();
        var beta = Enumerable.Range(0, surface.Rows).Select(surface.BetaOf).ToArray();
        (string, NpyArray)[] metrics = [.. surface.Metrics.Select(
            metric => (metric.Name, new NpyArray(metric.Values, surface.Rows, surface.Columns)))];
        NpzFile.Write(
            path,
            [
                ("alpha", new NpyArray(alpha, alpha.Length)), ("beta", new NpyArray(beta, beta.Length)),
                ("loss", new NpyArray(surface.Losses.ToArray(), surface.Rows, surface.Columns)), .. metrics,
            ]);
        return null;
    }
}
