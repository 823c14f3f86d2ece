using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Networks;

namespace NeuroLab.Backends.Cpu;

/// <summary>How the numbers of a block of samples change as θ moves along a direction, layer by layer.</summary>
internal sealed class HessianRates : IDisposable
{
    private readonly PanelBuffers _memory = new();

    /// <summary>Room for blocks of at most <paramref name="samples"/> samples.</summary>
    public HessianRates(NetworkShape shape, int samples)
    {
        Sums = _memory.Outputs(shape, samples);
        Values = _memory.Outputs(shape, samples);
        Deltas = _memory.Outputs(shape, samples);
        Turned = _memory.Turned(shape, samples);
        Deltas[^1] = Sums[^1];
    }

    /// <summary>R{z}ᵀ, [outputs, samples].</summary>
    public PanelMatrix[] Sums { get; }

    /// <summary>R{a}ᵀ of hidden layers, [outputs, samples].</summary>
    public PanelMatrix[] Values { get; }

    /// <summary>R{δ}ᵀ, [outputs, samples]; of the last layer in the place of R{z}.</summary>
    public PanelMatrix[] Deltas { get; }

    /// <summary>R{x}, [samples, inputs].</summary>
    public PanelMatrix[] Turned { get; }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => _memory.Dispose();
}
