using System.Numerics.Tensors;
using NeuroLab.Losses;

namespace NeuroLab.Networks;

/// <summary>
/// All intermediate results of a network for a block of samples – z and a of every layer, the loss, its gradient – in
/// double precision, kept for inspection. Allocates only in its constructor. Not thread-safe.
/// </summary>
/// <remarks>For looking into a network, not for training it: the backends are far faster.</remarks>
internal sealed partial class NetworkTrace
{
    private readonly double[][] _sums, _values, _deltas; // [layer + 1][rows · units]; values[0] are the inputs
    private readonly double[]?[] _errors;                // ∂loss/∂a of layers with a skip

    /// <param name="shape">The network's shape.</param>
    /// <param name="rows">The number of samples in each pass.</param>
    public NetworkTrace(NetworkShape shape, int rows)
    {
        Shape = shape;
        Rows = rows;
        _values = Units();
        // The output layer is linear: its sums are its values.
        _sums = Units();
        _sums[^1] = _values[^1];
        _deltas = Units();
        _errors = [null, .. shape.Layers.Select(layer => layer.HasSkip ? new double[rows * layer.Outputs] : null)];
    }

    /// <summary>The network's shape.</summary>
    public NetworkShape Shape { get; }

    /// <summary>Samples in each pass.</summary>
    public int Rows { get; }

    /// <summary>A layer's activations, a = f(z), [Rows, Outputs].</summary>
    public ReadOnlySpan<double> Values(DenseLayer layer) => _values[layer.Index + 1];

    /// <summary>A layer's pre-activations, z = dot(W, x) + b, [Rows, Outputs].</summary>
    public ReadOnlySpan<double> Sums(DenseLayer layer) => _sums[layer.Index + 1];

    /// <summary>A layer's inputs, [Rows, Inputs]: the activations of the previous layer.</summary>
    public ReadOnlySpan<double> Inputs(DenseLayer layer) => _values[layer.Index];

    /// <summary>The network's outputs, [Rows, outputs].</summary>
    public ReadOnlySpan<double> Outputs => _values[^1];

    /// <summary>The forward pass.</summary>
    /// <param name="parameters">θ, [parameters].</param>
    /// <param name="inputs">[Rows, inputs].</param>
    public void Forward(ReadOnlySpan<double> parameters, ReadOnlySpan<float> inputs)
    {
        TensorPrimitives.ConvertTruncating(inputs, _values[0]);
        foreach (var layer in Shape.Layers)
        {
            Multiply(layer, parameters, _values[layer.Index], _sums[layer.Index + 1], Rows);
            Activate(layer, _sums[layer.Index + 1], _values[layer.Index], _values[layer.Index + 1]);
        }
    }

    /// <summary>The mean loss after <see cref="Forward"/>.</summary>
    /// <param name="targets">[Rows, outputs].</param>
    /// <param name="loss">The loss.</param>
    public double Evaluate(ReadOnlySpan<float> targets, Loss loss) =>
        loss.Evaluate(Outputs, targets, Shape.OutputCount, default(Span<double>));

    /// <summary>The mean loss and, in <paramref name="gradient"/>, ∂loss/∂θ, after <see cref="Forward"/>.</summary>
    public double Differentiate(
        ReadOnlySpan<double> parameters, ReadOnlySpan<float> targets, Loss loss, Span<double> gradient)
    {
        var value = loss.Evaluate(Outputs, targets, Shape.OutputCount, _deltas[^1]);
        for (var l = Shape.Layers.Length - 1; l >= 0; l--)
        {
            var layer = Shape.Layers[l];
            AccumulateGradient(layer, _deltas[l + 1], _values[l], gradient);
            if (l > 0)
            {
                MultiplyBack(layer, parameters, _deltas[l + 1], _deltas[l]);
                if (layer.HasSkip)
                    TensorPrimitives.Add(_deltas[l], _errors[l + 1]!, _deltas[l]);
                if (_errors[l] is { } errors)
                    _deltas[l].CopyTo(errors.AsSpan());
                var before = Shape.Layers[l - 1].Activation!;
                for (var i = 0; i < _deltas[l].Length; i++)
                    _deltas[l][i] *= before.Slope(_sums[l][i]);
            }
        }
        return value;
    }

    /// <summary>z = x·Wᵀ + b for a layer, [rows, Outputs] from [rows, Inputs].</summary>
    public static void Multiply(
        in DenseLayer layer, ReadOnlySpan<double> parameters, ReadOnlySpan<double> x, Span<double> z, int rows)
    {
        for (var r = 0; r < rows; r++)
        {
            var row = x.Slice(r * layer.Inputs, layer.Inputs);
            for (var o = 0; o < layer.Outputs; o++)
                z[r * layer.Outputs + o] = parameters[layer.BiasOffset + o] + TensorPrimitives.Dot(
                    parameters.Slice(layer.WeightOffset + o * layer.Inputs, layer.Inputs), row);
        }
    }

    /// <summary>a = f(z) for a layer, plus x with a skip; the last one is linear.</summary>
    public static void Activate(in DenseLayer layer, ReadOnlySpan<double> z, ReadOnlySpan<double> x, Span<double> a)
    {
        if (layer.Activation is not { } activation)
        {
            z.CopyTo(a);
            return;
        }
        for (var i = 0; i < z.Length; i++)
            a[i] = activation.Value(z[i]);
        if (layer.HasSkip)
            TensorPrimitives.Add(a, x, a);
    }

    private double[][] Units() => [.. Shape.Sizes.Select(units => new double[Rows * units])];

    // ∂L/∂W = δᵀ·x, ∂L/∂b = Σ δ
    private void AccumulateGradient(
        in DenseLayer layer, ReadOnlySpan<double> delta, ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient[layer.WeightOffset..layer.End].Clear();
        AddProduct(layer, delta, x, gradient);
        for (var r = 0; r < Rows; r++)
        {
            var bias = gradient.Slice(layer.BiasOffset, layer.Outputs);
            TensorPrimitives.Add(bias, delta.Slice(r * layer.Outputs, layer.Outputs), bias);
        }
    }

    // Adds δᵀ·x, [Outputs, Inputs], to the layer's part of a vector.
    private void AddProduct(in DenseLayer layer, ReadOnlySpan<double> delta, ReadOnlySpan<double> x, Span<double> sum)
    {
        for (var r = 0; r < Rows; r++)
        {
            var row = x.Slice(r * layer.Inputs, layer.Inputs);
            for (var o = 0; o < layer.Outputs; o++)
            {
                var target = sum.Slice(layer.WeightOffset + o * layer.Inputs, layer.Inputs);
                TensorPrimitives.MultiplyAdd(row, delta[r * layer.Outputs + o], target, target);
            }
        }
    }

    // δ·W, [Rows, Inputs]
    private void MultiplyBack(
        in DenseLayer layer, ReadOnlySpan<double> parameters, ReadOnlySpan<double> delta, Span<double> before)
    {
        before.Clear();
        AddBack(layer, parameters, delta, before);
    }

    private void AddBack(
        in DenseLayer layer, ReadOnlySpan<double> parameters, ReadOnlySpan<double> delta, Span<double> sum)
    {
        for (var r = 0; r < Rows; r++)
        {
            var target = sum.Slice(r * layer.Inputs, layer.Inputs);
            for (var o = 0; o < layer.Outputs; o++)
                TensorPrimitives.MultiplyAdd(
                    parameters.Slice(layer.WeightOffset + o * layer.Inputs, layer.Inputs),
                    delta[r * layer.Outputs + o], target, target);
        }
    }
}
