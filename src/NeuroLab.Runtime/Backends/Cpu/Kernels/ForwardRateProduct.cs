using System.Numerics.Tensors;
using NeuroLab.Networks;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// The rate of change of a layer's values as θ moves along v (R{·} of Pearlmutter, Fast Exact Multiplication by the
/// Hessian, 1994): R{z} = V·x + v_b + W·R{x}, R{a} = f′(z)∘R{z}, plus R{x} with a skip.
/// </summary>
/// <param name="kernels">The vector width.</param>
/// <param name="pass">The current block.</param>
/// <param name="layer">The layer.</param>
/// <param name="inputs">xᵀ, [inputs, samples].</param>
/// <param name="inputRates">R{x}ᵀ, [inputs, samples]; null if x are the samples, which are constant.</param>
/// <param name="slopes">f′(z), [outputs, samples]; null for the output layer.</param>
/// <param name="sumRates">Receives R{z}ᵀ, [outputs, samples].</param>
/// <param name="rates">Receives R{a}ᵀ of a hidden layer, [outputs, samples].</param>
internal sealed unsafe class ForwardRateProduct(
    TileKernels kernels, DensePass pass, DenseLayer layer, PanelMatrix inputs, PanelMatrix? inputRates, PanelMatrix? slopes,
    PanelMatrix sumRates, PanelMatrix rates) : TileProduct(kernels), IPanelOperation
{
    private readonly TileFactor _weights = new(layer.Inputs, 1, layer.Inputs); // W[o, i]

    protected override int Rows => layer.Outputs;

    protected override int Panels => pass.Panels;

    protected override int Depth => inputRates is null ? layer.Inputs : 2 * layer.Inputs;

    protected override void Tiles(int row, int rows, int firstPanel, int lastPanel)
    {
        var offset = layer.WeightOffset + (nint)row * layer.Inputs;
        for (var panel = firstPanel; panel < lastPanel; panel++)
        {
            Kernels.Multiply(
                _weights, pass.Direction + offset, rows, inputs.At(panel), pass.Columns, sumRates.At(panel, row),
                PanelMatrix.Width, pass.Direction + layer.BiasOffset + row);
            if (inputRates is not null)
                Kernels.Multiply(
                    _weights, pass.Parameters + offset, rows, inputRates.At(panel), pass.Columns, sumRates.At(panel, row),
                    PanelMatrix.Width, null, adds: true);
            if (slopes is not null)
                TensorPrimitives.Multiply<float>(
                    sumRates.Rows(panel, row, rows), slopes.Rows(panel, row, rows), rates.Rows(panel, row, rows));
            if (layer.HasSkip)
                TensorPrimitives.Add(rates.Rows(panel, row, rows), inputRates!.Rows(panel, row, rows), rates.Rows(panel, row, rows));
        }
    }
}
