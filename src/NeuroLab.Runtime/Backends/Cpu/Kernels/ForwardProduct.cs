using NeuroLab.Activations;
using NeuroLab.Networks;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// A layer's forward pass, zᵀ = W·xᵀ + b and a = f(z), with the activation applied to each tile while it is in cache.
/// </summary>
/// <param name="kernels">The vector width.</param>
/// <param name="layer">The layer.</param>
/// <param name="activation">f; null for the output layer.</param>
/// <param name="inputs">xᵀ, [inputs, samples].</param>
/// <param name="values">Receives a, [outputs, samples].</param>
/// <param name="slopes">Receives f′(z), [outputs, samples]; null where no backward pass follows.</param>
internal sealed unsafe class ForwardProduct(
    TileKernels kernels, DenseLayer layer, Activation? activation, PanelMatrix inputs, PanelMatrix values,
    PanelMatrix? slopes) : TileProduct(kernels)
{
    // Rows of W that lie a multiple of 4 KiB apart compete for the same places of the first-level cache, often eight.
    private const int AliasingStride = 1024, PlacesInCache = 8;

    private readonly TileFactor _weights = new(layer.Inputs, 1, layer.Inputs); // W[o, i]
    private float* _parameters;
    private bool _withSlopes;
    private int _columns;

    public void Run(WorkerPool pool, float* parameters, int samples, bool withSlopes)
    {
        _parameters = parameters;
        _withSlopes = withSlopes;
        _columns = Math.Min(samples, PanelMatrix.Width);
        var tileRows = layer.Inputs % AliasingStride == 0 ? Math.Min(PlacesInCache, Kernels.TileRows) : Kernels.TileRows;
        Run(pool, layer.Outputs, PanelMatrix.Panels(samples), layer.Inputs, tileRows);
    }

    protected override void Tiles(int row, int rows, int firstPanel, int lastPanel)
    {
        var weights = _parameters + layer.WeightOffset + (nint)row * layer.Inputs;
        for (var panel = firstPanel; panel < lastPanel; panel++)
        {
            Kernels.Multiply(
                _weights, weights, rows, inputs.At(panel), _columns, values.At(panel, row), PanelMatrix.Width,
                _parameters + layer.BiasOffset + row);
            if (activation is null)
                continue;
            var tile = values.Rows(panel, row, rows);
            if (_withSlopes)
                activation.Apply(tile, tile, slopes!.Rows(panel, row, rows));
            else
                activation.Apply(tile, tile);
        }
    }
}
