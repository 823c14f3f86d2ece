using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// Exact products of the loss' Hessian with directions: alongside each value of the forward and the backward pass,
/// computes its rate of change as θ moves along the direction (Pearlmutter, Fast Exact Multiplication by the Hessian,
/// 1994). Works in blocks of samples with preallocated memory; one caller at a time.
/// </summary>
internal sealed unsafe class HessianWorkspace : IDisposable
{
    private readonly DensePass _pass;
    private readonly List<PanelMatrix> _memory = [];
    private readonly PanelRun _run; // gather, forward, loss, backward, each with its rates
    private readonly int _count;
    private readonly GradientProduct[] _ofRates, _withRates;
    private readonly GradientPass _ratesPass, _valuesPass;

    /// <summary>Allocates for blocks of at most <paramref name="samples"/> samples.</summary>
    public HessianWorkspace(NetworkShape shape, int samples, WorkerPool pool, TileKernels kernels)
    {
        samples = Math.Min(samples, DenseWorkspace.MaxSamples);
        _pass = new DensePass(samples) { IsBackward = true };
        var rows = PanelMatrix.Panels(samples) * PanelMatrix.Width;
        PanelMatrix[] Units() => [.. shape.Sizes.Select(units => Matrix(units, samples))];
        PanelMatrix[] Turned() => [.. shape.Layers.Select(layer => Matrix(rows, layer.Inputs))];
        // The matrices of DenseWorkspace, plus f″(z), R{a} and R{δ}.
        PanelMatrix[] values = Units(), slopes = Units(), deltas = Units(), slopeRates = Units(), rates = Units(), deltaRates = Units();
        PanelMatrix[] turned = Turned(), turnedRates = Turned();
        var targets = Matrix(shape.OutputCount, samples);
        var last = shape.Layers.Length - 1;
        deltaRates[^1] = rates[^1];

        var operations = new List<IPanelOperation> { new SampleGather(_pass, shape.InputCount, turned[0], values[0], targets) };
        foreach (var layer in shape.Layers)
        {
            var (l, isHidden) = (layer.Index, layer.Index < last);
            operations.Add(new ForwardProduct(
                kernels, _pass, layer, isHidden ? shape.Activation : null, values[l], values[l + 1], slopes[l + 1], slopeRates[l + 1]));
            operations.Add(new ForwardRateProduct(
                kernels, _pass, layer, values[l], l > 0 ? rates[l] : null, isHidden ? slopes[l + 1] : null,
                isHidden ? slopeRates[l + 1] : null, rates[l + 1]));
        }
        operations.Add(new LossOperation(_pass, shape.OutputCount, samples, values[^1], targets, deltas[^1]));
        operations.Add(new LossRateOperation(_pass, shape.OutputCount, values[^1], rates[^1]));
        for (var l = last; l > 0; l--)
        {
            operations.Add(new DeltaRateProduct(
                kernels, _pass, shape.Layers[l], deltas[l + 1], deltaRates[l + 1], slopes[l], slopeRates[l], deltas[l], deltaRates[l]));
            operations.Add(new TransposeOperation(_pass, shape.Sizes[l], values[l], turned[l]));
            operations.Add(new TransposeOperation(_pass, shape.Sizes[l], rates[l], turnedRates[l]));
        }
        _run = new PanelRun(pool, _pass, [.. operations]);
        _count = operations.Count;
        // R{δᵀ·x} = R{δ}ᵀ·x + δᵀ·R{x}; the samples themselves do not change.
        _ofRates = [.. shape.Layers.Select(layer => new GradientProduct(
            kernels, _pass, layer, deltaRates[layer.Index + 1], turned[layer.Index]))];
        _withRates = [.. shape.Layers.Skip(1).Select(layer => new GradientProduct(
            kernels, _pass, layer, deltas[layer.Index + 1], turnedRates[layer.Index], hasBiases: false))];
        _ratesPass = new GradientPass(_ofRates);
        _valuesPass = new GradientPass(_withRates);
    }

    /// <summary>
    /// H·v of the mean loss over a set at θ = <paramref name="parameters"/>; v is <paramref name="direction"/>. All three
    /// are [parameters].
    /// </summary>
    public void Multiply(float* parameters, float* direction, SampleSet set, Loss loss, float* product)
    {
        _pass.Parameters = parameters;
        _pass.Direction = direction;
        _pass.Set = set;
        _pass.Loss = loss;
        _pass.Share = 1f / set.Count;
        for (var at = 0; at < set.Count; at += _pass.Order.Length)
        {
            _pass.Samples = Math.Min(_pass.Order.Length, set.Count - at);
            for (var i = 0; i < _pass.Samples; i++)
                _pass.Order[i] = at + i;
            _run.Run(0, _count);
            foreach (var part in _ofRates)
                part.Begin(product, adds: at > 0);
            _run.Run(_ratesPass);
            if (_withRates.Length == 0)
                continue;
            foreach (var part in _withRates)
                part.Begin(product, adds: true);
            _run.Run(_valuesPass);
        }
    }

    /// <summary>Frees all memory.</summary>
    public void Dispose()
    {
        foreach (var matrix in _memory)
            matrix.Dispose();
    }

    private PanelMatrix Matrix(int rows, int columns)
    {
        var matrix = new PanelMatrix(rows, columns);
        _memory.Add(matrix);
        return matrix;
    }
}
