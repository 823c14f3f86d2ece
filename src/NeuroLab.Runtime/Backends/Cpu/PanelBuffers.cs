using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Networks;

namespace NeuroLab.Backends.Cpu;

/// <summary>Makes the matrices of a network's passes, and owns them.</summary>
internal sealed class PanelBuffers : IDisposable
{
    private readonly List<PanelMatrix> _matrices = [];

    /// <summary>Bytes of all.</summary>
    public long Bytes => _matrices.Sum(matrix => matrix.Bytes);

    /// <summary>One for each layer's units and one for the inputs before them, [units, samples].</summary>
    public PanelMatrix[] Units(NetworkShape shape, int samples) => [.. shape.Sizes.Select(units => Matrix(units, samples))];

    /// <summary>One for each layer, [outputs, samples].</summary>
    public PanelMatrix[] Outputs(NetworkShape shape, int samples) => [.. shape.Layers.Select(layer => Matrix(layer.Outputs, samples))];

    /// <summary>One for each layer, [samples, inputs], whole panels of samples.</summary>
    public PanelMatrix[] Turned(NetworkShape shape, int samples) =>
        [.. shape.Layers.Select(layer => Matrix(PanelMatrix.Panels(samples) * PanelMatrix.Width, layer.Inputs))];

    /// <summary>All zeros.</summary>
    public PanelMatrix Matrix(int rows, int columns)
    {
        var matrix = new PanelMatrix(rows, columns);
        _matrices.Add(matrix);
        return matrix;
    }

    /// <summary>Frees all memory.</summary>
    public void Dispose()
    {
        foreach (var matrix in _matrices)
            matrix.Dispose();
    }
}
