using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Networks;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// A block of samples for Hessian products: the values that all products at one θ share (a, f′(z), δ and so on), which
/// are kept between them, and the operations that compute and use them.
/// </summary>
internal sealed unsafe class HessianBlock : IDisposable
{
    private readonly DensePass _pass;
    private readonly PanelBuffers _memory = new();
    private readonly PanelRun _values, _rates; // gather, forward, loss, backward; the same for the rates of change
    private readonly int _valueCount, _rateCount;
    private readonly GradientProduct[] _gradients;
    private readonly GradientPass _gradientPass;

    /// <param name="shape">The network.</param>
    /// <param name="pass">The current block; shared with the others.</param>
    /// <param name="rates">Temporary values of a product; shared with the others.</param>
    /// <param name="samples">Maximum number of samples.</param>
    /// <param name="pool">The worker pool.</param>
    /// <param name="kernels">The vector width.</param>
    public HessianBlock(
        NetworkShape shape, DensePass pass, HessianRates rates, int samples, WorkerPool pool, TileKernels kernels)
    {
        _pass = pass;
        var last = shape.Layers.Length - 1;
        var values = _memory.Units(shape, samples);     // aᵀ of each layer's inputs, and the outputs
        var transposed = _memory.Transposed(shape, samples);    // a, one row per sample
        var slopes = _memory.Outputs(shape, samples);   // f′(z)ᵀ of hidden layers
        var slopeRates = _memory.Outputs(shape, samples);    // f″(z)ᵀ, then f″(z)∘(W·δ)ᵀ, of hidden layers
        var deltas = _memory.Outputs(shape, samples);   // (∂loss/∂z)ᵀ
        var targets = _memory.Matrix(shape.OutputCount, samples);
        var errors = _memory.Errors(shape, samples);    // (∂loss/∂a)ᵀ, with skips

        var made = new List<IPanelOperation> { new SampleGather(pass, shape.InputCount, transposed[0], values[0], targets) };
        var used = new List<IPanelOperation>();
        foreach (var layer in shape.Layers)
        {
            var l = layer.Index;
            made.Add(new ForwardProduct(kernels, pass, layer, values[l], values[l + 1], slopes[l], slopeRates[l]));
            used.Add(new ForwardRateProduct(
                kernels, pass, layer, values[l], l > 0 ? rates.Values[l - 1] : null, l < last ? slopes[l] : null,
                rates.Sums[l], rates.Values[l]));
        }
        made.Add(new LossOperation(pass, shape.OutputCount, samples, values[^1], targets, deltas[last]));
        used.Add(new LossRateOperation(pass, shape.OutputCount, values[^1], rates.Sums[last]));
        for (var l = last; l > 0; l--)
        {
            var (layer, keepsErrors) = (shape.Layers[l], shape.Layers[l - 1].HasSkip);
            made.Add(new DeltaProduct(
                kernels, pass, layer, deltas[l], slopes[l - 1], deltas[l - 1], slopeRates[l - 1], errors, keepsErrors));
            made.Add(new TransposeOperation(pass, layer.Inputs, values[l], transposed[l]));
            used.Add(new DeltaRateProduct(
                kernels, pass, layer, deltas[l], rates.Deltas[l], slopes[l - 1], slopeRates[l - 1], rates.Sums[l - 1],
                rates.Deltas[l - 1], rates.Errors, keepsErrors));
            used.Add(new TransposeOperation(pass, layer.Inputs, rates.Values[l - 1], rates.Transposed[l]));
        }
        (_valueCount, _rateCount) = (made.Count, used.Count);
        (_values, _rates) = (new PanelRun(pool, pass, [.. made]), new PanelRun(pool, pass, [.. used]));
        // R{δᵀ·x} = R{δ}ᵀ·x + δᵀ·R{x}; the samples themselves do not change.
        _gradients = [.. shape.Layers.Select(layer => layer.Index == 0
            ? new GradientProduct(kernels, pass, layer, rates.Deltas[0], transposed[0])
            : new GradientProduct(
                kernels, pass, layer, rates.Deltas[layer.Index], transposed[layer.Index], deltas[layer.Index], rates.Transposed[layer.Index]))];
        _gradientPass = new GradientPass(_gradients);
    }

    /// <summary>Index of the block in the set; −1 for none.</summary>
    public int Number { get; set; } = -1;

    /// <summary>Bytes used.</summary>
    public long Bytes => _memory.Bytes;

    /// <summary>Computes the shared values for the samples of the pass.</summary>
    public void Linearize() => _values.Run(0, _valueCount);

    /// <summary>The block's part of H·v for the direction of the pass.</summary>
    /// <param name="product">[parameters].</param>
    /// <param name="adds">Whether to add to the product instead of replacing it.</param>
    public void Multiply(float* product, bool adds)
    {
        _rates.Run(0, _rateCount);
        foreach (var gradient in _gradients)
            gradient.Begin(product, adds);
        _rates.Run(_gradientPass);
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => _memory.Dispose();
}
