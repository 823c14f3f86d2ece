using NeuroLab.Graphics;
using NeuroLab.Losses;

namespace NeuroLab.Backends.OpenGL;

/// <summary>A block of samples for Hessian products: the values that all products at one θ share.</summary>
internal sealed class HessianBlock : IDisposable
{
    private readonly ComputeDevice _device;
    private readonly ParameterLayout _layout;
    private readonly Workspace _workspace;
    private readonly LayerKernels _kernels;
    private readonly GpuBuffer[] _slopes, _curvatures;

    public HessianBlock(ComputeDevice device, ParameterLayout layout, ProductPrograms products, Loss loss)
    {
        (_device, _layout) = (device, layout);
        _workspace = new Workspace(device, layout);
        _kernels = new LayerKernels(device, layout, _workspace, products, loss);
        _slopes = [.. layout.Layers.SkipLast(1).Select(_ => device.Allocate(0, "slopes"))];
        _curvatures = [.. layout.Layers.SkipLast(1).Select(_ => device.Allocate(0, "slopes"))];
        Outputs = device.Allocate(0, "outputs");
    }

    /// <summary>Index of the block in the set; −1 for none.</summary>
    public int Number { get; set; } = -1;

    /// <summary>The network's outputs z, [rows, outputs4].</summary>
    public GpuBuffer Outputs { get; }

    /// <summary>a of a hidden layer, [rows, outputs4].</summary>
    public GpuBuffer Values(int layer) => _workspace.Values(layer);

    /// <summary>δ of a layer, [rows, outputs4].</summary>
    public GpuBuffer Deltas(int layer) => _workspace.Sums(layer);

    /// <summary>f′(z) of a hidden layer, [rows, outputs4].</summary>
    public GpuBuffer Slopes(int layer) => _slopes[layer];

    /// <summary>f″(z)∘(δ·W) of a hidden layer, where δ and W are the next one's, [rows, outputs4].</summary>
    public GpuBuffer Curvatures(int layer) => _curvatures[layer];

    /// <summary>Bytes for a sample.</summary>
    public static long BytesPerRow(ParameterLayout layout) =>
        16L * (4 * layout.Layers.Sum(layer => layer.Outputs4) - 2 * layout.Layers[^1].Outputs4 + layout.SkipWidth4);

    /// <summary>Enqueues the computation of all values for a range of rows.</summary>
    public void Linearize(GpuBuffer parameters, DeviceSamples samples, int firstRow, int rows)
    {
        var last = _layout.Layers.Length - 1;
        Reserve(rows);
        _kernels.Forward(parameters, samples.Inputs, firstRow, rows, keepSums: true);
        // Their derivatives replace them.
        _device.FlushWrites();
        _device.Copy(_workspace.Sums(last), 0, Outputs, 0, rows * 16L * _layout.Layers[last].Outputs4);
        _kernels.Loss(
            samples.Targets, firstRow, rows, 1, 1.0 / samples.Set.Count, differentiate: true, partialFirst: 0, partialStep: 0);
        for (var layer = last; layer > 0; layer--)
        {
            _kernels.BackwardLayerConcurrently(layer, parameters, rows, (_slopes[layer - 1], _curvatures[layer - 1]));
            _device.FlushStorage();
        }
    }

    public void Dispose()
    {
        _workspace.Dispose();
        foreach (var buffer in (GpuBuffer[])[.. _slopes, .. _curvatures, Outputs])
            buffer.Dispose();
    }

    private void Reserve(int rows)
    {
        _workspace.ReserveBackward(rows);
        _workspace.ReservePartials(LayerKernels.LossGroups(rows));
        _device.Reserve(Outputs, rows * 16L * _layout.Layers[^1].Outputs4, "outputs");
        for (var layer = 0; layer < _slopes.Length; layer++)
        {
            _device.Reserve(_slopes[layer], rows * 16L * _layout.Layers[layer].Outputs4, "slopes");
            _device.Reserve(_curvatures[layer], rows * 16L * _layout.Layers[layer].Outputs4, "slopes");
        }
    }
}
