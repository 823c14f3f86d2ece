using System.Diagnostics;
using NeuroLab.Training;

namespace NeuroLab.Backends.OpenGL;

/// <summary>
/// Turns orders into dispatches, and fences into statuses. Runs within its caller's bindings; any failure ends the
/// session.
/// </summary>
internal sealed class DispatchQueue : IDisposable
{
    private const int OrderCapacity = 1 << 18;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    private readonly ComputeDevice _device;
    private readonly DeviceResources _on;
    private readonly SampleSet _train;
    private readonly CommandRing _ring;
    private readonly Queue<TrainingOrder> _orders = new();
    private readonly CostEstimate _stepCost = new(), _statusCost = new();
    private FiniteDifferenceSteps? _differences;
    private TrainingOptions _adopted;
    private TrainingStatus _status;
    private Observation? _dueObservation;
    private int _begunOfFirst;
    private bool _hasStatus;

    public DispatchQueue(ComputeDevice device, DeviceResources on, SampleSet train, TrainingOptions options)
    {
        (_device, _on, _train, _adopted) = (device, on, train, options);
        Planner = new StepPlanner(train.Count, options.Seed);
        _ring = new CommandRing(device, Math.Max(OrderCapacity, train.Count));
        Snapshot = new StateSnapshot(device, on.Layout, on.State);
        Surfaces = new SurfaceQueue(_ring);
        Products = new ProductQueue(device, on, _ring);
    }

    /// <summary>Chooses the batches and counts the steps.</summary>
    public StepPlanner Planner { get; }

    /// <summary>The state in host memory, in case the context is lost.</summary>
    public StateSnapshot Snapshot { get; }

    /// <summary>The surfaces being sampled.</summary>
    public SurfaceQueue Surfaces { get; }

    /// <summary>The Hessian products that were requested.</summary>
    public ProductQueue Products { get; }

    public StepHistory History { get; } = new();

    /// <summary>Steps ordered and not yet done.</summary>
    public int PendingSteps { get; private set; }

    /// <summary>Numbers that the optimizer stores per weight.</summary>
    public int StateSlots => _adopted.Optimizer.StateSlots;

    public void Order(in TrainingOrder order)
    {
        _orders.Enqueue(order);
        PendingSteps += order.Steps;
    }

    /// <summary>The latest status, if one has arrived since the last call.</summary>
    public bool TryGetStatus(out TrainingStatus latest)
    {
        latest = _status;
        var isNew = _hasStatus;
        _hasStatus = false;
        return isNew;
    }

    /// <summary>Enqueues what fits into about this time, and collects what is done.</summary>
    public void Advance(TimeSpan budget)
    {
        CollectFinished(TimeSpan.Zero);
        var seconds = budget.TotalSeconds;
        // A surface in progress gets a third of the time; if nothing trains, all of it.
        var started = Stopwatch.GetTimestamp();
        Products.Enqueue(Planner, _adopted);
        RunTraining(started, Surfaces.HasWork ? seconds * 2 / 3 : seconds);
        EnqueueStatus();
        RunSurfaces(started, seconds);
        CollectFinished(TimeSpan.Zero);
        Surfaces.Publish();
    }

    /// <summary>Enqueues all orders and waits for them; surfaces advance only in <see cref="Advance"/>.</summary>
    public void Finish()
    {
        while (_orders.Count > 0 || _dueObservation is not null || PendingSteps > 0 || Products.HasWork || _ring.InFlight > 0)
        {
            RunTraining(Stopwatch.GetTimestamp(), Slice.TotalSeconds);
            if (_orders.Count == 0)
            {
                EnqueueStatus();
                Products.Enqueue(Planner, _adopted);
            }
            CollectFinished(Slice);
        }
    }

    /// <summary>Uses these options from here on; another optimizer starts with empty state.</summary>
    public void Adopt(TrainingOptions options)
    {
        if (options.Optimizer != _adopted.Optimizer)
        {
            _on.State.ClearOptimizer();
            Planner.OptimizerStep = 0;
        }
        if (options.Schedule != _adopted.Schedule)
            Planner.ScheduleStep = 0;
        _adopted = options;
    }

    public void Dispose()
    {
        Surfaces.Stop(null);
        Products.Dispose();
        Snapshot.Dispose();
        _ring.Dispose();
    }

    // Enqueues as many steps as fit in the time since the start, at least one while the GPU is idle.
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
            if (first.Options.GradientSource == GradientSource.FiniteDifferences)
            {
                // The host takes the step; first finish what is in flight.
                if (_ring.InFlight > 0)
                    return;
                StepByDifferences(first);
                if (Spent(started) > seconds)
                    return;
                continue;
            }
            var spent = Spent(started);
            if (_ring.InFlight > 0 && spent + _stepCost.Seconds > seconds || _ring.TryBegin() is not { } commands)
                return;
            var options = first.Options;
            Adopt(options);
            FillSteps(commands, options, _stepCost.Fit(seconds - spent, min: 1));
            commands.UploadSteps();
            var kind = StepKind.Of(options);
            _on.StepKernel(Planner.RowsOf(options), kind).Run(commands, kind);
            _ring.Send(commands, _stepCost.Seconds * commands.StepCount);
            CollectFinished(TimeSpan.Zero);
            if (_ring.InFlight == 0 && Spent(started) + _stepCost.Seconds > seconds)
                return;
        }
    }

    private void StepByDifferences(in TrainingOrder order)
    {
        Adopt(order.Options);
        _differences ??= new FiniteDifferenceSteps(_device, _on, _train);
        var step = Planner.Step;
        var batch = Planner.Next(order.Options);
        var constants = order.Options.ConstantsAt(Planner.OptimizerStep, Planner.ScheduleStep - 1);
        var (loss, gradient, length) = _differences.Run(order.Options, batch, constants);
        History.Add(new StepRecord(step, (float)loss, (float)gradient, (float)constants.Settings.LearningRate));
        _on.Probe.Remember(loss, gradient, length);
        _dueObservation = order.Observation;
        PendingSteps--;
        if (++_begunOfFirst < order.Steps)
            return;
        _orders.Dequeue();
        _begunOfFirst = 0;
    }

    private void RunSurfaces(long started, double seconds)
    {
        while (Surfaces.HasWork)
        {
            var spent = Spent(started);
            if (_ring.InFlight > 0 && spent > seconds || !Surfaces.TryEnqueue(seconds - spent))
                return;
            CollectFinished(TimeSpan.Zero);
            if (Spent(started) > seconds)
                return;
        }
    }

    // A software renderer has finished when the call returns; a GPU still works on what is in flight.
    private double Spent(long started) =>
        Math.Max(Stopwatch.GetElapsedTime(started).TotalSeconds, _ring.InFlightSeconds);

    // Takes steps from the orders, as long as one kernel can do them all.
    private void FillSteps(CommandBatch commands, TrainingOptions options, int maxSteps)
    {
        commands.FirstStep = Planner.Step;
        while (commands.StepCount < maxSteps && _orders.TryPeek(out var order))
        {
            if (StepKind.Of(order.Options) != StepKind.Of(options) || order.Options.BatchSize != options.BatchSize
                || order.Options.GradientSource != options.GradientSource || order.Options.Schedule != options.Schedule)
                return;
            var wanted = Math.Min(maxSteps - commands.StepCount, order.Steps - _begunOfFirst);
            var filled = Planner.Fill(commands, order.Options, wanted);
            _dueObservation = order.Observation;
            _begunOfFirst += filled;
            if (_begunOfFirst < order.Steps)
                return;
            _orders.Dequeue();
            _begunOfFirst = 0;
        }
    }

    // Appends a status after the steps enqueued since the last one.
    private void EnqueueStatus()
    {
        if (_dueObservation is not { } observation || _ring.TryBegin() is not { } commands)
            return;
        _on.Probe.Enqueue(commands, Planner.Step, Planner.Position.Epoch, observation);
        Snapshot.TakeWith(commands, Planner, StateSlots);
        _ring.Send(commands, _statusCost.Seconds);
        _dueObservation = null;
    }

    private void CollectFinished(TimeSpan wait)
    {
        while (_ring.TryCollect(wait) is { } commands)
        {
            for (var i = 0; i < commands.StepCount; i++)
            {
                var value = commands.Values[i];
                History.Add(new StepRecord(
                    commands.FirstStep + i, value.X, MathF.Sqrt(value.Z), commands.Steps[i].LearningRate));
            }
            PendingSteps -= commands.StepCount;
            _stepCost.Observe(commands.Seconds, commands.StepCount);
            if (_on.Probe.Collect(commands) is { } status)
            {
                (_status, _hasStatus) = (status, true);
                _statusCost.Observe(commands.Seconds, 1);
            }
            Snapshot.Collect(commands);
            commands.Surface?.Collect(commands);
            Products.Collect(commands);
        }
    }
}
