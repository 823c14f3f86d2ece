using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Networks;

namespace NeuroLab.Backends.Cpu;

/// <summary>The rates of change of a block's values as θ moves along a direction, layer by layer.</summary>
internal sealed class HessianRates : IDisposable
{
    private readonly PanelBuffers _memory = new();

    /// <summary>Allocates for blocks of at most <paramref name="samples"/> samples.</summary>
    public HessianRates(NetworkShape shape, int samples)
    {
        Sums = _memory.Outputs(shape, samples);
        Values = _memory.Outputs(shape, samples);
        Deltas = _memory.Outputs(shape, samples);
        Transposed = _memory.Transposed(shape, samples);
        Deltas[^1] = Sums[^1];
        Errors = _memory.Errors(shape, samples);
    }

    /// <summary>R{z}ᵀ, [outputs, samples].</summary>
    public PanelMatrix[] Sums { get; }

    /// <summary>R{a}ᵀ of hidden layers, [outputs, samples].</summary>
    public PanelMatrix[] Values { get; }

    /// <summary>R{δ}ᵀ, [outputs, samples]; that of the last layer replaces R{z}.</summary>
    public PanelMatrix[] Deltas { get; }

    /// <summary>R{∂loss/∂a}ᵀ of a layer with a skip, [units, samples]; null without skips.</summary>
    public PanelMatrix? Errors { get; }

    /// <summary>R{x}, [samples, inputs].</summary>
    public PanelMatrix[] Transposed { get; }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => _memory.Dispose();
}
