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
    private readonly SubmissionRing _ring;
    private readonly StateSnapshot _snapshot;
    private readonly Queue<TrainingOrder> _orders = new();
    private readonly SurfaceQueue _surfaces;
    private readonly CostEstimate _stepCost = new(), _statusCost = new();
    private TrainingOptions _options, _adopted;
    private TrainingStatus _status;
    private Observation? _dueObservation;
    private BackendFailureException? _failure;
    private int _begunOfFirst;
    private bool _hasStatus, _isDisposed;

    public OpenGLTrainingSession(ComputeDevice device, Network start, TrainingData data, TrainingOptions options)
    {
        options.RequireBackpropagation();
        _device = device;
        _options = _adopted = options;
        Shape = start.Shape;
        Data = data;
        _planner = new StepPlanner(data.Train.Count, options.Seed);
        _on = new DeviceResources(device, start, data, options.Loss);
        _ring = new SubmissionRing(device, Math.Max(OrderCapacity, data.Train.Count));
        _snapshot = new StateSnapshot(device, _on.Layout, _on.State);
        _snapshot.Set(new SessionState(0, 0, default, start.Parameters, []));
        _surfaces = new SurfaceQueue(_ring);
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
            value.RequireBackpropagation();
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
            using var bindings = new HostBindings(_device.Gl);
            _device.DropForeignErrors();
            CollectFinished(TimeSpan.Zero);
            var seconds = budget.TotalSeconds;
            // A surface in the making gets a third of the time; where nothing trains, all of it.
            var started = Stopwatch.GetTimestamp();
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
            using var bindings = new HostBindings(_device.Gl);
            _device.DropForeignErrors();
            while (_orders.Count > 0 || _dueObservation is not null || PendingSteps > 0 || _ring.InFlight > 0)
            {
                RunTraining(Stopwatch.GetTimestamp(), Slice.TotalSeconds);
                if (_orders.Count == 0)
                    EnqueueStatus();
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
        _snapshot.Dispose();
        _ring.Dispose();
        _on.Dispose();
    }

    // Enqueues as many steps as fit until so many seconds after the start, at least one while the device is idle.
    private void RunTraining(long started, double seconds)
    {
        seconds -= _statusCost.Seconds;
        while (_orders.TryPeek(out var first))
        {
            if (first.Steps == 0)
            {
                // Nothing to do but to report.
                _dueObservation = _orders.Dequeue().Observation;
                continue;
            }
            var spent = Spent(started);
            if (_ring.InFlight > 0 && spent + _stepCost.Seconds > seconds || _ring.TryBegin() is not { } submission)
                return;
            var options = first.Options;
            Adopt(options);
            FillSteps(submission, options, _stepCost.Fit(seconds - spent, fewest: 1));
            submission.UploadSteps();
            _on.StepKernel(_planner.RowsOf(options), options.Optimizer).Run(submission, options.Optimizer);
            _ring.Send(submission, _stepCost.Seconds * submission.StepCount);
            CollectFinished(TimeSpan.Zero);
            if (_ring.InFlight == 0 && Spent(started) + _stepCost.Seconds > seconds)
                return;
        }
    }

    private void RunSurfaces(long started, double seconds)
    {
        while (_surfaces.HasWork)
        {
            var spent = Spent(started);
            if (_ring.InFlight > 0 && spent > seconds || !_surfaces.TryEnqueue(seconds - spent))
                return;
            CollectFinished(TimeSpan.Zero);
            if (Spent(started) > seconds)
                return;
        }
    }

    // A software renderer has worked when the call returns; a GPU works on what is in flight.
    private double Spent(long started) =>
        Math.Max(Stopwatch.GetElapsedTime(started).TotalSeconds, _ring.InFlightSeconds);

    // Takes steps from the orders, as long as one kernel can do them all.
    private void FillSteps(Submission submission, TrainingOptions options, int most)
    {
        submission.FirstStep = _planner.Step;
        while (submission.StepCount < most && _orders.TryPeek(out var order))
        {
            if (order.Options.Optimizer != options.Optimizer || order.Options.BatchSize != options.BatchSize)
                return;
            var wanted = Math.Min(most - submission.StepCount, order.Steps - _begunOfFirst);
            var filled = _planner.Fill(submission, order.Options, wanted);
            _dueObservation = order.Observation;
            _begunOfFirst += filled;
            if (_begunOfFirst < order.Steps)
                return;
            _orders.Dequeue();
            _begunOfFirst = 0;
        }
    }

    // A status behind the steps enqueued since the last one.
    private void EnqueueStatus()
    {
        if (_dueObservation is not { } observation || _ring.TryBegin() is not { } submission)
            return;
        _on.Probe.Enqueue(submission, _planner.Step, _planner.Position.Epoch, observation);
        _snapshot.TakeWith(
            submission, _planner.Step, _planner.OptimizerStep, _planner.Position, _adopted.Optimizer.StateSlots);
        _ring.Send(submission, _statusCost.Seconds);
        _dueObservation = null;
    }

    private void CollectFinished(TimeSpan wait)
    {
        while (_ring.TryCollect(wait) is { } submission)
        {
            for (var i = 0; i < submission.StepCount; i++)
            {
                var value = submission.Values[i];
                History.Add(new StepRecord(
                    submission.FirstStep + i, value.X, MathF.Sqrt(value.Z), submission.Steps[i].LearningRate));
            }
            PendingSteps -= submission.StepCount;
            _stepCost.Observe(submission.Seconds, submission.StepCount);
            if (_on.Probe.Collect(submission) is { } status)
            {
                (_status, _hasStatus) = (status, true);
                _statusCost.Observe(submission.Seconds, 1);
            }
            _snapshot.Collect(submission);
            submission.Surface?.Collect(submission);
        }
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
        }
        return _failure;
    }
}
