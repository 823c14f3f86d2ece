using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// Forward and backward pass of one network over blocks of samples, with all the memory they need: no allocation once
/// made. One caller at a time; the work of each pass is shared with the pool.
/// </summary>
internal sealed unsafe class DenseWorkspace : IDisposable
{
    /// <summary>Larger batches are worked off in blocks of this many samples, which bounds the memory.</summary>
    public const int MaxSamples = 512;

    private readonly WorkerPool _pool;
    private readonly int _samples;
    private readonly int _columns;
    private readonly int[] _order;              // the samples of the present block
    private readonly NetworkShape _shape;
    private readonly PanelMatrix[] _values;     // aᵀ, [units, samples]; [0] holds the inputs
    private readonly PanelMatrix[] _turned;     // a, [samples, units]; none for the outputs
    private readonly PanelMatrix[] _slopes;     // f′(z), [units, samples]; used for hidden layers
    private readonly PanelMatrix[] _deltas;     // ∂loss/∂z, [units, samples]; none for the inputs
    private readonly PanelMatrix _targets;      // yᵀ, [outputs, samples]
    private readonly SampleGather _gather;
    private readonly ForwardProduct[] _forward;
    private readonly DeltaProduct[] _backward;  // of every layer but the first
    private readonly GradientProduct[] _gradients;

    /// <summary>A workspace for blocks of at most <paramref name="samples"/> samples.</summary>
    public DenseWorkspace(NetworkShape shape, int samples, WorkerPool pool, TileKernels kernels)
    {
        _pool = pool;
        _samples = Math.Min(samples, MaxSamples);
        _columns = shape.OutputCount;
        _order = new int[_samples];
        _shape = shape;
        _values = [.. shape.Sizes.Select(units => new PanelMatrix(units, _samples))];
        _turned = [.. shape.Layers.Select(layer => new PanelMatrix(PanelMatrix.Panels(_samples) * PanelMatrix.Width, layer.Inputs))];
        _slopes = [.. shape.Sizes.Select(units => new PanelMatrix(units, _samples))];
        _deltas = [.. shape.Sizes.Select(units => new PanelMatrix(units, _samples))];
        _targets = new PanelMatrix(_columns, _samples);
        _gather = new SampleGather(_turned[0], _values[0], _targets);
        _forward = [.. shape.Layers.Select(layer => new ForwardProduct(
            kernels, layer, layer.Index == shape.Layers.Length - 1 ? null : shape.Activation,
            _values[layer.Index], _values[layer.Index + 1], _slopes[layer.Index + 1]))];
        _backward = [.. shape.Layers.Skip(1).Select(layer => new DeltaProduct(
            kernels, layer, _deltas[layer.Index + 1], _slopes[layer.Index], _deltas[layer.Index]))];
        _gradients = [.. shape.Layers.Select(layer => new GradientProduct(
            kernels, layer, _deltas[layer.Index + 1], _turned[layer.Index]))];
    }

    /// <summary>
    /// The mean loss over a whole set and the number of samples classified right, at θ = <paramref name="parameters"/>.
    /// Where <paramref name="gradient"/> is not null it receives ∂loss/∂θ.
    /// </summary>
    public (double Loss, int Correct) Evaluate(float* parameters, SampleSet set, Loss loss, float* gradient)
    {
        var sum = 0.0;
        var correct = 0;
        for (var at = 0; at < set.Count; at += _samples)
        {
            var samples = Math.Min(_samples, set.Count - at);
            for (var i = 0; i < samples; i++)
                _order[i] = at + i;
            _gather.Run(_pool, set, _order, samples);
            sum += Block(parameters, samples, loss, gradient, 1f / set.Count, adds: at > 0);
            for (var panel = 0; panel * PanelMatrix.Width < samples; panel++)
                correct += loss.CountCorrect(
                    Outputs(panel), _targets.Rows(panel, 0, _columns), _columns, InPanel(samples, panel));
        }
        return (sum / set.Count, correct);
    }

    /// <summary>The mean loss over a batch and its gradient, [parameters].</summary>
    public double Differentiate(
        float* parameters, SampleSet set, ReadOnlySpan<int> batch, Loss loss, float* gradient)
    {
        var sum = 0.0;
        for (var at = 0; at < batch.Length; at += _samples)
        {
            var samples = Math.Min(_samples, batch.Length - at);
            batch.Slice(at, samples).CopyTo(_order);
            _gather.Run(_pool, set, _order, samples);
            sum += Block(parameters, samples, loss, gradient, 1f / batch.Length, adds: at > 0);
        }
        return sum / batch.Length;
    }

    /// <summary>Frees all memory.</summary>
    public void Dispose()
    {
        foreach (var matrix in (PanelMatrix[])[.. _values, .. _turned, .. _slopes, .. _deltas, _targets])
            matrix.Dispose();
    }

    private static int InPanel(int samples, int panel) =>
        Math.Min(PanelMatrix.Width, samples - panel * PanelMatrix.Width);

    private Span<float> Outputs(int panel) => _values[^1].Rows(panel, 0, _columns);

    // One block through the network, the sum of its losses; the gradient is share · Σ ∂loss/∂θ.
    private double Block(float* parameters, int samples, Loss loss, float* gradient, float share, bool adds)
    {
        foreach (var layer in _forward)
            layer.Run(_pool, parameters, samples, withSlopes: gradient != null);
        var sum = 0.0;
        for (var panel = 0; panel * PanelMatrix.Width < samples; panel++)
            sum += loss.Sum(
                Outputs(panel), _targets.Rows(panel, 0, _columns), _columns, InPanel(samples, panel), share,
                gradient == null ? default : _deltas[^1].Rows(panel, 0, _columns));
        if (gradient == null)
            return sum;
        for (var l = _gradients.Length - 1; l >= 0; l--)
        {
            if (l > 0)
            {
                _backward[l - 1].Run(_pool, parameters, samples);
                Turn(l, samples);
            }
            _gradients[l].Run(_pool, gradient, samples, adds);
        }
        return sum;
    }

    // a of layer l from [units, samples] to [samples, units].
    private void Turn(int l, int samples)
    {
        const int width = PanelMatrix.Width;
        var units = _shape.Sizes[l];
        for (var panel = 0; panel * width < samples; panel++)
            for (var unit = 0; unit < units; unit += width)
                PanelTranspose.Block(
                    _values[l].At(panel, unit), _turned[l].At(unit / width, panel * width),
                    Math.Min(width, units - unit), width);
    }
}
