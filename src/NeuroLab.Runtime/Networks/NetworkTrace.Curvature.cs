using System.Numerics.Tensors;
using NeuroLab.Losses;

namespace NeuroLab.Networks;

internal sealed partial class NetworkTrace
{
    private double[][]? _sumRates, _valueRates, _deltaRates;

    /// <summary>
    /// The product H·v of the loss' Hessian with a direction, exactly (Pearlmutter 1994), after
    /// <see cref="Differentiate"/> at the same θ. Costs about two of those.
    /// </summary>
    /// <param name="parameters">θ, [parameters].</param>
    /// <param name="direction">v, [parameters].</param>
    /// <param name="loss">The loss that was differentiated.</param>
    /// <param name="product">Receives H·v, [parameters].</param>
    public void MultiplyByHessian(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Loss loss, Span<double> product)
    {
        // What each number's rate of change is while θ moves along v: R{·} in the paper.
        var sums = _sumRates ??= Units();
        var values = _valueRates ??= Units();
        var deltas = _deltaRates ??= Units();
        foreach (var layer in Shape.Layers)
            ForwardRate(layer, parameters, direction, values[layer.Index], sums[layer.Index + 1], values[layer.Index + 1]);

        values[^1].CopyTo(deltas[^1], 0);
        loss.MultiplyByCurvature(Outputs, Shape.OutputCount, deltas[^1]);
        for (var l = Shape.Layers.Length - 1; l >= 0; l--)
        {
            var layer = Shape.Layers[l];
            // R{δᵀ·x} = R{δ}ᵀ·x + δᵀ·R{x}
            AccumulateGradient(layer, deltas[l + 1], _values[l], product);
            if (l == 0)
                return;
            AddProduct(layer, _deltas[l + 1], values[l], product);
            BackwardRate(layer, parameters, direction, sums[l], deltas[l + 1], deltas[l]);
        }
    }

    // R{z} = R{x}·Wᵀ + x·Vᵀ + v_b, R{a} = f′(z)·R{z}
    private void ForwardRate(
        in DenseLayer layer, ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction,
        ReadOnlySpan<double> inputRates, Span<double> sums, Span<double> values)
    {
        Multiply(layer, direction, _values[layer.Index], sums, Rows);
        for (var r = 0; r < Rows && layer.Index > 0; r++)
            for (var o = 0; o < layer.Outputs; o++)
                sums[r * layer.Outputs + o] += TensorPrimitives.Dot(
                    parameters.Slice(layer.WeightOffset + o * layer.Inputs, layer.Inputs),
                    inputRates.Slice(r * layer.Inputs, layer.Inputs));
        sums.CopyTo(values);
        if (layer.Index == Shape.Layers.Length - 1)
            return;
        var z = _sums[layer.Index + 1];
        for (var i = 0; i < z.Length; i++)
            values[i] *= Shape.Activation.Slope(z[i]);
    }

    // With e = δ·W: R{δ before} = f′(z)·(R{δ}·W + δ·V) + f″(z)·R{z}·e
    private void BackwardRate(
        in DenseLayer layer, ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction,
        ReadOnlySpan<double> sumRates, ReadOnlySpan<double> deltaRates, Span<double> before)
    {
        var z = _sums[layer.Index];
        MultiplyBack(layer, parameters, _deltas[layer.Index + 1], before);
        for (var i = 0; i < z.Length; i++)
        {
            // f″ and f′ of the same z: dividing by f′ and multiplying again below would fail where it is 0.
            _valueRates![layer.Index][i] = Shape.Activation.Curvature(z[i]) * sumRates[i] * before[i];
        }
        MultiplyBack(layer, parameters, deltaRates, before);
        AddBack(layer, direction, _deltas[layer.Index + 1], before);
        for (var i = 0; i < z.Length; i++)
            before[i] = before[i] * Shape.Activation.Slope(z[i]) + _valueRates![layer.Index][i];
    }
}
