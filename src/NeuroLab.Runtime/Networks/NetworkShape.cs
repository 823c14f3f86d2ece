using System.Collections.Immutable;
using NeuroLab.Activations;
using NeuroLab.Numerics;

namespace NeuroLab.Networks;

/// <summary>
/// The layer sizes of a dense network and the activations of its hidden layers. The last layer is linear; its outputs
/// are values or logits. Immutable.
/// </summary>
public sealed class NetworkShape
{
    /// <summary>The largest number of parameters a network may have: 1 GiB of floats.</summary>
    public const long MaxParameters = 1L << 28;

    // Layers that are listed one by one even if they are all alike.
    private const int MaxListed = 6;

    /// <summary>The same activation for every hidden layer, without skip connections.</summary>
    /// <param name="sizes">Units of each layer, the inputs first and the outputs last; at least two sizes.</param>
    /// <param name="activation">Applied to every hidden layer.</param>
    /// <exception cref="UserErrorException">A size is below 1, or there are more than <see cref="MaxParameters"/>
    /// parameters.</exception>
    public NetworkShape(ReadOnlySpan<int> sizes, Activation activation)
        : this(sizes, [activation])
    {
    }

    /// <param name="sizes">Units of each layer, the inputs first and the outputs last; at least two sizes.</param>
    /// <param name="activations">One for every hidden layer, or one for each.</param>
    /// <param name="hasSkips">Whether each hidden layer as wide as the hidden layer before adds its input to its
    /// activation.</param>
    /// <exception cref="UserErrorException">A size is below 1, there are more than <see cref="MaxParameters"/>
    /// parameters, or the number of activations does not match.</exception>
    public NetworkShape(ReadOnlySpan<int> sizes, ReadOnlySpan<Activation> activations, bool hasSkips = false)
    {
        if (sizes.Length < 2)
            throw new ArgumentException("A network needs an input size and an output size.", nameof(sizes));
        Sizes = [.. sizes];
        HasSkips = hasSkips;
        var (last, distinct) = (sizes.Length - 2, activations.ToArray().Distinct().ToArray());
        Activations = [.. distinct.Length == 1 ? distinct : activations.ToArray()];
        if (activations.Length != 1 && activations.Length != last)
            throw new UserErrorException(
                $"layer sizes {string.Join('-', Sizes)}: {activations.Length} activations for {last} hidden layers; name one for all, or one for each");
        ActivationNames = string.Join(',', Activations.Select(activation => activation.Name));

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
            layers.Add(new DenseLayer(i, sizes[i], sizes[i + 1], (int)offset)
            {
                Activation = i == last ? null : activations[activations.Length == 1 ? 0 : i],
                HasSkip = hasSkips && i > 0 && i < last && sizes[i] == sizes[i + 1],
            });
            offset = next;
        }
        Layers = layers.MoveToImmutable();
        ParameterCount = (int)offset;
    }

    /// <summary>Units of each layer, inputs first.</summary>
    public ImmutableArray<int> Sizes { get; }

    /// <summary>
    /// The activation of the hidden layers by name, for example <c>tanh</c>, or, if they differ, those of all of them,
    /// <c>tanh,relu</c>.
    /// </summary>
    public string ActivationNames { get; }

    /// <summary>The activation of every hidden layer, or, if they differ, one for each.</summary>
    internal ImmutableArray<Activation> Activations { get; }

    /// <summary>Whether hidden layers of equal width are connected by skips: see <see cref="DenseLayer.HasSkip"/>.</summary>
    public bool HasSkips { get; }

    /// <summary>Each layer's activation and its offsets in the parameter vector.</summary>
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

    /// <summary>
    /// For example <c>2-16-16-1 tanh</c> or <c>2-16-16-1 relu skip</c>; the activation is omitted if there is no hidden
    /// layer. Many hidden layers of one width are counted: <c>2-24-…-24-1 relu, 24 hidden layers</c>.
    /// </summary>
    public override string ToString()
    {
        var hidden = Layers.Length - 1;
        if (hidden == 0)
            return string.Join('-', Sizes);
        var isCounted = hidden > MaxListed && Sizes.AsSpan()[1..^1].IndexOfAnyExcept(Sizes[1]) < 0;
        var sizes = isCounted ? $"{InputCount}-{Sizes[1]}-…-{Sizes[1]}-{OutputCount}" : string.Join('-', Sizes);
        return $"{sizes} {ActivationNames}{(HasSkips ? " skip" : "")}{(isCounted ? $", {hidden} hidden layers" : "")}";
    }
}
