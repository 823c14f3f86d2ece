using System.Numerics.Tensors;
using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// One thread's workspace for computing losses in a plane: many points per panel of samples, so that the panel's first
/// layer is read from cache.
/// </summary>
internal sealed unsafe class SurfacePoints : IDisposable
{
    /// <summary>Maximum number of points at a time.</summary>
    public const int MaxPoints = 16;

    // The points' parameters should stay in the L2 cache.
    private const int CachedFloats = 1 << 17;

    // Units between two checks for cancellation; their values stay in the L1 cache.
    private const int Strip = 48;

    private readonly NetworkShape _shape;
    private readonly Loss _loss;
    private readonly FirstLayerPlane _firstLayer;
    private readonly TileKernels _kernels;
    private readonly AlignedBuffer _parameters; // θ after the first layer, [points, rest]
    private readonly PanelMatrix[] _values;     // [units, one panel]
    private readonly int _rest, _restOffset;

    public SurfacePoints(NetworkShape shape, Loss loss, FirstLayerPlane firstLayer, TileKernels kernels)
    {
        _shape = shape;
        _loss = loss;
        _firstLayer = firstLayer;
        _kernels = kernels;
        _restOffset = shape.Layers[0].End;
        _rest = shape.ParameterCount - _restOffset;
        Capacity = Math.Clamp(CachedFloats / Math.Max(1, _rest), 1, MaxPoints);
        _parameters = new AlignedBuffer((long)Capacity * _rest);
        _values = [.. shape.Sizes.Skip(1).Select(units => new PanelMatrix(units, PanelMatrix.Width))];
    }

    /// <summary>The optimal number of points per call.</summary>
    public int Capacity { get; }

    /// <summary>Computes the losses at some points of the plane. False if it was cancelled.</summary>
    public bool TryEvaluate(ReadOnlySpan<(float Alpha, float Beta)> points, Span<double> losses, CancellationToken cancelled)
    {
        for (var i = 0; i < points.Length; i++)
            LoadRest(points[i], new Span<float>(_parameters.Pointer + (nint)i * _rest, _rest));
        losses.Clear();
        for (var panel = 0; panel < _firstLayer.Panels; panel++)
        {
            for (var i = 0; i < points.Length; i++)
            {
                if (!TryForward(panel, points[i], _parameters.Pointer + (nint)i * _rest - _restOffset, cancelled))
                    return false;
                losses[i] += _loss.Sum(
                    _values[^1].Rows(0, 0, _shape.OutputCount), _firstLayer.Targets(panel), _shape.OutputCount,
                    _firstLayer.SamplesIn(panel), 0, default);
            }
        }
        for (var i = 0; i < points.Length; i++)
            losses[i] /= _firstLayer.Samples;
        return true;
    }

    public void Dispose()
    {
        _parameters.Dispose();
        foreach (var values in _values)
            values.Dispose();
    }

    private void LoadRest((float Alpha, float Beta) point, Span<float> rest)
    {
        var plane = _firstLayer.Plane;
        TensorPrimitives.MultiplyAdd(plane.First.AsSpan(_restOffset), point.Alpha, plane.Origin.AsSpan(_restOffset), rest);
        TensorPrimitives.MultiplyAdd(plane.Second.AsSpan(_restOffset), point.Beta, rest, rest);
    }

    private bool TryForward(int panel, (float Alpha, float Beta) point, float* parameters, CancellationToken cancelled)
    {
        foreach (var layer in _shape.Layers)
        {
            var isHidden = layer.Index < _shape.Layers.Length - 1;
            for (var row = 0; row < layer.Outputs; row += Strip)
            {
                if (cancelled.IsCancellationRequested)
                    return false;
                var rows = Math.Min(Strip, layer.Outputs - row);
                if (layer.Index == 0)
                    _firstLayer.Mix(panel, row, rows, point.Alpha, point.Beta, _values[0].At(0, row));
                else
                    _kernels.Multiply(
                        new TileFactor(layer.Inputs, 1, layer.Inputs),
                        parameters + layer.WeightOffset + (nint)row * layer.Inputs, rows,
                        _values[layer.Index - 1].At(0), PanelMatrix.Width,
                        _values[layer.Index].At(0, row), PanelMatrix.Width, parameters + layer.BiasOffset + row);
                if (isHidden)
                    _shape.Activation.Apply(_values[layer.Index].Rows(0, row, rows), _values[layer.Index].Rows(0, row, rows));
            }
        }
        return true;
    }
}
