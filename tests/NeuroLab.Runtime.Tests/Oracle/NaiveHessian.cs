using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Oracle;

/// <summary>
/// The Hessian of a small network's loss in double precision: its products by plain loops (Pearlmutter 1994), and all of
/// it by the products with unit vectors.
/// </summary>
public static class NaiveHessian
{
    /// <summary>H·v, [parameters].</summary>
    public static double[] Multiply(
        NetworkShape shape, ReadOnlySpan<double> parameters, ReadOnlySpan<double> v, SampleSet set, Loss loss)
    {
        var (sums, values) = NaiveNetwork.Run(shape, parameters, set.Inputs.ToArray());
        double[][] sumRates = new double[sums.Length][], valueRates = new double[sums.Length][];
        valueRates[0] = new double[values[0].Length];
        foreach (var layer in shape.Layers)
        {
            var (x, rates) = (values[layer.Index], valueRates[layer.Index]);
            var z = sumRates[layer.Index + 1] = new double[set.Count * layer.Outputs];
            for (var r = 0; r < set.Count; r++)
                for (var o = 0; o < layer.Outputs; o++)
                {
                    var sum = v[layer.BiasOffset + o];
                    for (var i = 0; i < layer.Inputs; i++)
                    {
                        var weight = layer.WeightOffset + o * layer.Inputs + i;
                        sum += v[weight] * x[r * layer.Inputs + i] + parameters[weight] * rates[r * layer.Inputs + i];
                    }
                    z[r * layer.Outputs + o] = sum;
                }
            valueRates[layer.Index + 1] = (double[])z.Clone();
            for (var i = 0; i < z.Length && layer.Index < shape.Layers.Length - 1; i++)
                valueRates[layer.Index + 1][i] *= layer.Activation!.Slope(sums[layer.Index + 1][i]);
            for (var i = 0; i < z.Length && layer.HasSkip; i++)
                valueRates[layer.Index + 1][i] += rates[i];
        }

        var delta = new double[values[^1].Length];
        loss.Evaluate(values[^1], set.Targets, shape.OutputCount, delta);
        var deltaRate = (double[])sumRates[^1].Clone();
        loss.MultiplyByCurvature(values[^1], shape.OutputCount, deltaRate);
        var (error, errorRate) = (delta, deltaRate); // ∂loss/∂a and its rate
        var product = new double[shape.ParameterCount];
        for (var l = shape.Layers.Length - 1; l >= 0; l--)
        {
            var layer = shape.Layers[l];
            double[] back = new double[set.Count * layer.Inputs], backRate = new double[back.Length];
            for (var r = 0; r < set.Count; r++)
                for (var o = 0; o < layer.Outputs; o++)
                {
                    var (d, rate) = (delta[r * layer.Outputs + o], deltaRate[r * layer.Outputs + o]);
                    product[layer.BiasOffset + o] += rate;
                    for (var i = 0; i < layer.Inputs; i++)
                    {
                        var (weight, at) = (layer.WeightOffset + o * layer.Inputs + i, r * layer.Inputs + i);
                        product[weight] += rate * values[l][at] + d * valueRates[l][at];
                        back[at] += d * parameters[weight];
                        backRate[at] += d * v[weight] + rate * parameters[weight];
                    }
                }
            for (var i = 0; i < back.Length && layer.HasSkip; i++)
                (back[i], backRate[i]) = (back[i] + error[i], backRate[i] + errorRate[i]);
            (error, errorRate) = ((double[])back.Clone(), (double[])backRate.Clone());
            for (var i = 0; i < back.Length && l > 0; i++)
            {
                var before = shape.Layers[l - 1].Activation!;
                var (slope, curvature) = (before.Slope(sums[l][i]), before.Curvature(sums[l][i]));
                backRate[i] = backRate[i] * slope + back[i] * curvature * sumRates[l][i];
                back[i] *= slope;
            }
            (delta, deltaRate) = (back, backRate);
        }
        return product;
    }

    /// <summary>H, [parameters, parameters].</summary>
    public static double[] Dense(NetworkShape shape, ReadOnlySpan<double> parameters, SampleSet set, Loss loss)
    {
        var n = shape.ParameterCount;
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            var unit = new double[n];
            unit[i] = 1;
            Multiply(shape, parameters, unit, set, loss).CopyTo(matrix, i * n);
        }
        return matrix;
    }
}
