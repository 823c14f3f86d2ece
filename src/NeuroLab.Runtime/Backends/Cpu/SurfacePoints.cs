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
    private readonly PanelMatrix _row;          // the first layer without α, [units, one panel]
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
        _row = new PanelMatrix(shape.Layers[0].Outputs, PanelMatrix.Width);
        _values = [.. shape.Sizes.Skip(1).Select(units => new PanelMatrix(units, PanelMatrix.Width))];
    }

    /// <summary>The optimal number of points per call.</summary>
    public int Capacity { get; }

    /// <summary>
    /// Computes the losses at some points of the plane, and how many samples are classified correctly unless
    /// <paramref name="correct"/> is empty. False if it was cancelled.
    /// </summary>
    public bool TryEvaluate(
        ReadOnlySpan<(float Alpha, float Beta)> points, Span<double> losses, Span<int> correct, CancellationToken cancelled)
    {
        for (var i = 0; i < points.Length; i++)
            LoadRest(points[i], new Span<float>(_parameters.Pointer + (nint)i * _rest, _rest));
        losses.Clear();
        correct.Clear();
        for (var panel = 0; panel < _firstLayer.Panels; panel++)
        {
            for (var i = 0; i < points.Length; i++)
            {
                if (i == 0 || points[i].Beta != points[i - 1].Beta)
                    _firstLayer.MixRow(panel, points[i].Beta, _row.At(0));
                if (!TryForward(panel, points[i].Alpha, _parameters.Pointer + (nint)i * _rest - _restOffset, cancelled))
                    return false;
                ReadOnlySpan<float> outputs = _values[^1].Rows(0, 0, _shape.OutputCount), targets = _firstLayer.Targets(panel);
                losses[i] += _loss.Sum(outputs, targets, _shape.OutputCount, _firstLayer.SamplesIn(panel), 0, default);
                if (!correct.IsEmpty)
                    correct[i] += _loss.CountCorrect(outputs, targets, _shape.OutputCount, _firstLayer.SamplesIn(panel));
            }
        }
        for (var i = 0; i < points.Length; i++)
            losses[i] /= _firstLayer.Samples;
        return true;
    }

    public void Dispose()
    {
        _parameters.Dispose();
        _row.Dispose();
        foreach (var values in _values)
            values.Dispose();
    }

    private void LoadRest((float Alpha, float Beta) point, Span<float> rest)
    {
        var plane = _firstLayer.Plane;
        TensorPrimitives.MultiplyAdd(plane.First.AsSpan(_restOffset), point.Alpha, plane.Origin.AsSpan(_restOffset), rest);
        TensorPrimitives.MultiplyAdd(plane.Second.AsSpan(_restOffset), point.Beta, rest, rest);
    }

    private bool TryForward(int panel, float alpha, float* parameters, CancellationToken cancelled)
    {
        foreach (var layer in _shape.Layers)
        {
            for (var row = 0; row < layer.Outputs; row += Strip)
            {
                if (cancelled.IsCancellationRequested)
                    return false;
                var rows = Math.Min(Strip, layer.Outputs - row);
                if (layer.Index == 0)
                    _firstLayer.MixPoint(panel, row, rows, alpha, _row.At(0, row), _values[0].At(0, row));
                else
                    _kernels.Multiply(
                        new TileFactor(layer.Inputs, 1, layer.Inputs),
                        parameters + layer.WeightOffset + (nint)row * layer.Inputs, rows,
                        _values[layer.Index - 1].At(0), PanelMatrix.Width,
                        _values[layer.Index].At(0, row), PanelMatrix.Width, parameters + layer.BiasOffset + row);
                var values = _values[layer.Index].Rows(0, row, rows);
                layer.Activation?.Apply(values, values);
                if (layer.HasSkip)
                    TensorPrimitives.Add(values, _values[layer.Index - 1].Rows(0, row, rows), values);
            }
        }
        return true;
    }
}
