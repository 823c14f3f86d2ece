using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// Forward and backward pass of one network over blocks of samples, with all the memory they need: no allocation once
/// made. Rows of every matrix are padded to whole vectors. Not thread-safe: one workspace a thread.
/// </summary>
internal sealed unsafe class DenseWorkspace : IDisposable
{
    /// <summary>Larger batches are worked off in blocks of this many rows, which keeps the activations in cache.</summary>
    public const int MaxRows = 512;

    private readonly NetworkShape _shape;
    private readonly int _rows;
    private readonly AlignedBuffer[] _transposed; // Wᵀ, [inputs, pad(outputs)], and b behind it
    private readonly AlignedBuffer[] _padded;     // W, [outputs, pad(inputs)]
    private readonly AlignedBuffer[] _sums;       // z, [rows, pad(units)]; [0] is unused
    private readonly AlignedBuffer[] _values;     // a, [rows, pad(units)]; [0] holds the inputs
    private readonly AlignedBuffer[] _deltas;     // ∂loss/∂z, [rows, pad(units)]
    private readonly AlignedBuffer _weightGradient;
    private readonly float[] _outputs, _targets, _outputGradient; // [rows, outputs], unpadded, as losses take them

    /// <summary>A workspace for blocks of at most <paramref name="rows"/> samples.</summary>
    public DenseWorkspace(NetworkShape shape, int rows)
    {
        _shape = shape;
        _rows = Math.Min(rows, MaxRows);
        _transposed = [.. shape.Layers.Select(l => new AlignedBuffer((long)(l.Inputs + 1) * MatrixProduct.Pad(l.Outputs)))];
        _padded = [.. shape.Layers.Select(l => new AlignedBuffer((long)l.Outputs * MatrixProduct.Pad(l.Inputs)))];
        _sums = Units(shape);
        _values = Units(shape);
        _deltas = Units(shape);
        _weightGradient = new AlignedBuffer(shape.Layers.Max(l => (long)l.Outputs * MatrixProduct.Pad(l.Inputs)));
        _outputs = new float[_rows * shape.OutputCount];
        _targets = new float[_rows * shape.OutputCount];
        _outputGradient = new float[_rows * shape.OutputCount];
    }

    /// <summary>Takes over θ; must be called before a pass whenever θ changed.</summary>
    public void Load(ReadOnlySpan<float> parameters, bool forBackward)
    {
        foreach (var layer in _shape.Layers)
        {
            var weight = parameters.Slice(layer.WeightOffset, layer.WeightCount);
            int outputs = MatrixProduct.Pad(layer.Outputs), inputs = MatrixProduct.Pad(layer.Inputs);
            var transposed = _transposed[layer.Index].Pointer;
            for (var o = 0; o < layer.Outputs; o++)
                for (var i = 0; i < layer.Inputs; i++)
                    transposed[i * outputs + o] = weight[o * layer.Inputs + i];
            parameters.Slice(layer.BiasOffset, layer.Outputs)
                .CopyTo(new Span<float>(transposed + layer.Inputs * outputs, outputs));
            if (!forBackward || layer.Index == 0)
                continue;
            for (var o = 0; o < layer.Outputs; o++)
                weight.Slice(o * layer.Inputs, layer.Inputs)
                    .CopyTo(new Span<float>(_padded[layer.Index].Pointer + o * inputs, inputs));
        }
    }

    /// <summary>The mean loss over a whole set and the number of samples classified right. The gradient may be empty.</summary>
    public (double Loss, int Correct) Evaluate(SampleSet set, Loss loss, Span<float> gradient)
    {
        gradient.Clear();
        var sum = 0.0;
        var correct = 0;
        for (var at = 0; at < set.Count; at += _rows)
        {
            var rows = Math.Min(_rows, set.Count - at);
            for (var r = 0; r < rows; r++)
                LoadRow(set, at + r, r);
            sum += Block(rows, loss, gradient, rows / (double)set.Count) * rows;
            correct += loss.CountCorrect(Outputs(rows), Targets(rows), _shape.OutputCount);
        }
        return (sum / set.Count, correct);
    }

    /// <summary>The mean loss over a batch and its gradient, [parameters].</summary>
    public double Differentiate(SampleSet set, ReadOnlySpan<int> batch, Loss loss, Span<float> gradient)
    {
        gradient.Clear();
        var sum = 0.0;
        for (var at = 0; at < batch.Length; at += _rows)
        {
            var rows = Math.Min(_rows, batch.Length - at);
            for (var r = 0; r < rows; r++)
                LoadRow(set, batch[at + r], r);
            sum += Block(rows, loss, gradient, rows / (double)batch.Length) * rows;
        }
        return sum / batch.Length;
    }

    /// <summary>Frees all memory.</summary>
    public void Dispose()
    {
        foreach (var buffer in (AlignedBuffer[])[.. _transposed, .. _padded, .. _sums, .. _values, .. _deltas, _weightGradient])
            buffer.Dispose();
    }

    private AlignedBuffer[] Units(NetworkShape shape) =>
        [.. shape.Sizes.Select(units => new AlignedBuffer((long)_rows * MatrixProduct.Pad(units)))];

    private Span<float> Outputs(int rows) => _outputs.AsSpan(0, rows * _shape.OutputCount);

    private Span<float> Targets(int rows) => _targets.AsSpan(0, rows * _shape.OutputCount);

    private void LoadRow(SampleSet set, int sample, int row)
    {
        var inputs = MatrixProduct.Pad(set.InputCount);
        set.Inputs.AsSpan(sample * set.InputCount, set.InputCount)
            .CopyTo(new Span<float>(_values[0].Pointer + row * inputs, inputs));
        set.Targets.AsSpan(sample * set.OutputCount, set.OutputCount).CopyTo(_targets.AsSpan(row * set.OutputCount));
    }

    // One block through the network; adds share · gradient.
    private double Block(int rows, Loss loss, Span<float> gradient, double share)
    {
        Forward(rows);
        if (gradient.IsEmpty)
            return loss.Evaluate(Outputs(rows), Targets(rows), _shape.OutputCount, default(Span<float>));
        var outputGradient = _outputGradient.AsSpan(0, rows * _shape.OutputCount);
        var value = loss.Evaluate(Outputs(rows), Targets(rows), _shape.OutputCount, outputGradient);
        var columns = MatrixProduct.Pad(_shape.OutputCount);
        for (var r = 0; r < rows; r++)
        {
            var row = new Span<float>(_deltas[^1].Pointer + r * columns, columns);
            for (var j = 0; j < _shape.OutputCount; j++)
                row[j] = outputGradient[r * _shape.OutputCount + j] * (float)share;
        }
        for (var l = _shape.Layers.Length - 1; l >= 0; l--)
            Backward(_shape.Layers[l], rows, gradient);
        return value;
    }

    private void Forward(int rows)
    {
        foreach (var layer in _shape.Layers)
        {
            int inputs = MatrixProduct.Pad(layer.Inputs), outputs = MatrixProduct.Pad(layer.Outputs);
            var transposed = _transposed[layer.Index].Pointer;
            var isOutput = layer.Index == _shape.Layers.Length - 1;
            var z = isOutput ? _values[layer.Index + 1] : _sums[layer.Index + 1];
            // z = x·Wᵀ + b, [rows, outputs]
            MatrixProduct.Multiply(
                _values[layer.Index].Pointer, inputs, 1, transposed, outputs, z.Pointer, outputs,
                rows, outputs, layer.Inputs, transposed + layer.Inputs * outputs);
            if (!isOutput)
                _shape.Activation.Apply(z.Span[..(rows * outputs)], _values[layer.Index + 1].Span);
        }
        var columns = MatrixProduct.Pad(_shape.OutputCount);
        for (var r = 0; r < rows; r++)
            new Span<float>(_values[^1].Pointer + r * columns, _shape.OutputCount)
                .CopyTo(_outputs.AsSpan(r * _shape.OutputCount));
    }

    private void Backward(in DenseLayer layer, int rows, Span<float> gradient)
    {
        int inputs = MatrixProduct.Pad(layer.Inputs), outputs = MatrixProduct.Pad(layer.Outputs);
        var delta = _deltas[layer.Index + 1].Pointer;
        var dW = _weightGradient.Pointer;
        // ∂L/∂W = δᵀ·x, [outputs, inputs]
        MatrixProduct.Multiply(
            delta, 1, outputs, _values[layer.Index].Pointer, inputs, dW, inputs, layer.Outputs, inputs, rows, null);
        for (var o = 0; o < layer.Outputs; o++)
        {
            var target = gradient.Slice(layer.WeightOffset + o * layer.Inputs, layer.Inputs);
            System.Numerics.Tensors.TensorPrimitives.Add(target, new ReadOnlySpan<float>(dW + o * inputs, layer.Inputs), target);
        }
        // ∂L/∂b = Σ δ, [outputs]
        for (var r = 0; r < rows; r++)
        {
            var target = gradient.Slice(layer.BiasOffset, layer.Outputs);
            System.Numerics.Tensors.TensorPrimitives.Add(target, new ReadOnlySpan<float>(delta + r * outputs, layer.Outputs), target);
        }
        if (layer.Index == 0)
            return;
        // δ of the layer before = (δ·W) ∘ f′(z), [rows, inputs]
        var before = _deltas[layer.Index];
        MatrixProduct.Multiply(
            delta, outputs, 1, _padded[layer.Index].Pointer, inputs, before.Pointer, inputs,
            rows, inputs, layer.Outputs, null);
        var length = rows * inputs;
        _shape.Activation.MultiplyBySlope(
            _sums[layer.Index].Span[..length], _values[layer.Index].Span[..length], before.Span[..length]);
    }
}
