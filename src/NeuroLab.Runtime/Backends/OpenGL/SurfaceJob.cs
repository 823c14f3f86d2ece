using System.Numerics;
using NeuroLab.Graphics;
using NeuroLab.Landscapes;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// One surface being sampled: by a fused kernel if the network is small, else layer by layer. The first layer is linear
/// in (α, β), so its products with θ*, d₁ and d₂ are computed once, X·W(α, β)ᵀ = X·W*ᵀ + α·X·D₁ᵀ + β·X·D₂ᵀ, and reused
/// for every point of the grid.
/// </summary>
internal sealed class SurfaceJob : IDisposable
{
    private const long PreferredWeightBytes = 32L << 20;

    private readonly ParameterLayout _layout;
    private readonly Workspace _workspace;
    private readonly LayerKernels _kernels;
    private readonly PlaneKernels _planes;
    private readonly DeviceSamples _samples;
    private readonly FusedPoints? _fused;
    private readonly DevicePlane _plane;
    private readonly CoarseToFine _plan;
    private readonly GpuBuffer?[] _products = new GpuBuffer?[3]; // X·W*ᵀ, X·D₁ᵀ, X·D₂ᵀ with biases, [rows, outputs4]
    private readonly GpuBuffer _points;
    private readonly CostEstimate _pointCost = new(), _rowCost = new();
    private readonly int _minPoints, _maxPoints;
    private int _rowsReady, _next, _inFlight;
    private bool _isPlanned;
    private bool _isChanged, _isCancelled;

    public SurfaceJob(
        ComputeDevice device, ParameterLayout layout, Workspace workspace, LayerKernels kernels, PlaneKernels planes,
        DeviceSamples samples, FusedPoints? fused, SurfaceRequest request)
    {
        (_layout, _workspace, _kernels, _planes) = (layout, workspace, kernels, planes);
        (_samples, _fused, Request) = (samples, fused, request);
        _plan = new CoarseToFine(request.Grid);
        // On a GPU this many points take no longer than one.
        _minPoints = device.Limits.IsSoftware ? 1 : 256;
        _points = device.Allocate(request.Grid.Count * 8L, "points of the grid");
        _points.Upload<Vector2>(Coordinates(0, request.Grid.Count));
        _plane = planes.Acquire(request.Plane);
        if (fused is not null)
        {
            // No products to prepare.
            (_rowsReady, _maxPoints) = (samples.Set.Count, CommandBatch.MaxPoints);
            return;
        }
        var firstBytes = samples.Set.Count * 16L * layout.Layers[0].Outputs4;
        for (var i = 0; i < _products.Length; i++)
            _products[i] = device.Allocate(firstBytes, "products of the evaluation set and the first layer");
        var rest4 = Math.Max(1, layout.Count4 - layout.Layers[0].Bias - layout.Layers[0].Outputs4);
        _maxPoints = (int)Math.Clamp(
            Math.Min(workspace.MaxRows / samples.Set.Count, PreferredWeightBytes / (16L * rest4)),
            1, CommandBatch.MaxPoints);
    }

    public SurfaceRequest Request { get; }

    /// <summary>Whether everything is enqueued.</summary>
    public bool IsEnqueued => _isCancelled || _next == _plan.Order.Length;

    /// <summary>Whether everything is enqueued and collected.</summary>
    public bool IsCollected => IsEnqueued && _inFlight == 0;

    /// <summary>
    /// Enqueues about as much as fits in the given time and returns its expected duration in seconds.
    /// </summary>
    public double Enqueue(CommandBatch commands, double seconds)
    {
        commands.Surface = this;
        _inFlight++;
        var missing = _samples.Set.Count - _rowsReady;
        if (missing > 0)
        {
            var rows = Math.Min(Math.Min(_rowCost.Fit(seconds, min: 64), _workspace.MaxRows), missing);
            Prepare(_rowsReady, rows);
            _rowsReady += rows;
            commands.Points = (0, 0);
            commands.PreparedRows = rows;
            return rows * _rowCost.Seconds;
        }
        var count = Math.Min(Math.Min(_pointCost.Fit(seconds, _minPoints), _maxPoints), _plan.Order.Length - _next);
        if (_plan.Plan(_next, count) || _isPlanned)
        {
            _isPlanned = true; // an order that was changed once differs from there on
            _points.Upload<Vector2>(Coordinates(_next, count), _next);
        }
        Sample(_next, count, commands.Results);
        commands.Points = (_next, count);
        _next += count;
        return count * _pointCost.Seconds;
    }

    /// <summary>Cancels what is not enqueued yet.</summary>
    public void Cancel() => _isCancelled = true;

    /// <summary>Stores the heights of a finished command batch.</summary>
    public void Collect(CommandBatch commands)
    {
        _inFlight--;
        var (first, count) = commands.Points;
        if (count == 0)
        {
            _rowCost.Observe(commands.Seconds, commands.PreparedRows);
            return;
        }
        _pointCost.Observe(commands.Seconds, count);
        for (var i = 0; i < count; i++)
        {
            var index = _plan.Order[first + i];
            _plan.Set(index, commands.Values[i].X);
            if (Request.Grid.HasAccuracy)
                Request.Accuracies[index] = commands.Values[i].Y / _samples.Set.Count;
        }
        _isChanged = true;
    }

    /// <summary>Publishes new heights.</summary>
    public void Publish()
    {
        if (!_isChanged || !_plan.Interpolate())
            return;
        Request.Publish(_plan.Heights, _plan.Sampled);
        _isChanged = false;
    }

    public void Dispose()
    {
        foreach (var product in _products)
            product?.Dispose();
        _points.Dispose();
        _planes.Release(_plane);
    }

    private void Prepare(int firstRow, int rows)
    {
        _kernels.FirstLayerSums(_plane.Origin, _samples.Inputs, firstRow, rows, _products[0]!);
        _kernels.FirstLayerSums(_plane.First, _samples.Inputs, firstRow, rows, _products[1]!);
        _kernels.FirstLayerSums(_plane.Second, _samples.Inputs, firstRow, rows, _products[2]!);
    }

    private void Sample(int first, int points, GpuBuffer results)
    {
        if (_fused is not null)
        {
            _fused.Run(_plane, _points, first, points, results);
            return;
        }
        var total = _samples.Set.Count;
        var part = Math.Min(total, _workspace.MaxRows);
        var groups = LayerKernels.LossGroups(part) * ((total + part - 1) / part);
        _workspace.ReserveForward(part * points);
        _workspace.ReservePartials(groups * points);
        var behindFirst = _layout.Layers[0].Bias + _layout.Layers[0].Outputs4;
        var weights = _planes.MixWeights(_plane, _points, first, points, behindFirst);
        var partials = 0;
        for (var at = 0; at < total; at += part)
        {
            var rows = Math.Min(part, total - at);
            _planes.MixFirstLayer(_products[0]!, _products[1]!, _products[2]!, _points, first, points, at, rows);
            _kernels.ForwardPoints(weights, rows, points);
            _kernels.Loss(_samples.Targets, at, rows, points, 1.0 / total, differentiate: false, partials, groups);
            partials += LayerKernels.LossGroups(rows);
        }
        _kernels.Reduce(partials, groups, results, 0, points);
    }

    private Vector2[] Coordinates(int start, int length)
    {
        var points = new Vector2[length];
        for (var i = 0; i < length; i++)
        {
            var (alpha, beta) = Request.Grid.PointAt(_plan.Order[start + i]);
            points[i] = new Vector2(alpha, beta);
        }
        return points;
    }
}
