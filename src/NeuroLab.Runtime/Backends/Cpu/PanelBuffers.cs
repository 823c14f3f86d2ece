using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Networks;

namespace NeuroLab.Backends.Cpu;

/// <summary>Allocates and owns the matrices of a network's passes.</summary>
internal sealed class PanelBuffers : IDisposable
{
    private readonly List<PanelMatrix> _matrices = [];

    /// <summary>Bytes of all matrices.</summary>
    public long Bytes => _matrices.Sum(matrix => matrix.Bytes);

    /// <summary>The network's inputs and one matrix per layer, [units, samples].</summary>
    public PanelMatrix[] Units(NetworkShape shape, int samples) => [.. shape.Sizes.Select(units => Matrix(units, samples))];

    /// <summary>One matrix per layer, [outputs, samples].</summary>
    public PanelMatrix[] Outputs(NetworkShape shape, int samples) => [.. shape.Layers.Select(layer => Matrix(layer.Outputs, samples))];

    /// <summary>One matrix per layer, [samples, inputs], in whole panels of samples.</summary>
    public PanelMatrix[] Transposed(NetworkShape shape, int samples) =>
        [.. shape.Layers.Select(layer => Matrix(PanelMatrix.Panels(samples) * PanelMatrix.Width, layer.Inputs))];

    /// <summary>
    /// For ∂loss/∂a or its rate of change on the way back through layers with a skip, [units, samples]; null without any.
    /// </summary>
    public PanelMatrix? Errors(NetworkShape shape, int samples) =>
        shape.Layers.Where(layer => layer.HasSkip).Select(layer => layer.Outputs).DefaultIfEmpty().Max() is > 0 and var units
            ? Matrix(units, samples) : null;

    /// <summary>A zeroed matrix.</summary>
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
