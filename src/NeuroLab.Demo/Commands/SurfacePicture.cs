using NeuroLab.Landscapes;
using NeuroLab.Numerics;

namespace NeuroLab.Demo.Commands;

/// <summary>A sampled surface as a picture.</summary>
internal static class SurfacePicture
{
    /// <summary>Draws and writes the picture; null in a build that draws none.</summary>
    public static Action<string, SurfaceGrid, float[]>? Renderer { get; set; }

    /// <exception cref="UserErrorException">This build draws no pictures.</exception>
    public static void RequireAvailable(string path)
    {
        if (Renderer is null)
            throw new UserErrorException($"{path}: this build draws no pictures; write .npz or .csv");
    }

    /// <param name="path">Of the PNG.</param>
    /// <param name="heights">[row β, column α].</param>
    public static void Write(string path, SurfaceGrid grid, float[] heights) => Renderer!(path, grid, heights);
}
