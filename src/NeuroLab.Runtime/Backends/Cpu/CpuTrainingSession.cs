using System.Runtime.ExceptionServices;
using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Landscapes;
using NeuroLab.Networks;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Backends.Cpu;

/// <summary>
/// A session on the CPU. Steps run on a separate thread; the blocking members wait until that thread is idle and then
/// work on the caller's thread.
/// </summary>
internal sealed class CpuTrainingSession : ITrainingSession
{
    private const int PredictedTogether = 64;

    private readonly CpuTrainer _trainer;
    private readonly Queue<Order> _orders = new();
    private readonly object _gate = new();
    private readonly Thread _thread;
    private readonly ThreadCache _surfaceThreads;
    private readonly WorkerPool _pool;
    private DenseWorkspace? _prediction;
    private FirstLayerPlane? _firstLayer; // of the last part of a grid, for the next one
    private TrainingOptions _options;
    private TrainingStatus _status;
    private ExceptionDispatchInfo? _failure;
    private bool _hasStatus, _isStopping;
    private int _pendingSteps;

    public CpuTrainingSession(
        Network start, TrainingData data, TrainingOptions options, WorkerPool pool,
        ThreadCache surfaceThreads)
    {
        Data = data;
        Shape = start.Shape;
        _options = options;
        _pool = pool;
        _surfaceThreads = surfaceThreads;
        _trainer = new CpuTrainer(start, data, options, History, pool, TileKernels.Widest);
        _thread = new Thread(Work) { IsBackground = true, Name = "NeuroLab training" };
        _thread.Start();
    }

    public NetworkShape Shape { get; }

    public TrainingData Data { get; private set; }

    public StepHistory History { get; } = new();

    public Observation Observation { get; set; }

    public int PendingSteps => Volatile.Read(ref _pendingSteps);

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

    public void Pump(TimeSpan budget)
    {
        // The thread needs no pumping.
    }

    public void Train(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        Enqueue(new Order(steps, _options, Observation));
    }

    public void Multiply(HessianRequest request)
    {
        request.Begin();
        Enqueue(new Order(0, _options, default, request));
    }

    public bool TryGetStatus(out TrainingStatus latest)
    {
        lock (_gate)
        {
            latest = _status;
            var isNew = _hasStatus;
            _hasStatus = false;
            return isNew;
        }
    }

    public void Finish()
    {
        lock (_gate)
        {
            while (_orders.Count > 0 && _failure is null)
                Monitor.Wait(_gate);
            _failure?.Throw();
        }
    }

    public void ReadParameters(Span<float> destination)
    {
        Finish();
        _trainer.Parameters.CopyTo(destination);
    }

    public void WriteParameters(ReadOnlySpan<float> source)
    {
        Finish();
        if (source.Length != Shape.ParameterCount)
            throw new ArgumentException($"{source.Length} parameters for {Shape}, which has {Shape.ParameterCount}.", nameof(source));
        source.CopyTo(_trainer.Parameters);
    }

    public Evaluation Evaluate(DataPart part, Span<float> gradient = default)
    {
        Finish();
        return _trainer.Evaluate(part, gradient);
    }

    public void HessianVectorProduct(ReadOnlySpan<float> direction, DataPart part, Span<float> product)
    {
        Shape.CheckLength(direction, nameof(direction));
        Shape.CheckLength(product, nameof(product));
        Finish();
        _trainer.HessianVectorProduct(direction, part, product);
    }

    public unsafe void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, ReadOnlySpan<float> parameters = default)
    {
        Shape.CheckPrediction(inputs, outputs, parameters);
        if (parameters.IsEmpty)
        {
            Finish();
            parameters = _trainer.Parameters;
        }
        // Has its own workspace: the training thread may be using the trainer's.
        _prediction ??= new DenseWorkspace(Shape, PredictedTogether, _pool, TileKernels.Widest);
        fixed (float* theta = parameters)
            _prediction.Predict(theta, inputs, outputs);
    }

    public void UseEvaluation(SampleSet evaluation)
    {
        Finish();
        Data = Data with { Evaluation = evaluation };
        _trainer.UseEvaluation(evaluation);
    }

    public SessionState Capture() => Capture(null);

    public SessionState Capture(SessionState? spare)
    {
        Finish();
        return _trainer.Capture(spare, _options);
    }

    public void Restore(SessionState state)
    {
        Finish();
        _trainer.Restore(state, _options);
    }

    public SurfaceRequest Sample(Plane plane, SurfaceGrid grid)
    {
        var request = new SurfaceRequest(plane, grid);
        // The parts of a grid have one first layer: over many samples it costs as much as tens of points.
        var known = Interlocked.Exchange(ref _firstLayer, null);
        if (known?.IsOf(plane, Data.Evaluation) == false)
        {
            known.Dispose();
            known = null;
        }
        CpuSurfaceSampler.Start(
            request, Shape, Data.Evaluation, _options.Loss, TileKernels.Widest, _surfaceThreads, _pool.Threads,
            known, grid.Part is { IsWhole: false } ? Keep : null);
        return request;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isStopping)
                return;
            _isStopping = true;
            Monitor.PulseAll(_gate);
        }
        _thread.Join();
        DropProducts();
        Interlocked.Exchange(ref _firstLayer, null)?.Dispose();
        _trainer.Dispose();
        _prediction?.Dispose();
    }

    private void Keep(FirstLayerPlane firstLayer)
    {
        lock (_gate)
        {
            if (!_isStopping)
                firstLayer = Interlocked.Exchange(ref _firstLayer, firstLayer)!;
            firstLayer?.Dispose();
        }
    }

    private void Enqueue(in Order order)
    {
        lock (_gate)
        {
            if (_failure is not null)
                order.Products?.Drop();
            _failure?.Throw();
            _orders.Enqueue(order);
            Interlocked.Add(ref _pendingSteps, order.Steps);
            Monitor.PulseAll(_gate);
        }
    }

    private void Work()
    {
        while (true)
        {
            Order order;
            lock (_gate)
            {
                while (_orders.Count == 0 && !_isStopping)
                    Monitor.Wait(_gate);
                if (_isStopping)
                    return;
                order = _orders.Peek();
            }
            try
            {
                Run(order);
            }
            catch (Exception exception)
            {
                // Rethrown to the next caller that waits for, or requests, training.
                lock (_gate)
                {
                    _failure = ExceptionDispatchInfo.Capture(exception);
                    DropProducts();
                    Monitor.PulseAll(_gate);
                }
                return;
            }
        }
    }

    // They will not be answered.
    private void DropProducts()
    {
        foreach (var order in _orders)
        {
            if (order.Products is { IsPending: true } request)
                request.Drop();
        }
    }

    private void Run(in Order order)
    {
        if (order.Products is { } request)
        {
            _trainer.Multiply(request);
            HandOver.Point();
            lock (_gate)
            {
                _orders.Dequeue();
                Monitor.PulseAll(_gate);
            }
            return;
        }
        for (var i = 0; i < order.Steps && !Volatile.Read(ref _isStopping); i++)
        {
            _trainer.Step(order.Options);
            Interlocked.Decrement(ref _pendingSteps);
        }
        var status = _trainer.Observe(order.Observation);
        HandOver.Point();
        lock (_gate)
        {
            _orders.Dequeue();
            _status = status;
            _hasStatus = true;
            Monitor.PulseAll(_gate);
        }
    }

    private readonly record struct Order(
        int Steps, TrainingOptions Options, Observation Observation, HessianRequest? Products = null);
}
