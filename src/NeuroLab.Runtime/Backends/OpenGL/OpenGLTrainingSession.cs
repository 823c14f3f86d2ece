using System.Diagnostics;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;
using Plane = NeuroLab.Landscapes.Plane;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// A session on the GPU. Train and Sample only note what is to be done; <see cref="Pump"/> enqueues dispatches on the
/// context's thread and collects what fences have let pass. The blocking members drive the queue themselves, but a
/// surface advances in Pump alone: pump until it is finished before waiting for it.
/// </summary>
internal sealed partial class OpenGLTrainingSession : ITrainingSession
{
    private const int OrderCapacity = 1 << 18;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    private readonly ComputeDevice _device;
    private readonly DeviceResources _on;
    private readonly StepPlanner _planner;
    private readonly CommandRing _ring;
    private readonly StateSnapshot _snapshot;
    private readonly Queue<TrainingOrder> _orders = new();
    private readonly SurfaceQueue _surfaces;
    private readonly ProductQueue _products;
    private FiniteDifferenceSteps? _differences;
    private readonly CostEstimate _stepCost = new(), _statusCost = new();
    private TrainingOptions _options, _adopted;
    private TrainingStatus _status;
    private Observation? _dueObservation;
    private BackendFailureException? _failure;
    private int _begunOfFirst;
    private bool _hasStatus, _isDisposed;

    public OpenGLTrainingSession(ComputeDevice device, Network start, TrainingData data, TrainingOptions options)
    {
        _device = device;
        _options = _adopted = options;
        Shape = start.Shape;
        Data = data;
        _planner = new StepPlanner(data.Train.Count, options.Seed);
        _on = new DeviceResources(device, start, data, options.Loss);
        _ring = new CommandRing(device, Math.Max(OrderCapacity, data.Train.Count));
        _snapshot = new StateSnapshot(device, _on.Layout, _on.State);
        _snapshot.Set(new SessionState(0, 0, default, start.Parameters, []));
        _surfaces = new SurfaceQueue(_ring);
        _products = new ProductQueue(device, _on, _ring);
        _on.StepKernel(_planner.RowsOf(options), options.Optimizer);
    }

    public NetworkShape Shape { get; }

    public TrainingData Data { get; private set; }

    public StepHistory History { get; } = new();

    public Observation Observation { get; set; }

    public int PendingSteps { get; private set; }

    public TrainingOptions Options
    {
        get => _options;
        set
        {
            if (value.Loss != _options.Loss)
                throw new ArgumentException("A session keeps its loss; start another for a new one.", nameof(value));
            _options = value;
        }
    }

    public void Train(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ThrowIfFailed();
        _orders.Enqueue(new TrainingOrder(steps, _options, Observation));
        PendingSteps += steps;
    }

    public void Multiply(HessianRequest request)
    {
        ThrowIfFailed();
        request.Begin();
        _products.Add(request);
    }

    public bool TryGetStatus(out TrainingStatus latest)
    {
        latest = _status;
        var isNew = _hasStatus;
        _hasStatus = false;
        return isNew;
    }

    public void Pump(TimeSpan budget)
    {
        ThrowIfFailed();
        try
        {
            using var bindings = new HostBindings(_device);
            _device.DropForeignErrors();
            CollectFinished(TimeSpan.Zero);
            var seconds = budget.TotalSeconds;
            // A surface in the making gets a third of the time; where nothing trains, all of it.
            var started = Stopwatch.GetTimestamp();
            _products.Enqueue(_planner, _adopted);
            RunTraining(started, _surfaces.HasWork ? seconds * 2 / 3 : seconds);
            EnqueueStatus();
            RunSurfaces(started, seconds);
            CollectFinished(TimeSpan.Zero);
            _surfaces.Publish();
            _device.ThrowOnError();
        }
        catch (Exception exception) when (exception is not UserErrorException)
        {
            throw Fail(exception);
        }
    }

    public void Finish()
    {
        ThrowIfFailed();
        try
        {
            using var bindings = new HostBindings(_device);
            _device.DropForeignErrors();
            while (_orders.Count > 0 || _dueObservation is not null || PendingSteps > 0
                || _products.HasWork || _ring.InFlight > 0)
            {
                RunTraining(Stopwatch.GetTimestamp(), Slice.TotalSeconds);
                if (_orders.Count == 0)
                {
                    EnqueueStatus();
                    _products.Enqueue(_planner, _adopted);
                }
                CollectFinished(Slice);
            }
            _device.Verify();
        }
        catch (Exception exception) when (exception is not UserErrorException)
        {
            throw Fail(exception);
        }
    }

    public SurfaceRequest Sample(Plane plane, SurfaceGrid grid)
    {
        ThrowIfFailed();
        using var bindings = new HostBindings(_device);
        var request = new SurfaceRequest(plane, grid);
        Guard(() => _surfaces.Add(_on.CreateSurface(request)));
        return request;
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _surfaces.Stop(null);
        _products.Dispose();
        _snapshot.Dispose();
        _ring.Dispose();
        _on.Dispose();
    }

    private void Adopt(TrainingOptions options)
    {
        if (options.Optimizer != _adopted.Optimizer)
        {
            _on.State.ClearOptimizer();
            _planner.OptimizerStep = 0;
        }
        _adopted = options;
    }

    private void Verify() => Guard(_device.Verify);

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception) when (exception is BackendFailureException or Graphics.ShaderException)
        {
            throw Fail(exception);
        }
    }

    private void ThrowIfFailed()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_failure is not null)
            throw _failure;
    }

    // The session ends here: the message, and the state to go on from.
    private BackendFailureException Fail(Exception exception)
    {
        if (_failure is null)
        {
            _failure = new BackendFailureException(exception.Message, _snapshot.ToState(), exception);
            _surfaces.Stop(_failure);
            _products.Stop();
        }
        return _failure;
    }
}
