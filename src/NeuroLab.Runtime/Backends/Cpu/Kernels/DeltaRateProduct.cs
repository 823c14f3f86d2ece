using System.Numerics.Tensors;
using NeuroLab.Networks;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// δ of the previous layer, and its rate of change as θ moves along v: with e = Wᵀ·δᵀ it is e∘f′(z), and (Vᵀ·δᵀ +
/// Wᵀ·R{δ}ᵀ)∘f′(z) + e∘f″(z)∘R{z} (Pearlmutter 1994).
/// </summary>
/// <param name="kernels">The vector width.</param>
/// <param name="pass">The current block.</param>
/// <param name="layer">The layer whose W to apply backwards.</param>
/// <param name="deltas">δᵀ of the layer, [outputs, samples].</param>
/// <param name="deltaRates">R{δ}ᵀ of the layer, [outputs, samples].</param>
/// <param name="slopes">f′(z) of the previous layer, [inputs, samples].</param>
/// <param name="slopeRates">f″(z)∘R{z} of the previous layer, [inputs, samples].</param>
/// <param name="before">Receives δᵀ of the previous layer, [inputs, samples].</param>
/// <param name="rateBefore">Receives R{δ}ᵀ of the previous layer, [inputs, samples].</param>
internal sealed unsafe class DeltaRateProduct(
    TileKernels kernels, DensePass pass, DenseLayer layer, PanelMatrix deltas, PanelMatrix deltaRates, PanelMatrix slopes,
    PanelMatrix slopeRates, PanelMatrix before, PanelMatrix rateBefore) : TileProduct(kernels), IPanelOperation
{
    private readonly TileFactor _weights = new(1, layer.Inputs, layer.Outputs); // Wᵀ[i, o]

    protected override int Rows => layer.Inputs;

    protected override int Panels => pass.Panels;

    protected override int Depth => 3 * layer.Outputs;

    protected override void Tiles(int row, int rows, int firstPanel, int lastPanel)
    {
        float* weights = pass.Parameters + layer.WeightOffset + row, direction = pass.Direction + layer.WeightOffset + row;
        for (var panel = firstPanel; panel < lastPanel; panel++)
        {
            Multiply(weights, rows, deltas.At(panel), before.At(panel, row), adds: false);
            Multiply(direction, rows, deltas.At(panel), rateBefore.At(panel, row), adds: false);
            Multiply(weights, rows, deltaRates.At(panel), rateBefore.At(panel, row), adds: true);
            Span<float> delta = before.Rows(panel, row, rows), rate = rateBefore.Rows(panel, row, rows);
            var slope = slopes.Rows(panel, row, rows);
            TensorPrimitives.Multiply<float>(rate, slope, rate);
            TensorPrimitives.MultiplyAdd<float>(slopeRates.Rows(panel, row, rows), delta, rate, rate);
            TensorPrimitives.Multiply<float>(delta, slope, delta);
        }
    }

    private void Multiply(float* weights, int rows, float* from, float* to, bool adds) =>
        Kernels.Multiply(_weights, weights, rows, from, pass.Columns, to, PanelMatrix.Width, null, adds);
}
