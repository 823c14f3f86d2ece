using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using NeuroLab.Networks;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// δ of the previous layer: (Wᵀ·δᵀ) ∘ f′(z), with the slopes multiplied in while a tile is in cache. A column of a
/// large W touches one page per element: there the reduction is blocked, and the columns of several tiles are packed
/// (after Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008). The summation order is the
/// same in both cases.
/// </summary>
/// <param name="kernels">The vector width.</param>
/// <param name="pass">The current block.</param>
/// <param name="layer">The layer whose W to apply backwards.</param>
/// <param name="deltas">δᵀ of the layer, [outputs, samples].</param>
/// <param name="slopes">f′(z) of the previous layer, [inputs, samples].</param>
/// <param name="result">Receives δᵀ of the previous layer, [inputs, samples].</param>
/// <param name="slopeRates">f″(z) of the previous layer, [inputs, samples], replaced by (Wᵀ·δᵀ)∘f″(z); null if not
/// needed.</param>
/// <param name="errors">(∂loss/∂a)ᵀ, [units, samples], of a layer with a skip, which passes it on to the previous one,
/// whose own replaces it; null without skips.</param>
/// <param name="keepsErrors">Whether the previous layer has a skip, and so needs its own.</param>
internal sealed unsafe class DeltaProduct(
    TileKernels kernels, DensePass pass, DenseLayer layer, PanelMatrix deltas, PanelMatrix slopes, PanelMatrix result,
    PanelMatrix? slopeRates = null, PanelMatrix? errors = null, bool keepsErrors = false)
    : TileProduct(kernels), IPanelOperation
{
    // Reduction steps per block: two registers each stay within half the L1 cache.
    private const int BlockDepth = 256;

    // Floats of the packed tiles: 64 KiB of stack.
    private const int PackedFloats = 1 << 14;

    // Shorter columns fit the caches unpacked, and fewer panels do not pay for the packing.
    private const int LongColumn = 1024, MinPanels = 3;

    private readonly TileFactor _weights = new(1, layer.Inputs, layer.Outputs); // Wᵀ[i, o]
    private readonly TilePacking _packing = new(kernels.TileRows);

    protected override int Rows => layer.Inputs;

    protected override int Panels => pass.Panels;

    protected override int Depth => layer.Outputs;

    protected override bool IsBlocked => Depth >= LongColumn && Panels >= MinPanels;

    private float* Weights => pass.Parameters + layer.WeightOffset;

    protected override void Part(int firstRow, int lastRow, int firstPanel, int lastPanel)
    {
        if (!IsBlocked || lastPanel - firstPanel < MinPanels)
        {
            base.Part(firstRow, lastRow, firstPanel, lastPanel);
            return;
        }
        var step = PackedFloats / (BlockDepth * TileRows) * TileRows;
        for (var row = firstRow; row < lastRow; row += step)
            Blocks(row, Math.Min(step, lastRow - row), firstPanel, lastPanel);
    }

    protected override void Tiles(int row, int rows, int firstPanel, int lastPanel)
    {
        for (var panel = firstPanel; panel < lastPanel; panel++)
        {
            Kernels.Multiply(
                _weights, Weights + row, rows, deltas.At(panel), pass.Columns, result.At(panel, row), PanelMatrix.Width, null);
            MultiplySlopes(panel, row, rows);
        }
    }

    [SkipLocalsInit]
    private void Blocks(int row, int rows, int firstPanel, int lastPanel)
    {
        var packed = stackalloc float[PackedFloats];
        for (var k = 0; k < Depth; k += BlockDepth)
        {
            var depth = Math.Min(BlockDepth, Depth - k);
            _packing.Pack(Weights + (nint)k * layer.Inputs + row, layer.Inputs, rows, depth, packed);
            for (var panel = firstPanel; panel < lastPanel; panel++)
            {
                Block(packed, row, rows, panel, k, depth);
                if (k + depth == Depth)
                    MultiplySlopes(panel, row, rows);
            }
        }
    }

    // One panel of the samples, two registers of columns at a time, against all packed tiles.
    private void Block(float* packed, int row, int rows, int panel, int k, int depth)
    {
        var weights = _packing.Factor(depth);
        for (var n = 0; n < pass.Columns; n += 2 * Kernels.Lanes)
            for (var r = 0; r < rows; r += TileRows)
                Kernels.Tile(
                    weights, packed + _packing.Tile(r, depth), Math.Min(TileRows, rows - r), deltas.At(panel, k) + n,
                    pass.Columns - n, result.At(panel, row + r) + n, PanelMatrix.Width, null, adds: k > 0);
    }

    private void MultiplySlopes(int panel, int row, int rows)
    {
        var tile = result.Rows(panel, row, rows);
        if (layer.HasSkip)
            TensorPrimitives.Add(tile, errors!.Rows(panel, row, rows), tile);
        if (keepsErrors)
            tile.CopyTo(errors!.Rows(panel, row, rows));
        if (slopeRates is not null)
        {
            var bend = slopeRates.Rows(panel, row, rows);
            TensorPrimitives.Multiply<float>(tile, bend, bend);
        }
        TensorPrimitives.Multiply<float>(tile, slopes.Rows(panel, row, rows), tile);
    }
}
