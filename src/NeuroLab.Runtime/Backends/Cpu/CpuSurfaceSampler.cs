using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// Samples one surface on background threads. First they divide the data samples, to compute each panel's first layer
/// once; then they divide the points.
/// </summary>
internal sealed class CpuSurfaceSampler
{
    private const long ShowEveryMilliseconds = 33;

    private readonly SurfaceRequest _request;
    private readonly NetworkShape _shape;
    private readonly SampleSet _set;
    private readonly Loss _loss;
    private readonly TileKernels _kernels;
    private readonly FirstLayerPlane _firstLayer;
    private readonly Action<FirstLayerPlane>? _keep;
    private readonly CoarseToFine _plan;
    private readonly CancellationToken _cancelled;
    private readonly ManualResetEventSlim _isPrepared = new();
    private readonly Lock _gate = new();
    private int _nextPanel, _unprepared, _nextPoint, _running;
    private long _lastShown;
    private bool _isKept;

    private CpuSurfaceSampler(
        SurfaceRequest request, NetworkShape shape, SampleSet set, Loss loss, TileKernels kernels, int threads,
        FirstLayerPlane? known, Action<FirstLayerPlane>? keep)
    {
        _request = request;
        _shape = shape;
        _set = set;
        _loss = loss;
        _kernels = kernels;
        (_firstLayer, _keep) = (known ?? new FirstLayerPlane(request.Plane, shape, set, kernels), keep);
        _plan = new CoarseToFine(request.Grid);
        _cancelled = request.Cancelled;
        _running = threads;
        _unprepared = _firstLayer.Panels;
        if (known is null)
            return;
        _nextPanel = _firstLayer.Panels;
        _isPrepared.Set();
    }

    /// <summary>Starts the threads and returns immediately.</summary>
    /// <param name="known">The prepared first layer of the same plane and samples, which is owned from now on; null for none.</param>
    /// <param name="keep">Takes it over, and all that is prepared, before the request is finished; null if no more parts follow.</param>
    public static void Start(
        SurfaceRequest request, NetworkShape shape, SampleSet set, Loss loss, TileKernels kernels,
        ThreadCache threads, int count, FirstLayerPlane? known = null, Action<FirstLayerPlane>? keep = null)
    {
        var sampler = new CpuSurfaceSampler(request, shape, set, loss, kernels, count, known, keep);
        for (var i = 0; i < count; i++)
            threads.Run(sampler.Work);
    }

    private void Work()
    {
        try
        {
            Prepare();
            _isPrepared.Wait(_cancelled);
            Sample();
        }
        catch (OperationCanceledException)
        {
            // The failure is reported through the request.
        }
        catch (Exception exception)
        {
            _request.Stop(exception);
            _request.Dispose();
        }
        finally
        {
            if (Interlocked.Decrement(ref _running) == 0 && !_isKept)
                _firstLayer.Dispose();
        }
    }

    private void Prepare()
    {
        using var inputs = new InputPanel(_shape.InputCount);
        int panel;
        while ((panel = Interlocked.Increment(ref _nextPanel) - 1) < _firstLayer.Panels)
        {
            _cancelled.ThrowIfCancellationRequested();
            _firstLayer.Prepare(panel, inputs, _cancelled);
            if (Interlocked.Decrement(ref _unprepared) == 0)
                _isPrepared.Set();
        }
    }

    private void Sample()
    {
        using var evaluator = new SurfacePoints(_shape, _loss, _firstLayer, _kernels);
        Span<(float, float)> points = stackalloc (float, float)[SurfacePoints.MaxPoints];
        Span<double> losses = stackalloc double[SurfacePoints.MaxPoints];
        Span<int> correct = stackalloc int[SurfacePoints.MaxPoints];
        var grid = _request.Grid;
        while (Take(evaluator.Capacity) is var (start, count) && count > 0)
        {
            for (var i = 0; i < count; i++)
                points[i] = grid.PointAt(_plan.Order[start + i]);
            if (!evaluator.TryEvaluate(points[..count], losses[..count], grid.HasAccuracy ? correct[..count] : [], _cancelled))
                return;
            for (var i = 0; i < count && grid.HasAccuracy; i++)
                _request.Accuracies[_plan.Order[start + i]] = correct[i] / (float)_set.Count;
            Store(start, losses[..count]);
        }
    }

    private (int Start, int Count) Take(int wanted)
    {
        lock (_gate)
        {
            var start = _nextPoint;
            _nextPoint = Math.Min(start + wanted, _plan.Order.Length);
            _plan.Plan(start, _nextPoint - start);
            return (start, _nextPoint - start);
        }
    }

    private void Store(int start, ReadOnlySpan<double> heights)
    {
        HandOver.Point();
        lock (_gate)
        {
            for (var i = 0; i < heights.Length; i++)
                _plan.Set(_plan.Order[start + i], (float)heights[i]);
            var now = Environment.TickCount64;
            if (_plan.Sampled < _plan.Order.Length && now - _lastShown < ShowEveryMilliseconds)
                return;
            _lastShown = now;
            if (_plan.Sampled == _plan.Order.Length && _keep is not null)
            {
                _isKept = true;
                _keep(_firstLayer);
            }
            if (_plan.Interpolate())
                _request.Publish(_plan.Heights, _plan.Sampled);
        }
    }
}
