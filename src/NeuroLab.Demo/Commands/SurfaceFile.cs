using System.Globalization;
using NeuroLab.Datasets;
using NeuroLab.Demo.App;
using NeuroLab.Files;
using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>Writes a sampled surface by its path's extension.</summary>
internal static class SurfaceFile
{
    private const string Header = "alpha,beta,loss";

    /// <summary>Fails now where <see cref="Write"/> would fail after the work is done.</summary>
    /// <exception cref="UserErrorException">The extension is unknown or the path cannot be written.</exception>
    public static void RequireWritable(string path)
    {
        var extension = Extension(path);
        if (extension is not (".npz" or ".csv" or ".png"))
            throw new UserErrorException($"{path}: '{extension}' is no known kind of surface; write .npz, .csv or .png");
        CommandFiles.Claim(path, extension == ".csv" ? Header : OwnMark.Text);
    }

    /// <param name="heights">[row β, column α]; what is not finite stays so.</param>
    /// <returns>Null, or one line on what the file lacks.</returns>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public static string? Write(string path, SurfaceGrid grid, float[] heights)
    {
        switch (Extension(path))
        {
            case ".png":
                return SurfaceImage.Write(path, grid, heights);
            case ".csv":
                WriteRows(path, grid, heights);
                return null;
            default:
                WriteArrays(path, grid, heights);
                return null;
        }
    }

    private static string Extension(string path) => Path.GetExtension(path).ToLowerInvariant();

    private static void WriteArrays(string path, SurfaceGrid grid, float[] heights)
    {
        var axis = new double[grid.Resolution];
        for (var i = 0; i < axis.Length; i++)
            axis[i] = grid.Coordinate(i);
        var coordinates = new NpyArray(axis, grid.Resolution);
        NpzFile.Write(
            path, ("alpha", coordinates), ("beta", coordinates),
            ("loss", new NpyArray(heights, grid.Resolution, grid.Resolution)));
    }

    private static void WriteRows(string path, SurfaceGrid grid, float[] heights)
    {
        using var file = OutputFile.Open(path, Header);
        file.WriteLine(Header);
        for (var i = 0; i < heights.Length; i++)
        {
            var (row, column) = Math.DivRem(i, grid.Resolution);
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{grid.Coordinate(column)},{grid.Coordinate(row)},{heights[i]}"));
        }
        file.Commit();
    }
}
