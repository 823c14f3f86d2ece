using NeuroLab.Activations;
using NeuroLab.Graphics;

namespace NeuroLab.Backends.OpenGL;

/// <summary>The matrix products of one network, compiled per tile on first use.</summary>
internal sealed class ProductPrograms(ComputeDevice device, Activation activation)
{
    private readonly Dictionary<(ProductKernel, ProductTile), ShaderProgram> _programs = [];

    /// <summary>The kernel for a result of this size, with its sizes set.</summary>
    public ShaderProgram Load(ProductKernel kernel, int rows, int columns4, int depth4, int points, out ProductTile tile)
    {
        var chosen = device.Settings.Tile ?? ProductTile.Choose(device.Limits.IsSoftware, rows, 4 * columns4, points);
        tile = chosen.Within(device.Limits.SharedMemoryBytes);
        if (!_programs.TryGetValue((kernel, tile), out var program))
            _programs[(kernel, tile)] = program = Compile(kernel, tile);
        program.Set("row_count", (uint)rows);
        program.Set("column4_count", (uint)columns4);
        program.Set("depth4_count", (uint)depth4);
        return program;
    }

    private ShaderProgram Compile(ProductKernel kernel, in ProductTile tile) => device.Program(
        kernel.Name,
        tile.Defines + (device.Settings.FetchesTexels ? "\n#define FETCHES_TEXELS" : "")
            + (kernel.Defines.Length > 0 ? $"\n{kernel.Defines}" : ""),
        kernel.Activates ? activation : null);
}
