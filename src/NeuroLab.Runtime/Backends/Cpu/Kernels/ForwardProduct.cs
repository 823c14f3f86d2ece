using System.Numerics.Tensors;
using NeuroLab.Networks;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// A layer's forward pass, zᵀ = W·xᵀ + b and a = f(z), plus x with a skip, with the activation applied to each tile while
/// it is in cache.
/// </summary>
/// <param name="kernels">The vector width.</param>
/// <param name="pass">The current block.</param>
/// <param name="layer">The layer.</param>
/// <param name="inputs">xᵀ, [inputs, samples].</param>
/// <param name="values">Receives a, [outputs, samples].</param>
/// <param name="slopes">Receives f′(z), [outputs, samples], if a backward pass follows.</param>
/// <param name="curvatures">Receives f″(z), [outputs, samples]; null if not needed.</param>
internal sealed unsafe class ForwardProduct(
    TileKernels kernels, DensePass pass, DenseLayer layer, PanelMatrix inputs, PanelMatrix values,
    PanelMatrix slopes, PanelMatrix? curvatures = null) : TileProduct(kernels), IPanelOperation
{
    // Rows of W whose stride is a multiple of 4 KiB map to the same set of the L1 cache, often 8-way.
    private const int AliasingStride = 1024, CacheWays = 8;

    private readonly TileFactor _weights = new(layer.Inputs, 1, layer.Inputs); // W[o, i]

    protected override int Rows => layer.Outputs;

    protected override int Panels => pass.Panels;

    protected override int Depth => layer.Inputs;

    protected override int TileRows { get; } =
        layer.Inputs % AliasingStride == 0 ? Math.Min(CacheWays, kernels.TileRows) : kernels.TileRows;

    protected override void Tiles(int row, int rows, int firstPanel, int lastPanel)
    {
        var weights = pass.Parameters + layer.WeightOffset + (nint)row * layer.Inputs;
        for (var panel = firstPanel; panel < lastPanel; panel++)
        {
            Kernels.Multiply(
                _weights, weights, rows, inputs.At(panel), pass.Columns, values.At(panel, row), PanelMatrix.Width,
                pass.Parameters + layer.BiasOffset + row);
            if (layer.Activation is not { } activation)
                continue;
            var tile = values.Rows(panel, row, rows);
            if (curvatures is not null)
                activation.Apply(tile, tile, slopes.Rows(panel, row, rows), curvatures.Rows(panel, row, rows));
            else if (pass.IsBackward)
                activation.Apply(tile, tile, slopes.Rows(panel, row, rows));
            else
                activation.Apply(tile, tile);
            if (layer.HasSkip)
                TensorPrimitives.Add(tile, inputs.Rows(panel, row, rows), tile);
        }
    }
}
