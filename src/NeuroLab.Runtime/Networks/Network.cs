using System.Numerics.Tensors;
using NeuroLab.Networks.Initializers;
using NeuroLab.Numerics;

namespace NeuroLab.Networks;

/// <summary>A shape and its parameters θ: one flat vector, layer by layer W then b, with named views into it.</summary>
public sealed class Network
{
    /// <summary>Keeps the vector without copying it.</summary>
    /// <exception cref="ArgumentException">The vector does not have the shape's length.</exception>
    public Network(NetworkShape shape, float[] parameters)
    {
        if (parameters.Length != shape.ParameterCount)
            throw new ArgumentException(
                $"{parameters.Length} parameters do not fit {shape}, which has {shape.ParameterCount}.", nameof(parameters));
        Shape = shape;
        Parameters = parameters;
    }

    /// <summary>
    /// Creates a network with random weights; the same seed gives the same weights. The weights of layers with a skip
    /// have their variance divided by the number of such layers, so that the sums do not grow with depth (Zhang et al.,
    /// Fixup Initialization, 2019, in its simplest form).
    /// </summary>
    public static Network Create(NetworkShape shape, Initializer initializer, ulong seed)
    {
        var network = new Network(shape, new float[shape.ParameterCount]);
        var random = new SeededRandom(seed, stream: 1);
        var skips = shape.Layers.Count(layer => layer.HasSkip);
        foreach (var layer in shape.Layers)
        {
            initializer.Fill(network.Weight(layer), network.Bias(layer), layer.Inputs, layer.Outputs, random);
            if (layer.HasSkip)
                TensorPrimitives.Multiply(network.Weight(layer), 1 / MathF.Sqrt(skips), network.Weight(layer));
        }
        return network;
    }

    /// <summary>Layer sizes and activations.</summary>
    public NetworkShape Shape { get; }

    /// <summary>θ, [ParameterCount].</summary>
    public float[] Parameters { get; }

    /// <summary>A layer's W, [Outputs, Inputs] row-major, as a view.</summary>
    public Span<float> Weight(in DenseLayer layer) => Parameters.AsSpan(layer.WeightOffset, layer.WeightCount);

    /// <summary>A layer's b, [Outputs], as a view.</summary>
    public Span<float> Bias(in DenseLayer layer) => Parameters.AsSpan(layer.BiasOffset, layer.Outputs);

    /// <summary>A network of the same shape with a copy of θ.</summary>
    public Network Clone() => new(Shape, (float[])Parameters.Clone());
}
