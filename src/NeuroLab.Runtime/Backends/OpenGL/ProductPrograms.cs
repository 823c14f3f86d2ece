using NeuroLab.Activations;
using NeuroLab.Graphics;

namespace NeuroLab.Backends.OpenGL;

/// <summary>The matrix products of one network, compiled per tile and kind of layer on first use.</summary>
internal sealed class ProductPrograms(ComputeDevice device)
{
    private readonly Dictionary<Variant, ShaderProgram> _programs = [];

    /// <summary>The kernel for a result of this size, with its sizes set.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns4">Its columns.</param>
    /// <param name="depth4">Length of the reduction.</param>
    /// <param name="points">Number of such products at once.</param>
    /// <param name="tile">Receives the tile.</param>
    /// <param name="activation">The activation that the kernel applies; null for none.</param>
    /// <param name="hasSkip">Whether the layer has a skip.</param>
    /// <param name="keepsErrors">Whether the previous one has, and needs its ∂loss/∂a.</param>
    public ShaderProgram Load(
        ProductKernel kernel, int rows, int columns4, int depth4, int points, out ProductTile tile,
        Activation? activation = null, bool hasSkip = false, bool keepsErrors = false)
    {
        var chosen = device.Settings.Tile ?? ProductTile.Choose(device.Limits.IsSoftware, rows, 4 * columns4, points);
        tile = chosen.Within(device.Limits.SharedMemoryBytes);
        var variant = new Variant(kernel, tile, activation, hasSkip, keepsErrors);
        if (!_programs.TryGetValue(variant, out var program))
            _programs[variant] = program = Compile(variant);
        program.Set("row_count", (uint)rows);
        program.Set("column4_count", (uint)columns4);
        program.Set("depth4_count", (uint)depth4);
        return program;
    }

    private ShaderProgram Compile(in Variant variant)
    {
        var defines = new List<string> { variant.Tile.Defines };
        if (device.Settings.FetchesTexels)
            defines.Add("#define FETCHES_TEXELS");
        if (variant.Kernel.Defines.Length > 0)
            defines.Add(variant.Kernel.Defines);
        if (variant.HasSkip)
            defines.Add("#define SKIP");
        if (variant.KeepsErrors)
            defines.Add("#define KEEP_ERRORS");
        return device.Program(variant.Kernel.Name, string.Join('\n', defines), variant.Activation);
    }

    private readonly record struct Variant(
        ProductKernel Kernel, ProductTile Tile, Activation? Activation, bool HasSkip, bool KeepsErrors);
}
