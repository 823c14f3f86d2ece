using System.Numerics.Tensors;
using NeuroLab.Networks;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>δ of the layer before: (Wᵀ·δᵀ) ∘ f′(z), with the slopes multiplied in while a tile is in cache.</summary>
/// <param name="kernels">The vector width.</param>
/// <param name="pass">The present block.</param>
/// <param name="layer">The layer whose W is crossed backwards.</param>
/// <param name="deltas">δᵀ of the layer, [outputs, samples].</param>
/// <param name="slopes">f′(z) of the layer before, [inputs, samples].</param>
/// <param name="result">Receives δᵀ of the layer before, [inputs, samples].</param>
internal sealed unsafe class DeltaProduct(
    TileKernels kernels, DensePass pass, DenseLayer layer, PanelMatrix deltas, PanelMatrix slopes, PanelMatrix result)
    : TileProduct(kernels), IPanelOperation
{
    private readonly TileFactor _weights = new(1, layer.Inputs, layer.Outputs); // Wᵀ[i, o]

    protected override int Rows => layer.Inputs;

    protected override int Panels => pass.Panels;

    protected override int Depth => layer.Outputs;

    protected override void Tiles(int row, int rows, int firstPanel, int lastPanel)
    {
        for (var panel = firstPanel; panel < lastPanel; panel++)
        {
            Kernels.Multiply(
                _weights, pass.Parameters + layer.WeightOffset + row, rows, deltas.At(panel), pass.Columns,
                result.At(panel, row), PanelMatrix.Width, null);
            var tile = result.Rows(panel, row, rows);
            TensorPrimitives.Multiply<float>(tile, slopes.Rows(panel, row, rows), tile);
        }
    }
}
