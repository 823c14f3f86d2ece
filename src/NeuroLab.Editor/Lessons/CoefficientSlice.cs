using NeuroLab.Losses;
using NeuroLab.Networks;

namespace NeuroLab.Lessons;

/// <summary>
/// The loss as a function of one coefficient with all others frozen. Exact, and cheap: a change affects one neuron of
/// its layer, so earlier layers are not evaluated again.
/// </summary>
internal sealed class CoefficientSlice
{
    private readonly double[][] _sums, _values;
    private NetworkTrace _trace;
    private int _layer, _neuron, _input; // _input −1 for the bias

    /// <summary>A slice through the point of a trace that has run its forward pass.</summary>
    public CoefficientSlice(NetworkTrace trace)
    {
        _trace = trace;
        _sums = [.. trace.Shape.Sizes.Select(units => new double[trace.Rows * units])];
        _values = [.. trace.Shape.Sizes.Select(units => new double[trace.Rows * units])];
    }

    /// <summary>The trace it cuts through.</summary>
    public NetworkTrace Trace => _trace;

    /// <summary>Chooses the coefficient, an index into θ.</summary>
    public void Select(int coefficient)
    {
        foreach (var layer in _trace.Shape.Layers)
        {
            if (coefficient >= layer.End)
                continue;
            _layer = layer.Index;
            var isBias = coefficient >= layer.BiasOffset;
            _neuron = isBias ? coefficient - layer.BiasOffset : (coefficient - layer.WeightOffset) / layer.Inputs;
            _input = isBias ? -1 : (coefficient - layer.WeightOffset) % layer.Inputs;
            return;
        }
    }

    /// <summary>The mean loss with the coefficient moved by <paramref name="delta"/>.</summary>
    /// <param name="delta">0 gives the loss at the point itself.</param>
    /// <param name="parameters">θ of the trace, [parameters].</param>
    /// <param name="targets">[rows, outputs].</param>
    /// <param name="loss">The loss.</param>
    public double LossAt(double delta, ReadOnlySpan<double> parameters, ReadOnlySpan<float> targets, Loss loss)
    {
        var layers = _trace.Shape.Layers;
        var layer = layers[_layer];
        var z = _sums[_layer + 1];
        _trace.Sums(layer).CopyTo(z);
        var x = _trace.Inputs(layer);
        for (var r = 0; r < _trace.Rows; r++)
            z[r * layer.Outputs + _neuron] += _input < 0 ? delta : delta * x[r * layer.Inputs + _input];
        if (_layer == layers.Length - 1)
            return loss.Evaluate(z, targets, layer.Outputs, default(Span<double>));

        Spread(layer, layers[_layer + 1], parameters);
        for (var l = _layer + 1; l < layers.Length; l++)
        {
            if (l > _layer + 1)
                NetworkTrace.Multiply(layers[l], parameters, _values[l], _sums[l + 1], _trace.Rows);
            NetworkTrace.Activate(layers[l], _sums[l + 1], _values[l], _values[l + 1]);
        }
        return loss.Evaluate(_values[^1], targets, _trace.Shape.OutputCount, default(Span<double>));
    }

    // The next layer's sums change by W[:, neuron] · (a after − a before).
    private void Spread(in DenseLayer layer, in DenseLayer next, ReadOnlySpan<double> parameters)
    {
        var z = _sums[layer.Index + 1];
        var before = _trace.Values(layer);
        var after = _values[layer.Index + 1];
        before.CopyTo(after);
        var sums = _sums[next.Index + 1];
        _trace.Sums(next).CopyTo(sums);
        for (var r = 0; r < _trace.Rows; r++)
        {
            var at = r * layer.Outputs + _neuron;
            after[at] = layer.Activation!.Value(z[at]) + (layer.HasSkip ? _trace.Inputs(layer)[at] : 0);
            var change = after[at] - before[at];
            for (var o = 0; o < next.Outputs; o++)
                sums[r * next.Outputs + o] += parameters[next.WeightOffset + o * next.Inputs + _neuron] * change;
        }
    }
}
