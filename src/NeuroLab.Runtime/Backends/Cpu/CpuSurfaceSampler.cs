using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Networks;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>Samples a surface on background threads of low priority, so that training and drawing come first.</summary>
internal sealed class CpuSurfaceSampler
{
    // Points taken at a time: enough to make the hand-over cheap, few enough to stop quickly.
    private const int Chunk = 4;
    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(40);

    private readonly SurfaceRequest _request;
    private readonly NetworkShape _shape;
    private readonly SampleSet _set;
    private readonly Loss _loss;
    private readonly CoarseToFine _plan;
    private readonly Lock _gate = new();
    private int _next;
    private long _lastShown;

    private CpuSurfaceSampler(SurfaceRequest request, NetworkShape shape, SampleSet set, Loss loss)
    {
        _request = request;
        _shape = shape;
        _set = set;
        _loss = loss;
        _plan = new CoarseToFine(request.Grid);
    }

    /// <summary>Starts the threads and returns at once.</summary>
    public static void Start(SurfaceRequest request, NetworkShape shape, SampleSet set, Loss loss)
    {
        var sampler = new CpuSurfaceSampler(request, shape, set, loss);
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            new Thread(sampler.Work)
            {
                IsBackground = true,
                Name = "NeuroLab surface",
                Priority = ThreadPriority.BelowNormal,
            }.Start();
        }
    }

    private void Work()
    {
        try
        {
            using var pool = new WorkerPool(1);
            using var workspace = new DenseWorkspace(_shape, _set.Count, pool, Kernels.TileKernels.Widest);
            using var parameters = new AlignedBuffer(_shape.ParameterCount);
            Span<float> heights = stackalloc float[Chunk];
            while (!_request.Cancelled.IsCancellationRequested && Take() is var (start, count) && count > 0)
            {
                for (var i = 0; i < count; i++)
                    heights[i] = Height(_plan.Order[start + i], workspace, parameters);
                Store(start, heights[..count]);
            }
        }
        catch (Exception exception)
        {
            _request.Stop(exception);
        }
    }

    private float Height(int index, DenseWorkspace workspace, AlignedBuffer parameters)
    {
        var grid = _request.Grid;
        _request.Plane.PointAt(
            grid.Coordinate(index % grid.Resolution), grid.Coordinate(index / grid.Resolution), parameters.Span);
        unsafe
        {
            return (float)workspace.Evaluate(parameters.Pointer, _set, _loss, null).Loss;
        }
    }

    private (int Start, int Count) Take()
    {
        lock (_gate)
        {
            var start = _next;
            _next = Math.Min(start + Chunk, _plan.Order.Length);
            return (start, _next - start);
        }
    }

    private void Store(int start, ReadOnlySpan<float> heights)
    {
        lock (_gate)
        {
            for (var i = 0; i < heights.Length; i++)
                _plan.Set(_plan.Order[start + i], heights[i]);
            var now = Environment.TickCount64;
            if (_plan.Sampled < _plan.Order.Length && now - _lastShown < ShowEvery.TotalMilliseconds)
                return;
            _lastShown = now;
            if (_plan.Interpolate())
                _request.Publish(_plan.Heights, _plan.Sampled);
        }
    }
}
