using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Oracle;

/// <summary>
/// Forward and backward pass written as the textbook has them, in double precision and with plain loops: the oracle
/// that every fast kernel is checked against.
/// </summary>
public static class NaiveNetwork
{
    /// <summary>The outputs, [rows, outputs], for inputs [rows, inputs].</summary>
    public static double[] Forward(NetworkShape shape, ReadOnlySpan<double> parameters, ReadOnlySpan<float> inputs)
    {
        var (_, activations) = Run(shape, parameters, inputs);
        return activations[^1];
    }

    /// <summary>
    /// The mean loss on a set; where <paramref name="gradient"/> is not empty, also ∂loss/∂θ, [parameters].
    /// </summary>
    public static double Evaluate(
        NetworkShape shape, ReadOnlySpan<double> parameters, SampleSet set, Loss loss, Span<double> gradient)
    {
        var (sums, activations) = Run(shape, parameters, set.Inputs.ToArray());
        var outputs = activations[^1];
        if (gradient.IsEmpty)
            return loss.Evaluate(outputs, set.Targets, shape.OutputCount, default(Span<double>));

        var delta = new double[outputs.Length];
        var value = loss.Evaluate(outputs, set.Targets, shape.OutputCount, delta);
        gradient.Clear();
        var error = delta; // ∂loss/∂a of the layer
        for (var l = shape.Layers.Length - 1; l >= 0; l--)
            (delta, error) = Backward(shape, shape.Layers[l], parameters, sums, activations, delta, error, gradient);
        return value;
    }

    // z and a of every layer, each [rows, units]; activations[0] are the inputs.
    internal static (double[][] Sums, double[][] Activations) Run(
        NetworkShape shape, ReadOnlySpan<double> parameters, ReadOnlySpan<float> inputs)
    {
        var rows = inputs.Length / shape.InputCount;
        var sums = new double[shape.Layers.Length + 1][];
        var activations = new double[shape.Layers.Length + 1][];
        activations[0] = new double[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
            activations[0][i] = inputs[i];

        foreach (var layer in shape.Layers)
        {
            var x = activations[layer.Index];
            var z = sums[layer.Index + 1] = new double[rows * layer.Outputs];
            for (var r = 0; r < rows; r++)
                for (var o = 0; o < layer.Outputs; o++)
                {
                    // z = dot(W, x) + b
                    var sum = parameters[layer.BiasOffset + o];
                    for (var i = 0; i < layer.Inputs; i++)
                        sum += parameters[layer.WeightOffset + o * layer.Inputs + i] * x[r * layer.Inputs + i];
                    z[r * layer.Outputs + o] = sum;
                }
            var a = layer.Activation is { } activation ? Array.ConvertAll(z, activation.Value) : z;
            for (var i = 0; layer.HasSkip && i < a.Length; i++)
                a[i] += x[i];
            activations[layer.Index + 1] = a;
        }
        return (sums, activations);
    }

    // Adds the layer's gradient and returns δ = ∂loss/∂z and ∂loss/∂a of the layer before, [rows, inputs].
    private static (double[] Delta, double[] Error) Backward(
        NetworkShape shape, DenseLayer layer, ReadOnlySpan<double> parameters, double[][] sums, double[][] activations,
        double[] delta, double[] error, Span<double> gradient)
    {
        var x = activations[layer.Index];
        var rows = delta.Length / layer.Outputs;
        var before = new double[rows * layer.Inputs];
        for (var r = 0; r < rows; r++)
            for (var o = 0; o < layer.Outputs; o++)
            {
                var d = delta[r * layer.Outputs + o];
                gradient[layer.BiasOffset + o] += d;
                for (var i = 0; i < layer.Inputs; i++)
                {
                    var weight = layer.WeightOffset + o * layer.Inputs + i;
                    gradient[weight] += d * x[r * layer.Inputs + i];
                    before[r * layer.Inputs + i] += d * parameters[weight];
                }
            }
        for (var i = 0; layer.HasSkip && i < before.Length; i++)
            before[i] += error[i];
        var deltaBefore = (double[])before.Clone();
        if (layer.Index > 0)
            for (var i = 0; i < before.Length; i++)
                deltaBefore[i] *= shape.Layers[layer.Index - 1].Activation!.Slope(sums[layer.Index][i]);
        return (deltaBefore, before);
    }
}
