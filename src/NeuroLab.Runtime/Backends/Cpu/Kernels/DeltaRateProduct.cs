using System.Numerics.Tensors;
using NeuroLab.Networks;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// The rate of change of the previous layer's δ as θ moves along v: with e = Wᵀ·δᵀ, so that δ = e∘f′(z), it is (Vᵀ·δᵀ +
/// Wᵀ·R{δ}ᵀ)∘f′(z) + e∘f″(z)∘R{z} (Pearlmutter 1994). A skip adds e of the layer to that of the previous one.
/// </summary>
/// <param name="kernels">The vector width.</param>
/// <param name="pass">The current block.</param>
/// <param name="layer">The layer whose W to apply backwards.</param>
/// <param name="deltas">δᵀ of the layer, [outputs, samples].</param>
/// <param name="deltaRates">R{δ}ᵀ of the layer, [outputs, samples].</param>
/// <param name="slopes">f′(z) of the previous layer, [inputs, samples].</param>
/// <param name="slopeRates">e∘f″(z) of the previous layer, [inputs, samples].</param>
/// <param name="sumRates">R{z}ᵀ of the previous layer, [inputs, samples].</param>
/// <param name="rateBefore">Receives R{δ}ᵀ of the previous layer, [inputs, samples].</param>
/// <param name="errorRates">R{e}ᵀ, [units, samples], as the errors of <see cref="DeltaProduct"/>; null without skips.</param>
/// <param name="keepsErrors">Whether the previous layer has a skip.</param>
internal sealed unsafe class DeltaRateProduct(
    TileKernels kernels, DensePass pass, DenseLayer layer, PanelMatrix deltas, PanelMatrix deltaRates, PanelMatrix slopes,
    PanelMatrix slopeRates, PanelMatrix sumRates, PanelMatrix rateBefore, PanelMatrix? errorRates = null, bool keepsErrors = false) : TileProduct(kernels), IPanelOperation
{
    private readonly TileFactor _weights = new(1, layer.Inputs, layer.Outputs); // Wᵀ[i, o]

    protected override int Rows => layer.Inputs;

    protected override int Panels => pass.Panels;

    protected override int Depth => 2 * layer.Outputs;

    protected override void Tiles(int row, int rows, int firstPanel, int lastPanel)
    {
        float* weights = pass.Parameters + layer.WeightOffset + row, direction = pass.Direction + layer.WeightOffset + row;
        for (var panel = firstPanel; panel < lastPanel; panel++)
        {
            var target = rateBefore.At(panel, row);
            Kernels.Multiply(
                _weights, direction, rows, deltas.At(panel), pass.Columns, target, PanelMatrix.Width, null);
            Kernels.Multiply(
                _weights, weights, rows, deltaRates.At(panel), pass.Columns, target, PanelMatrix.Width, null, adds: true);
            var rate = rateBefore.Rows(panel, row, rows);
            if (layer.HasSkip)
                TensorPrimitives.Add(rate, errorRates!.Rows(panel, row, rows), rate);
            if (keepsErrors)
                rate.CopyTo(errorRates!.Rows(panel, row, rows));
            TensorPrimitives.Multiply<float>(rate, slopes.Rows(panel, row, rows), rate);
            TensorPrimitives.MultiplyAdd<float>(
                slopeRates.Rows(panel, row, rows), sumRates.Rows(panel, row, rows), rate, rate);
        }
    }
}
