using NeuroLab.Networks;
using NeuroLab.Numerics;

namespace NeuroLab.Landscapes;

/// <summary>Creates and scales directions in parameter space.</summary>
public static class Direction
{
    /// <summary>Standard normal weights, [parameters]; biases 0.</summary>
    public static float[] Random(NetworkShape shape, SeededRandom random)
    {
        var direction = new float[shape.ParameterCount];
        foreach (var layer in shape.Layers)
        {
            foreach (ref var value in direction.AsSpan(layer.WeightOffset, layer.WeightCount))
                value = (float)random.NextGaussian();
        }
        return direction;
    }

    /// <summary>
    /// Filter normalization (Li et al. 2018) for dense layers: for each output neuron j, d_j ← d_j · ‖W_j‖ / (‖d_j‖ +
    /// 1e-10) with W_j row j of the weight matrix; biases are set to 0.
    /// </summary>
    public static void NormalizeFilters(Span<float> direction, Network network)
    {
        foreach (var layer in network.Shape.Layers)
        {
            var weight = network.Weight(layer);
            for (var j = 0; j < layer.Outputs; j++)
            {
                var row = direction.Slice(layer.WeightOffset + j * layer.Inputs, layer.Inputs);
                var scale = Norm(weight.Slice(j * layer.Inputs, layer.Inputs)) / (Norm(row) + 1e-10);
                foreach (ref var value in row)
                    value = (float)(value * scale);
            }
            direction.Slice(layer.BiasOffset, layer.Outputs).Clear();
        }
    }

    /// <summary>
    /// Layer normalization: for each layer, D ← D · ‖W‖ / (‖D‖ + 1e-10) with its whole weight matrix; biases are set to 0.
    /// </summary>
    internal static void NormalizeLayers(Span<float> direction, Network network)
    {
        foreach (var layer in network.Shape.Layers)
        {
            var part = direction.Slice(layer.WeightOffset, layer.WeightCount);
            var scale = Norm(network.Weight(layer)) / (Norm(part) + 1e-10);
            foreach (ref var value in part)
                value = (float)(value * scale);
            direction.Slice(layer.BiasOffset, layer.Outputs).Clear();
        }
    }

    /// <summary>Normalizes by one of <see cref="RandomPlane.Normalizations"/>.</summary>
    internal static void Normalize(Span<float> direction, Network network, string normalization)
    {
        if (normalization == RandomPlane.Normalizations[0])
            NormalizeFilters(direction, network);
        else if (normalization == RandomPlane.Normalizations[1])
            NormalizeLayers(direction, network);
    }

    /// <summary>The Euclidean norm, summed in double precision.</summary>
    public static double Norm(ReadOnlySpan<float> vector)
    {
        var sum = 0.0;
        foreach (var value in vector)
            sum += (double)value * value;
        return Math.Sqrt(sum);
    }
}
