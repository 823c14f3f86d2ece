using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using NeuroLab.Networks;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// A layer's gradient, ∂L/∂W = δᵀ·x and ∂L/∂b = Σ δ, written where the layer's parameters stand in θ. With a second pair
/// of factors their product is added to the weights' part.
/// </summary>
/// <param name="kernels">The vector width.</param>
/// <param name="pass">The current block.</param>
/// <param name="layer">The layer.</param>
/// <param name="deltas">δᵀ, [outputs, samples].</param>
/// <param name="inputs">x, [samples, inputs]: transposed, so that vectors run along the rows of W.</param>
/// <param name="otherDeltas">As <paramref name="deltas"/>; null for no second pair.</param>
/// <param name="otherInputs">As <paramref name="inputs"/>; null for no second pair.</param>
internal sealed unsafe class GradientProduct(
    TileKernels kernels, DensePass pass, DenseLayer layer, PanelMatrix deltas, PanelMatrix inputs,
    PanelMatrix? otherDeltas = null, PanelMatrix? otherInputs = null) : TileProduct(kernels)
{
    private TileFactor _deltas;
    private float* _gradient;
    private bool _adds;

    protected override int Rows => layer.Outputs;

    protected override int Panels => PanelMatrix.Panels(layer.Inputs);

    protected override int Depth => (otherDeltas is null ? 1 : 2) * pass.Panels * PanelMatrix.Width;

    /// <param name="gradient">[parameters].</param>
    /// <param name="adds">Whether to add to the gradient instead of replacing it.</param>
    public void Begin(float* gradient, bool adds)
    {
        _gradient = gradient;
        _adds = adds;
        // δᵀ[o, s]. Beyond one panel the samples are rounded up to full panels: δ is 0 in the padding.
        _deltas = new TileFactor(
            PanelMatrix.Width, 1, pass.Panels == 1 ? pass.Samples : PanelMatrix.Width, pass.Panels, deltas.PanelStride);
    }

    protected override void Tiles(int row, int rows, int firstPanel, int lastPanel)
    {
        if (firstPanel == 0)
            Biases(row, rows);
        for (var panel = firstPanel; panel < lastPanel; panel++)
            Tile(row, rows, panel);
    }

    private void Tile(int row, int rows, int panel)
    {
        var columns = Math.Min(PanelMatrix.Width, layer.Inputs - panel * PanelMatrix.Width);
        var target = _gradient + layer.WeightOffset + (nint)row * layer.Inputs + panel * PanelMatrix.Width;
        if (columns % Kernels.Lanes == 0 && !_adds)
        {
            Multiply(row, rows, panel, columns, target, layer.Inputs);
            return;
        }
        // Whole registers would write past the end of the row.
        var tile = stackalloc float[Kernels.TileRows * PanelMatrix.Width];
        Multiply(row, rows, panel, columns, tile, PanelMatrix.Width);
        for (var r = 0; r < rows; r++)
        {
            var from = new ReadOnlySpan<float>(tile + r * PanelMatrix.Width, columns);
            var to = new Span<float>(target + (nint)r * layer.Inputs, columns);
            if (_adds)
                TensorPrimitives.Add(to, from, to);
            else
                from.CopyTo(to);
        }
    }

    private void Multiply(int row, int rows, int panel, int columns, float* target, nint targetRow)
    {
        Kernels.Multiply(_deltas, deltas.At(0, row), rows, inputs.At(panel), columns, target, targetRow, null);
        if (otherDeltas is not null && otherInputs is not null)
            Kernels.Multiply(
                _deltas, otherDeltas.At(0, row), rows, otherInputs.At(panel), columns, target, targetRow, null, adds: true);
    }

    private void Biases(int row, int rows)
    {
        var target = _gradient + layer.BiasOffset + row;
        for (var r = 0; r < rows; r++)
        {
            var sum = 0f;
            if (_deltas.Blocks == 1)
            {
                for (var s = 0; s < _deltas.Depth; s++)
                    sum += deltas.At(0, row + r)[s];
            }
            else
            {
                var sums = Vector512<float>.Zero;
                for (var panel = 0; panel < _deltas.Blocks; panel++)
                    sums += Vector512.Load(deltas.At(panel, row + r)) + Vector512.Load(deltas.At(panel, row + r) + 16);
                sum = Vector512.Sum(sums);
            }
            target[r] = _adds ? target[r] + sum : sum;
        }
    }
}
