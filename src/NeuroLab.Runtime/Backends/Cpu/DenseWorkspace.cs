using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// Forward and backward pass of one network over blocks of samples, with preallocated memory. One caller at a time;
/// each pass is shared with the pool.
/// </summary>
internal sealed unsafe class DenseWorkspace : IDisposable
{
    /// <summary>Larger batches are processed in blocks of this many samples, which bounds the memory.</summary>
    public const int MaxSamples = 512;

    private readonly DensePass _pass;
    private readonly PanelBuffers _memory = new();
    private readonly PanelRun _run;                 // draw, forward, loss, backward
    private readonly LossOperation _loss;
    private readonly PanelMatrix _inputs, _outputs; // xᵀ and zᵀ of the last layer
    private readonly NetworkShape _shape;
    private readonly GradientProduct[] _gradients;
    private readonly GradientPass _gradientPass;
    private readonly int _forwardCount, _count;     // operations up to the loss, and all operations

    /// <summary>Allocates for blocks of at most <paramref name="samples"/> samples.</summary>
    public DenseWorkspace(NetworkShape shape, int samples, WorkerPool pool, TileKernels kernels)
    {
        _shape = shape;
        samples = Math.Min(samples, MaxSamples);
        _pass = new DensePass(samples);
        var values = _memory.Units(shape, samples);                 // aᵀ; [0] holds the inputs
        var transposed = _memory.Transposed(shape, samples);                // a, a row to each sample
        var slopes = _memory.Units(shape, samples);                 // f′(z)ᵀ of hidden layers
        var deltas = _memory.Units(shape, samples);                 // (∂loss/∂z)ᵀ
        var targets = _memory.Matrix(shape.OutputCount, samples);   // yᵀ
        var errors = _memory.Errors(shape, samples);
        (_inputs, _outputs) = (values[0], values[^1]);

        var operations = new List<IPanelOperation> { new SampleGather(_pass, shape.InputCount, transposed[0], values[0], targets) };
        foreach (var layer in shape.Layers)
            operations.Add(new ForwardProduct(
                kernels, _pass, layer, values[layer.Index], values[layer.Index + 1], slopes[layer.Index + 1]));
        operations.Add(_loss = new LossOperation(_pass, shape.OutputCount, samples, values[^1], targets, deltas[^1]));
        _forwardCount = operations.Count;
        for (var l = shape.Layers.Length - 1; l > 0; l--)
        {
            operations.Add(new DeltaProduct(
                kernels, _pass, shape.Layers[l], deltas[l + 1], slopes[l], deltas[l], null, errors, shape.Layers[l - 1].HasSkip));
            operations.Add(new TransposeOperation(_pass, shape.Sizes[l], values[l], transposed[l]));
        }
        _run = new PanelRun(pool, _pass, [.. operations]);
        _count = operations.Count;
        _gradients = [.. shape.Layers.Select(layer => new GradientProduct(
            kernels, _pass, layer, deltas[layer.Index + 1], transposed[layer.Index]))];
        _gradientPass = new GradientPass(_gradients);
    }

    /// <summary>
    /// The mean loss over a whole set and the number of correctly classified samples, at θ =
    /// <paramref name="parameters"/>. If <paramref name="gradient"/> is not null it receives ∂loss/∂θ.
    /// </summary>
    public (double Loss, int Correct) Evaluate(float* parameters, SampleSet set, Loss loss, float* gradient)
    {
        var sum = 0.0;
        var correct = 0;
        Begin(parameters, set, loss, set.Count, gradient != null);
        for (var at = 0; at < set.Count; at += _pass.Order.Length)
        {
            _pass.Samples = Math.Min(_pass.Order.Length, set.Count - at);
            for (var i = 0; i < _pass.Samples; i++)
                _pass.Order[i] = at + i;
            sum += Block(gradient, adds: at > 0);
            correct += _loss.CountCorrect();
        }
        return (sum / set.Count, correct);
    }

    /// <summary>The mean loss over a batch and, unless null, its gradient, [parameters].</summary>
    public double Differentiate(float* parameters, SampleSet set, ReadOnlySpan<int> batch, Loss loss, float* gradient)
    {
        var sum = 0.0;
        Begin(parameters, set, loss, batch.Length, isBackward: gradient != null);
        for (var at = 0; at < batch.Length; at += _pass.Order.Length)
        {
            _pass.Samples = Math.Min(_pass.Order.Length, batch.Length - at);
            batch.Slice(at, _pass.Samples).CopyTo(_pass.Order);
            sum += Block(gradient, adds: at > 0);
        }
        return sum / batch.Length;
    }

    /// <summary>The outputs z, [samples, outputs], for inputs [samples, inputs] at θ = <paramref name="parameters"/>.</summary>
    public void Predict(float* parameters, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        var count = inputs.Length / _shape.InputCount;
        _pass.Parameters = parameters;
        _pass.IsBackward = false;
        for (var at = 0; at < count; at += _pass.Order.Length)
        {
            _pass.Samples = Math.Min(_pass.Order.Length, count - at);
            for (var panel = 0; panel < _pass.Panels; panel++)
                LoadPanel(inputs[(at * _shape.InputCount)..], panel);
            _run.Run(1, _forwardCount - 1); // all operations between gather and loss
            for (var sample = 0; sample < _pass.Samples; sample++)
                for (var output = 0; output < _shape.OutputCount; output++)
                    outputs[(at + sample) * _shape.OutputCount + output] =
                        _outputs.At(sample / PanelMatrix.Width, output)[sample % PanelMatrix.Width];
        }
    }

    /// <summary>Frees all memory.</summary>
    public void Dispose() => _memory.Dispose();

    private void Begin(float* parameters, SampleSet set, Loss loss, int samples, bool isBackward)
    {
        _pass.Parameters = parameters;
        _pass.Set = set;
        _pass.Loss = loss;
        _pass.Share = 1f / samples;
        _pass.IsBackward = isBackward;
    }

    // Runs one block through the network: the sum of its losses, and share · Σ ∂loss/∂θ.
    private double Block(float* gradient, bool adds)
    {
        _run.Run(0, _pass.IsBackward ? _count : _forwardCount);
        if (_pass.IsBackward)
        {
            foreach (var product in _gradients)
                product.Begin(gradient, adds);
            _run.Run(_gradientPass);
        }
        return _loss.Sum();
    }

    // One panel of xᵀ, padded with copies of the last sample, so that the padding is finite whenever the data are.
    private void LoadPanel(ReadOnlySpan<float> inputs, int panel)
    {
        var last = _pass.SamplesIn(panel) - 1;
        for (var sample = 0; sample < PanelMatrix.Width; sample++)
        {
            var from = inputs.Slice((panel * PanelMatrix.Width + Math.Min(sample, last)) * _shape.InputCount, _shape.InputCount);
            for (var input = 0; input < from.Length; input++)
                _inputs.At(panel, input)[sample] = from[input];
        }
    }
}
