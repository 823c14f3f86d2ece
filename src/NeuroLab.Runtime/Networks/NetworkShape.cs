using System.Collections.Immutable;
using NeuroLab.Activations;
using NeuroLab.Numerics;

namespace NeuroLab.Networks;

/// <summary>
/// The layer sizes of a dense network and its hidden activation. The last layer is linear; its outputs are values or
/// logits. Immutable.
/// </summary>
public sealed class NetworkShape
{
    /// <summary>The largest number of parameters a network may have: 1 GiB of floats.</summary>
    public const long MaxParameters = 1L << 28;

    /// <param name="sizes">Units of each layer, the inputs first and the outputs last; at least two sizes.</param>
    /// <param name="activation">Applied to every hidden layer.</param>
    /// <exception cref="UserErrorException">A size is below 1, or there are more than <see cref="MaxParameters"/>
    /// parameters.</exception>
    public NetworkShape(ReadOnlySpan<int> sizes, Activation activation)
    {
        if (sizes.Length < 2)
            throw new ArgumentException("A network needs an input size and an output size.", nameof(sizes));
        Sizes = [.. sizes];
        Activation = activation;

        var layers = ImmutableArray.CreateBuilder<DenseLayer>(sizes.Length - 1);
        long offset = 0;
        for (var i = 0; i + 1 < sizes.Length; i++)
        {
            if (sizes[i] < 1 || sizes[i + 1] < 1)
                throw new UserErrorException($"layer sizes {string.Join('-', Sizes)}: each must be at least 1");
            var next = offset + ((long)sizes[i] + 1) * sizes[i + 1];
            if (next > MaxParameters)
                throw new UserErrorException(
                    $"layer sizes {string.Join('-', Sizes)}: more than {MaxParameters:N0} parameters; choose smaller layers");
            layers.Add(new DenseLayer(i, sizes[i], sizes[i + 1], (int)offset));
            offset = next;
        }
        Layers = layers.MoveToImmutable();
        ParameterCount = (int)offset;
    }

    /// <summary>Units of each layer, inputs first.</summary>
    public ImmutableArray<int> Sizes { get; }

    /// <summary>The activation of every hidden layer.</summary>
    public Activation Activation { get; }

    /// <summary>Each layer's offsets in the parameter vector.</summary>
    public ImmutableArray<DenseLayer> Layers { get; }

    /// <summary>The length of the parameter vector.</summary>
    public int ParameterCount { get; }

    /// <summary>Units of the input.</summary>
    public int InputCount => Sizes[0];

    /// <summary>Units of the output.</summary>
    public int OutputCount => Sizes[^1];

    /// <summary>Throws unless the vector has one element per parameter.</summary>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public void CheckLength(ReadOnlySpan<float> vector, string name)
    {
        if (vector.Length != ParameterCount)
            throw new ArgumentException($"{vector.Length} numbers for {this}, which has {ParameterCount} parameters.", name);
    }

    /// <summary>
    /// Throws unless the lengths match: inputs [rows, inputs], outputs [rows, outputs], and θ, which may be empty.
    /// </summary>
    /// <exception cref="ArgumentException">They do not match.</exception>
    internal void CheckPrediction(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, ReadOnlySpan<float> parameters)
    {
        if (inputs.Length % InputCount != 0 || outputs.Length != inputs.Length / InputCount * OutputCount)
            throw new ArgumentException($"{inputs.Length} inputs and {outputs.Length} outputs do not fit {this}.", nameof(inputs));
        if (!parameters.IsEmpty && parameters.Length != ParameterCount)
            throw new ArgumentException($"{parameters.Length} parameters for {this}, which has {ParameterCount}.", nameof(parameters));
    }

    /// <summary>For example <c>2-16-16-1 tanh</c>; the activation is omitted if there is no hidden layer.</summary>
    public override string ToString() =>
        Layers.Length > 1 ? $"{string.Join('-', Sizes)} {Activation.Name}" : string.Join('-', Sizes);
}
